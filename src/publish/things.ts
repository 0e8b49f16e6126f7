/** What a server must know of a thing that has a page. */
export interface Thing {
  iri: string;
  retired?: true; // it is no longer in use, and its address says so
  successors?: string[]; // the IRIs of what took its place
}

/** All of them by where their pages stand below the folder of a language, without extension: "sdg/16.2". */
export type Things = Record<string, Thing>;

/** Where they are listed, inside the folder of the pages. */
export const thingsFile = 'things.json';
