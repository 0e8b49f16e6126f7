/** A page as the search knows it. */
export interface Entry {
  path: string; // below the folder of the language, without extension: "sdg/16.2"
  name: string;
  language?: string; // of the name, where it is not that of the page
  also?: string[]; // other names
  kind?: number; // place in `kinds`; a list of things has none
  codes?: string[]; // as they are shown: "16.2.2"
  moreCodes?: string[]; // that it is found by besides: "16.02.02", "C160202"
  referredBy?: number; // how many other things name it: what is much referred to is looked for more
  retired?: true;
}

/** All that one language can be searched for. The order of entries is the order of things that match equally well. */
export interface SearchIndex {
  language: string;
  kinds: string[]; // what a thing of each kind is called, the most looked-for first: "Target"
  entries: Entry[];
  words: { found: string; none: string; retired: string; inEnglish: string }; // that results are shown with
}

/** The file of the site that the index of a language is in. */
export const indexPath = (language: string): string => `${language}/search-index.js`;

/** The function that an index calls with itself when a page loads it. */
export const receiver = 'gcmSearchIndex';

/**
 * An index as a file of the site. It is a script and no JSON, since a page that is opened from a disk may load scripts
 * but fetch nothing; between the parentheses stands JSON.
 */
export const indexFile = (index: SearchIndex): string => `${receiver}(${JSON.stringify(index)});\n`;

/** The index out of such a file, for programs that read it without running it. */
export const readIndexFile = (text: string): SearchIndex =>
  JSON.parse(text.slice(text.indexOf('(') + 1, text.lastIndexOf(')')));
