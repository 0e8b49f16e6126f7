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

/** Whether this is a git commit in full. */
export const isCommit = (commit: string): boolean => /^[0-9a-f]{40}$/.test(commit);

/** Whether everything can lie under this address: a web address that ends with a slash. */
export const isBase = (base: string): boolean => /^https?:\/\/[^\s?#%]+\/$/.test(base) && URL.canParse(base);
