import type { Files } from './files.js';

/** The folders that make up a project. */
export interface Project {
  files: Files; // in which the folders are
  data: string;
  ontology: string;
  queries: string;
  base?: string | undefined; // takes the place of the one in tables.json
  commit?: string | undefined; // of git, in full, that the sheets are from
  onStep?(step: string): void; // called at each step: "checking"
}

/** Whether everything can lie under this address: a web address that ends with a slash. */
export const isBase = (base: string): boolean => /^https?:\/\/[^\s?#%]+\/$/.test(base) && URL.canParse(base);

/** What is wrong with the base or the commit of a project, beginning with the name of the option; undefined when nothing is. */
export function projectFault({ base, commit }: Pick<Project, 'base' | 'commit'>): string | undefined {
  if (base !== undefined && !isBase(base)) return `base: ${base} must be a web address that ends with a slash`;
  if (commit !== undefined && !/^[0-9a-f]{40}$/.test(commit))
    return `commit: ${commit} must be the 40 digits that git rev-parse prints`;
  return undefined;
}
