import type { Words } from '../words.js';

/** The texts and formats of numbers that the script of a map needs. */
export interface MapWords extends Pick<Words, 'decimal' | 'number'> {
  year: string;
  newest: string;
}

/** The texts for the script of a map. */
export const mapWords = ({ decimal, number, map }: Words): MapWords => ({
  decimal,
  number,
  year: map.year,
  newest: map.newest,
});
