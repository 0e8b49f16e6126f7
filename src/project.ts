/** The folders that make up a project, and the base that may take the place of the one in tables.json. */
export interface Project {
  data: string;
  ontology: string;
  queries: string;
  base?: string | undefined;
  commit?: string | undefined; // of git, in full, that the sheets stand in
  onStep?(step: string): void; // told what is done now: "checking"
}
