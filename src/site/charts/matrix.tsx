import { scaleLog } from 'd3-scale';
import { addTo } from '../../text/order.js';
import { proposedTargets } from '../claims.js';
import type { GraphIndex } from '../graph-index.js';
import { codeLink, goalClass, literal, thingLink } from '../layout/components.js';
import type { View } from '../view.js';
import { agenda } from '../vocabulary.js';
import { fill } from '../words.js';
import {
  at,
  chartFigure,
  codeOf,
  letters,
  mirroring,
  picture,
  pictureLink,
  shortName,
  svgBox,
  svgCode,
  svgText,
  textWidth,
  titleOf,
} from './figure.js';

/** The targets that connect each objective (row) with each goal (column); undefined if there are no connections. */
export function goalMatrix(graph: GraphIndex) {
  const rows = graph.ofType(agenda.objective);
  const columns = graph.ofType(agenda.goal);
  const cells = new Map<string, string[]>();
  for (const row of rows)
    for (const target of graph.links(row, agenda.connectedTarget))
      for (const column of graph.links(target, agenda.isTargetOf)) addTo(cells, `${row} ${column}`, target);
  if (cells.size === 0 || columns.length === 0) return undefined;
  const most = Math.max(...[...cells.values()].map(({ length }) => length));
  const targets = (row: string, column: string): readonly string[] => cells.get(`${row} ${column}`) ?? [];
  return { rows, columns, targets, most }; // most: targets in one cell
}

export type Matrix = NonNullable<ReturnType<typeof goalMatrix>>;

/** A text about the matrix: from the project, or the neutral text with the kinds of rows and columns. */
export function matrixText(view: View, key: string, neutral: string): string {
  const kinds = { rows: view.plural(agenda.objective).text, columns: view.plural(agenda.goal).text };
  return fill(view.ownText(key, ...view.site.roles.matrices.map(({ iri }) => iri)) ?? neutral, kinds);
}

/** The anchor for the targets of a goal on the page of an objective: "goal-16". */
export const goalAnchor = (graph: GraphIndex, goal: string): string =>
  `goal-${(graph.codes(goal)[0] ?? '').replace(/[^A-Za-z0-9.-]/g, '')}`;

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** A note with the number of connections that no source states. */
export function withProposals({ graph, words }: View, note: string): string {
  const count = sum(graph.ofType(agenda.objective).map((objective) => proposedTargets(graph, objective).length));
  return count === 0 ? note : `${note} ${fill(words.proposedOnly, { count })}`;
}

/** The number of targets by objective and goal as a chart; null if there are no connections. */
export function goalMatrixFigure(view: View) {
  const matrix = goalMatrix(view.graph);
  if (matrix === undefined) return null;
  const words = view.words.charts;
  const { rows, columns } = matrix;
  const cellLink: CellLink = (row, column) => {
    const page = view.linkTo(row);
    return page && `${page}#${goalAnchor(view.graph, column)}`;
  };
  const countIn = (row: string, column: string) => {
    const count = matrix.targets(row, column).length;
    const href = cellLink(row, column);
    if (count === 0) return null;
    return href === undefined ? <span>{count}</span> : <a href={href}>{count}</a>;
  };
  const frame = {
    id: 'chart-matrix',
    caption: matrixText(view, 'charts.matrix', words.matrix),
    note: withProposals(view, matrixText(view, 'charts.matrixNote', words.matrixNote)),
    columns: [
      literal(view, view.term(agenda.objective)),
      ...columns.map((column) => codeLink(view, column)),
      words.total,
    ],
    rows: rows.map((row) => [
      thingLink(view, row),
      ...columns.map((column) => countIn(row, column)),
      sum(columns.map((column) => matrix.targets(row, column).length)),
    ]),
    isOfNumbers: true,
    isWide: true,
  };
  return chartFigure(view, frame, heatMap(view, matrix, cellLink));
}

/** Returns a link to the targets of a cell. */
type CellLink = (row: string, column: string) => string | undefined;

const cell = { width: 36, height: 28 };
const codeWidth = 30;
const namesWidth = 270;
const longestHead = 190;
const gridStart = namesWidth + codeWidth;
const underHead = 32; // codes and stripes

/** The middle of a column; the totals are in the column after the last goal. */
const middleOf = (column: number): number => gridStart + (column + 0.5) * cell.width;

/** Cells with more targets are darker. Each cell is a link to its targets. */
function heatMap(view: View, matrix: Matrix, cellLink: CellLink) {
  const { rows, columns, targets } = matrix;
  const firstCode = (iri: string): string => view.graph.codes(iri)[0] ?? '';
  const width = gridStart + (columns.length + 1) * cell.width;
  const { isMirrored, across } = mirroring(view, width);
  const heads = columns.map((column) => ({ column, name: shortName(view, column, longestHead, 2) }));
  const headStart = Math.max(
    ...heads.flatMap(({ name }) => name.lines.map((line) => Math.ceil(textWidth(line) * letters))),
  );
  const headHeight = headStart + underHead;
  const down = (row: number): number => headHeight + (row + 0.5) * cell.height;
  /** The position of the rotated name of a column. */
  const upright = (column: number) => {
    const x = across(middleOf(column));
    return { x, y: headStart, transform: `rotate(${isMirrored ? 90 : -90} ${x} ${headStart})` };
  };
  const total = { text: { text: view.words.charts.total, language: view.language }, lines: [view.words.charts.total] };
  const counts = rows.map((row) => columns.map((column) => targets(row, column).length));
  const sums = columns.map((_, i) => sum(counts.map((row) => row[i] ?? 0)));
  const levelOf = scaleLog([1, matrix.most + 1], [1, 6]); // most cells are small: 1 and 2 differ
  const cellOf = (row: string, column: string, x: number, y: number) => {
    const codes = targets(row, column).map((target) => view.graph.codes(target)[0]);
    if (codes.length === 0) return null;
    const [left, top] = [at(x - cell.width / 2 + 1), y - cell.height / 2 + 1];
    const box = svgBox(left, top, cell.width - 2, cell.height - 2, { rx: 3 });
    const tooltip = `${codeOf(view, row)} × ${codeOf(view, column)}: ${codes.join(', ')}`;
    const level = `cell level-${Math.floor(levelOf(codes.length))}`;
    return pictureLink(cellLink(row, column), tooltip, [box, svgCode(x, y, String(codes.length))], level);
  };
  const head = ({ column, name }: (typeof heads)[number], i: number) => {
    const x = across(middleOf(i));
    return pictureLink(view.linkTo(column), titleOf(view, column), [
      svgText(view, name, { ...upright(i), size: 14 }),
      svgCode(x, headHeight - 18, firstCode(column), 'code-text'),
      svgBox(at(x - cell.width / 2 + 2), headHeight - 7, cell.width - 4, 4, {
        class: `stripe${goalClass(column, view.graph.codes(column))}`,
      }),
    ]);
  };
  const rowHead = (row: string, y: number) =>
    pictureLink(view.linkTo(row), titleOf(view, row), [
      svgCode(across(gridStart - codeWidth / 2), y, firstCode(row), 'code-text'),
      svgText(view, shortName(view, row, namesWidth, 2), { x: across(namesWidth), y, side: 'end' }),
    ]);
  const lastRow = down(rows.length);
  const frame = {
    id: 'chart-matrix',
    name: 'heat-map',
    title: matrixText(view, 'charts.matrix', view.words.charts.matrix),
    description: describe(view, matrix),
    width,
    height: headHeight + (rows.length + 1) * cell.height,
    isLinked: true,
  };
  return picture(frame, [
    <path class="grid" d={rows.map((_, row) => `M0 ${at(down(row + 0.5))}h${width}`).join('')} />,
    heads.map(head),
    rows.map((row, i) => [
      rowHead(row, down(i)),
      columns.map((column, j) => cellOf(row, column, across(middleOf(j)), down(i))),
      svgCode(across(middleOf(columns.length)), down(i), String(sum(counts[i] ?? [])), 'total'),
    ]),
    svgText(view, total, { ...upright(columns.length), class: 'total' }),
    <g class="total">
      {svgText(view, total, { x: across(namesWidth), y: lastRow, side: 'end' })}
      {[...sums, sum(sums)].map((count, i) => svgCode(across(middleOf(i)), lastRow, String(count)))}
    </g>,
  ]);
}

/** The number of rows and columns, and the largest cells: "Objectives: 23; Goals: 17; 23 × 17: 7". */
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
