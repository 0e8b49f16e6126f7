import type { Words } from '../words.js';

/** The data in the page for the script of the comparison. */
export interface CompareConfig {
  files: string; // the folder with the files of areas
  pages: string; // the folder with the pages of areas
  whole: string | undefined; // the code of the whole
  words: Pick<Words, 'language' | 'number'> & { remove: string; none: string };
}

/** The largest number of areas that readers can compare. */
export const mostAreas = 5;
