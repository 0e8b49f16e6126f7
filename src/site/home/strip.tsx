import type { Matrix } from '../charts/matrix.js';
import { codeOf } from '../charts/matrix.js';
import { hueClass } from '../colours.js';
import type { View } from '../view.js';

const step = 8; // from one column to the next
const height = 24;

/**
 * A row of a matrix as small columns in the colours of the columns of the matrix: the higher, the more connections. Empty
 * places have a short line.
 */
export function strip(view: View, { columns, items, most }: Matrix, row: string) {
  const counts = columns.map((column) => items(row, column).length);
  const name = columns
    .flatMap((column, at) => (counts[at] ? [`${codeOf(view, column)}: ${counts[at]}`] : []))
    .join(', ');
  const tall = (count: number): number => Math.round((height - 4) * (0.2 + (0.8 * count) / most));
  const width = columns.length * step;
  const empty = counts.flatMap((count, at) => (count === 0 ? [`M${at * step} ${height - 1}h${step - 3}`] : []));
  return (
    <svg class="strip" role="img" aria-label={name} viewBox={`0 0 ${width} ${height}`} width={width} height={height}>
      <path class="none" d={empty.join('')} />
      {columns.map((column, at) => {
        const count = counts[at] ?? 0;
        if (count === 0) return null;
        const own = tall(count);
        return (
          <rect class={hueClass(view, column).trim()} x={at * step} y={height - own} width={step - 3} height={own} />
        );
      })}
    </svg>
  );
}
