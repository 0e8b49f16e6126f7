import type { JSX } from 'preact';
import { directionOf, formatNumber } from '../languages.js';
import { NameLink } from '../layout/links.js';
import type { View } from '../view.js';
import type { Line } from './figures.js';
import { at } from './svg-text.js';

/** The figures of the one year that there is, area by area: no line can be drawn through a single point. */
export function Bars({ view, lines }: { view: View; lines: Line[] }): JSX.Element {
  const values = lines.map((line) => [...line.values.values()][0] ?? '');
  const most = Math.max(...values.map(Number), 0) || 1;
  const isTurned = directionOf(view.language) === 'rtl';
  return (
    <ul class="area-bars">
      {lines.map(({ area }, i) => {
        const value = values[i] ?? '';
        const length = at((Math.max(0, Number(value)) / most) * 100);
        return (
          <li>
            <NameLink view={view} iri={area} />
            <bdi dir="ltr">{formatNumber(value, view.words.decimal)}</bdi>
            <svg width="100%" height="10" aria-hidden="true">
              <rect class="stripe" x={`${isTurned ? at(100 - length) : 0}%`} width={`${length}%`} height="10" />
            </svg>
          </li>
        );
      })}
    </ul>
  );
}
