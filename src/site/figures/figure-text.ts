import { fill } from '../fill.js';
import type { Words } from '../words.js';
import type { Point } from './series-figures.js';

/** Figures as readers see them. Downloads have all digits. */

/** The decimals of a value: none from 100, one from 10, at most two below. */
export const decimalsOf = (value: number): number => (Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2);

/** "5,935", "62.3", "4.48", "280.6 million". `decimals`: of all values of a table column. */
export function figureText(value: number, words: Pick<Words, 'decimal' | 'number'>, decimals?: number): string {
  const { large } = words.number;
  const scale = decimals === undefined ? [...large].reverse().find(({ from }) => Math.abs(value) >= from) : undefined;
  if (scale === undefined) return plainNumber(value, words, decimals);
  const scaled = value / scale.unit;
  const text = scaled < 2 ? scale.one : scale.many;
  return fill(text, { number: plainNumber(scaled, words, scaled >= 1000 ? 0 : 1) });
}

/** The number with separators, and without zeros at its end unless the decimals are given. */
function plainNumber(value: number, { decimal, number }: Pick<Words, 'decimal' | 'number'>, decimals?: number): string {
  const fixed = Math.abs(value).toFixed(decimals ?? decimalsOf(value));
  const [whole = '', all = ''] = fixed.split('.');
  const rest = decimals === undefined ? all.replace(/0+$/, '') : all;
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, number.thousands);
  const sign = value < 0 && Number(fixed) !== 0 ? '\u2212' : '';
  return `${sign}${grouped}${rest === '' ? '' : decimal + rest}`;
}

/** The text of a figure; a bound has its sign: "<2.5". */
export const pointText = (
  { value, sign = '' }: Pick<Point, 'value' | 'sign'>,
  words: Pick<Words, 'decimal' | 'number'>,
): string => sign + figureText(value, words);
