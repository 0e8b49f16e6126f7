import type { Bar } from '../../query/bars.js';
import { make, makeSvg } from '../parts/dom.js';

/** Bars as a list: what each stands for, a picture of its length, its number. Whoever sees no picture misses nothing. */
export const createBars = (bars: Bar[]): HTMLElement => make('ol', { class: 'answer-bars' }, ...bars.map(createBar));

function createBar({ label, value, start, length }: Bar): HTMLLIElement {
  const bar = makeSvg('rect', { x: `${start}%`, width: `${Math.max(length, 0.2)}%`, height: '100%' });
  return make(
    'li',
    {},
    make('bdi', { class: 'answer-label' }, label),
    makeSvg('svg', { class: 'answer-bar', 'aria-hidden': 'true' }, bar),
    make('span', { class: 'answer-value', dir: 'ltr' }, value),
  );
}
