import { fill, formatNumber } from '../fill.js';
import type { Words } from '../words.js';
import type { Point } from './points.js';

/** Figures as readers see them. Downloads have all digits. */

/** The decimals of a value: none from 100, one from 10, at most two below. */
export const decimalsOf = (value: number): number => (Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2);

/** The language of a figure in a text, and the names of large numbers. */
export type NumberWords = Pick<Words, 'language' | 'number'>;

/** "5,935", "62.3", "4.48", "280.6 million". `decimals`: of all values of a table column. */
export function figureText(value: number, words: NumberWords, decimals?: number): string {
  const { large } = words.number;
  const scale = decimals === undefined ? [...large].reverse().find(({ from }) => Math.abs(value) >= from) : undefined;
  if (scale === undefined) return plainNumber(value, words, decimals);
  const scaled = value / scale.unit;
  const text = scaled < 2 ? scale.one : scale.many;
  return fill(text, { number: plainNumber(scaled, words, scaled >= 1000 ? 0 : 1) });
}

/** The number with separators, and without zeros at its end unless the decimals are given. */
function plainNumber(value: number, { language }: NumberWords, decimals?: number): string {
  const fixed = value.toFixed(decimals ?? decimalsOf(value)).replace(/^-(?=[0.]*$)/, '');
  return formatNumber(decimals === undefined ? fixed.replace(/\.?0+$(?<=\..*)/, '') : fixed, language);
}

/** The text of a figure; a bound has its sign: "<2.5". */
export const pointText = ({ value, sign = '' }: Pick<Point, 'value' | 'sign'>, words: NumberWords): string =>
  sign + figureText(value, words);
