import { remembered } from '../../text/languages.js';
import type { Direction } from '../figures/series-figures.js';
import type { View } from '../view.js';
import { fill, type Words, wordFor } from '../words.js';
import type { Rank } from './rank.js';

const inner = { left: 3, right: 61 };

/** "17th highest of 37", "highest of 37", "joint 6th of 39". Without a direction, the place is by size. */
export function rankText(
  { words, language }: Pick<View, 'words' | 'language'>,
  rank: Rank,
  direction: Direction,
): string {
  const { place, jointPlace, highest, jointHighest, top, jointTop } = words.areas;
  const ofSize = rank.place === 1 ? [top, jointTop] : [highest, jointHighest];
  const [single = '', joint = ''] = direction === 'neither' ? ofSize : [place, jointPlace];
  return fill(rank.isJoint ? joint : single, {
    place: ordinal(rank.place, words, language),
    all: String(rank.all),
  });
}

const formsIn = remembered((language) => new Intl.PluralRules(language, { type: 'ordinal' }));

function ordinal(number: number, words: Words, language: string): string {
  const form = formsIn(language).select(number);
  return fill(wordFor(words.areas.ordinal, form) ?? words.areas.ordinal.other, { n: String(number) });
}

/** A tick for each country on a square-root scale, and a dot for one of them: 64 wide and 12 high, from left to right. */
export function rankPaths(own: number, values: readonly number[]) {
  const root = (value: number): number => Math.sign(value) * Math.sqrt(Math.abs(value));
  const roots = values.map(root);
  const [low, high] = [Math.min(...roots), Math.max(...roots)];
  const across = (value: number): number =>
    high === low
      ? (inner.left + inner.right) / 2
      : Math.round(inner.left + ((root(value) - low) / (high - low)) * (inner.right - inner.left));
  const places = [...new Set(values.map(across))].sort((a, b) => a - b);
  const pieces = places.map((x, at) => (at === 0 ? `M${x} 2v8` : `m${x - (places[at - 1] ?? 0)}-8v8`));
  return (
    <>
      <path d={pieces.join('')} />
      <path class="end" d={`M${across(own)} 6h0`} />
    </>
  );
}
