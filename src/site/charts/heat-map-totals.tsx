import type { JSX } from 'preact';
import type { Text } from '../graph-index.js';
import type { View } from '../view.js';
import { sum } from './data.js';
import { type Drawing, letters, middleOf, namesWidth } from './heat-map-drawing.js';
import { SvgCode, SvgText } from './svg-text.js';

/** The name of the last column, upright as those of the others. */
export function TotalHead({ drawing }: { drawing: Drawing }): JSX.Element {
  const { view, matrix, across, isTurned, headHeight } = drawing;
  const total = totalOf(view);
  const [x, y] = [across(middleOf(matrix.columns.length)), headHeight - 32];
  const turn = `rotate(${isTurned ? 90 : -90} ${x} ${y})`;
  return (
    <SvgText view={view} text={total} lines={[total.text]} x={x} y={y} size={letters} class="total" transform={turn} />
  );
}

const totalOf = ({ language, words }: View): Text => ({ text: words.charts.total, language });

/** The last line: how many connections each column has. */
export function Totals({ drawing }: { drawing: Drawing }): JSX.Element {
  const { view, matrix, across, down } = drawing;
  const { rows, columns } = matrix;
  const y = down(rows.length);
  const sums = columns.map((column) => sum(rows.map((row) => matrix.targets(row, column).length)));
  const total = totalOf(view);
  return (
    <g class="total">
      <SvgText view={view} text={total} lines={[total.text]} x={across(namesWidth)} y={y} size={letters} side="end" />
      {[...sums, sum(sums)].map((count, i) => (
        <SvgCode x={across(middleOf(i))} y={y} text={String(count)} />
      ))}
    </g>
  );
}
