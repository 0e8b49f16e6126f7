import type { Files } from './files.js';

/** The folders and settings of a project. */
export interface Project {
  files: Files; // contains the folders
  data: string;
  ontology: string;
  queries: string;
  base?: string | undefined; // replaces the base IRI in tables.json
  siteAddress?: string | undefined; // URL of the folder in which the web site will be hosted
  commit?: string | undefined; // full hash of the git commit of the sheets
  onStep?(step: string): void; // called at each step: "checking"
}

/** True for a URL that ends with a slash, so that other IRIs can begin with it. */
export const isBase = (base: string): boolean => /^https?:\/\/[^\s?#%]+\/$/.test(base) && URL.canParse(base);

/** Returns what is wrong with the settings of a project. The text begins with the name of the option. */
export function projectFault({
  base,
  siteAddress,
  commit,
}: Pick<Project, 'base' | 'siteAddress' | 'commit'>): string | undefined {
  if (base !== undefined && !isBase(base)) return `base: "${base}" must be a URL that ends with a slash`;
  if (siteAddress !== undefined && !isBase(siteAddress))
    return `site-address: "${siteAddress}" must be a URL that ends with a slash`;
  if (commit !== undefined && !/^[0-9a-f]{40}$/.test(commit))
    return `commit: "${commit}" must be a full git hash with 40 digits, as printed by git rev-parse`;
  return undefined;
}
