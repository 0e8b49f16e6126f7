import type { Words } from '../words/words.js';

/** What the query page hands to its script in `data-settings`: words, and links from the page. */
export interface QuerySettings {
  words: Words['query']['script'];
  graph: string; // to the packed graph
  terms: string; // to what is known of it before it is loaded
  pages: string; // to the folder of the pages in the language
}
