import type { Words } from '../words.js';

/** The texts and formats of numbers that the script of a map needs. */
export interface MapWords extends Pick<Words, 'language' | 'number'> {
  year: string;
  newest: string;
}

/** The texts for the script of a map. */
export const mapWords = ({ language, number, map }: Words): MapWords => ({
  language,
  number,
  year: map.year,
  newest: map.newest,
});
