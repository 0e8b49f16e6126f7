import { scaleLog } from 'd3-scale';
import type { JSX } from 'preact';
import { agenda } from '../agenda.js';
import { directionOf } from '../languages.js';
import { goalClass, plainText } from '../layout/links.js';
import type { View } from '../view.js';
import { Picture, PictureLink } from './chart-figure.js';
import { type Matrix, sum } from './data.js';
import {
  cell,
  codeWidth,
  type Drawing,
  gridStart,
  letters,
  longestHead,
  middleOf,
  namesWidth,
} from './heat-map-drawing.js';
import { TotalHead, Totals } from './heat-map-totals.js';
import { codeOf, shortText, titleOf } from './short-text.js';
import { at, SvgCode, SvgText } from './svg-text.js';
import { textWidth, wrapText } from './text-width.js';

interface HeatMapProps {
  view: View;
  id: string;
  matrix: Matrix;
  cellLink(row: string, column: string): string | undefined;
}

/** Rows by columns, darker where more targets connect the two; each cell leads to these targets. */
export function HeatMap({ view, id, matrix, cellLink }: HeatMapProps): JSX.Element {
  const { rows, columns } = matrix;
  const width = gridStart + (columns.length + 1) * cell.width;
  const isTurned = directionOf(view.language) === 'rtl';
  const headHeight = 32 + Math.max(...columns.map((column) => longest(headLines(view, column))));
  const drawing: Drawing = {
    view,
    matrix,
    isTurned,
    headHeight,
    across: (x) => at(isTurned ? width - x : x),
    down: (row) => headHeight + (row + 0.5) * cell.height,
    cellLink,
  };
  return (
    <Picture
      id={id}
      name="heat-map"
      title={view.words.charts.matrix}
      description={describe(view, matrix)}
      width={width}
      height={headHeight + (rows.length + 1) * cell.height}
      isLinked
    >
      <path class="grid" d={rows.map((_, row) => `M0 ${at(drawing.down(row + 0.5))}h${width}`).join('')} />
      {columns.map((column, i) => (
        <ColumnHead drawing={drawing} column={column} x={middleOf(i)} />
      ))}
      {rows.map((row, i) => (
        <Row drawing={drawing} row={row} y={drawing.down(i)} />
      ))}
      <TotalHead drawing={drawing} />
      <Totals drawing={drawing} />
    </Picture>
  );
}

const headLines = (view: View, column: string): string[] =>
  wrapText(plainText(shortText(view, column)), longestHead / letters, 2);

const longest = (lines: string[]): number => Math.ceil(Math.max(...lines.map(textWidth)) * letters);

/** The name of a column, upright above its code. */
function ColumnHead({ drawing, column, x }: { drawing: Drawing; column: string; x: number }): JSX.Element {
  const { view, across, isTurned, headHeight } = drawing;
  const text = shortText(view, column);
  const codes = view.graph.codes(column);
  const start = headHeight - 32;
  const turn = `rotate(${isTurned ? 90 : -90} ${across(x)} ${start})`;
  return (
    <PictureLink href={view.linkTo(column)} title={titleOf(view, column)}>
      <SvgText
        view={view}
        text={text}
        lines={headLines(view, column)}
        x={across(x)}
        y={start}
        size={14}
        transform={turn}
      />
      <SvgCode x={across(x)} y={headHeight - 18} text={codes[0] ?? ''} class="code-text" />
      <rect
        class={`stripe${goalClass(column, codes)}`}
        x={at(across(x) - cell.width / 2 + 2)}
        y={headHeight - 7}
        width={cell.width - 4}
        height={4}
      />
    </PictureLink>
  );
}

function Row({ drawing, row, y }: { drawing: Drawing; row: string; y: number }): JSX.Element {
  const { view, across, matrix } = drawing;
  const text = shortText(view, row);
  const counts = matrix.columns.map((column) => matrix.targets(row, column).length);
  return (
    <>
      <PictureLink href={view.linkTo(row)} title={titleOf(view, row)}>
        <SvgCode x={across(gridStart - codeWidth / 2)} y={y} text={view.graph.codes(row)[0] ?? ''} class="code-text" />
        <SvgText
          view={view}
          text={text}
          lines={wrapText(plainText(text), namesWidth / letters, 2)}
          x={across(namesWidth)}
          y={y}
          size={letters}
          side="end"
        />
      </PictureLink>
      {matrix.columns.map((column, i) =>
        counts[i] ? <Cell drawing={drawing} row={row} column={column} x={across(middleOf(i))} y={y} /> : null,
      )}
      <SvgCode x={across(middleOf(counts.length))} y={y} text={String(sum(counts))} class="total" />
    </>
  );
}

interface CellProps {
  drawing: Drawing;
  row: string;
  column: string;
  x: number; // of its middle
  y: number;
}

function Cell({ drawing: { view, matrix, cellLink }, row, column, x, y }: CellProps): JSX.Element {
  const targets = matrix.targets(row, column);
  const level = Math.floor(scaleLog([1, matrix.most + 1], [1, 6])(targets.length)); // most cells are small: 1 and 2 differ
  const codes = targets.map((target) => view.graph.codes(target)[0]).join(', ');
  return (
    <PictureLink
      href={cellLink(row, column)}
      title={`${codeOf(view, row)} × ${codeOf(view, column)}: ${codes}`}
      class={`cell level-${level}`}
    >
      <rect
        x={at(x - cell.width / 2 + 1)}
        y={y - cell.height / 2 + 1}
        width={cell.width - 2}
        height={cell.height - 2}
        rx={3}
      />
      <SvgCode x={x} y={y} text={String(targets.length)} />
    </PictureLink>
  );
}

/** How many rows and columns, and the cells with the most: "Objectives: 23; Goals: 17; 23 × 17: 7". */
function describe(view: View, { rows, columns, targets, most }: Matrix): string {
  const found = rows.flatMap((row) =>
    columns
      .filter((column) => targets(row, column).length === most)
      .map((column) => `${codeOf(view, row)} × ${codeOf(view, column)}: ${most}`),
  );
  const { plural } = view;
  const size = [`${plural(agenda.objective).text}: ${rows.length}`, `${plural(agenda.goal).text}: ${columns.length}`];
  return [...size, ...found.slice(0, 5)].join('; ');
}
