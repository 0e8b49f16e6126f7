import { scaleLog } from 'd3-scale';
import type { Matrix as MatrixRole } from '../../roles/roles.js';
import { addTo } from '../../text/order.js';
import { hueClass } from '../colours.js';
import { proposedOn } from '../connected.js';
import type { GraphIndex } from '../graph-index.js';
import { codeLink, literal, thingLink } from '../layout/components.js';
import { follow, step } from '../steps.js';
import { kindOf, perSite, type Site, type View } from '../view.js';
import { localName } from '../vocabulary.js';
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

/** The connections between the things of two kinds: a role:Matrix or role:Flow of the project. */
export type Matrix = ReturnType<typeof connections>;

/** The matrices of the project that have connections. */
export const matricesOf = perSite((site): Matrix[] =>
  site.roles.matrices.map((role, i) => connections(site, role, i)).filter(({ most }) => most > 0),
);

/** If there are more rows or columns, those without connections are omitted. */
const mostEmpty = 40;

/** The things that connect each row with each column: the things after the first step of the path. */
function connections(site: Site, role: MatrixRole, index: number) {
  const { graph } = site;
  const [first = '', ...rest] = role.path;
  const [rows, columns] = [graph.ofType(role.rows), graph.ofType(role.columns)];
  const isColumn = new Set(columns);
  const cells = new Map<string, string[]>();
  const used = new Set<string>();
  for (const row of rows)
    for (const item of step(site, row, first))
      for (const column of follow(site, item, rest).filter((one) => isColumn.has(one))) {
        addTo(cells, `${row} ${column}`, item);
        used.add(row).add(column);
      }
  const shown = (all: string[]): string[] => (all.length > mostEmpty ? all.filter((one) => used.has(one)) : all);
  return {
    role,
    suffix: index === 0 ? '' : `-${index + 1}`, // of the ids of the pictures
    rows: shown(rows),
    columns: shown(columns),
    items: (row: string, column: string): readonly string[] => cells.get(`${row} ${column}`) ?? [],
    most: Math.max(0, ...[...cells.values()].map(({ length }) => length)), // items in one cell
  };
}

/** A text about a matrix: from the project, or the neutral text with the kinds of rows and columns. */
export function matrixText(view: View, { iri, rows, columns }: MatrixRole, key: string, neutral: string): string {
  const kinds = { rows: view.plural(rows).text, columns: view.plural(columns).text };
  return fill(view.ownText(key, iri) ?? neutral, kinds);
}

/** The anchor for the part of a page about a thing: "topic-16". */
export function groupAnchor(graph: GraphIndex, thing: string): string {
  const code = graph.codes(thing)[0] ?? localName(thing);
  return `${localName(kindOf(graph, thing) ?? '').toLowerCase()}-${code.replace(/[^A-Za-z0-9.-]/g, '')}`;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** A note with the number of connections that no source states. */
export function withProposals({ site, words }: View, { role, rows }: Matrix, note: string): string {
  const way = { property: role.path[0] ?? '', isInverse: false };
  const count = sum(rows.map((row) => proposedOn(site, row, way).length));
  return count === 0 ? note : `${note} ${fill(words.proposedOnly, { count })}`;
}

/** The number of connections by row and column as a chart. */
export function matrixFigure(view: View, matrix: Matrix) {
  const words = view.words.charts;
  const { role, rows, columns, items, suffix } = matrix;
  const isGrouped = view.site.roles.sections
    .get(role.rows)
    ?.some(({ groupBy }) => role.path.length > 1 && groupBy === role.path.at(-1));
  const cellLink: CellLink = (row, column) => {
    const page = view.linkTo(row);
    return page && isGrouped ? `${page}#${groupAnchor(view.graph, column)}` : page;
  };
  const countIn = (row: string, column: string) => {
    const count = items(row, column).length;
    const href = cellLink(row, column);
    if (count === 0) return null;
    return href === undefined ? <span>{count}</span> : <a href={href}>{count}</a>;
  };
  const frame = {
    id: `chart-matrix${suffix}`,
    caption: matrixText(view, role, 'charts.matrix', words.matrix),
    note: withProposals(view, matrix, matrixText(view, role, 'charts.matrixNote', words.matrixNote)),
    columns: [literal(view, view.term(role.rows)), ...columns.map((column) => codeLink(view, column)), words.total],
    rows: rows.map((row) => [
      thingLink(view, row),
      ...columns.map((column) => countIn(row, column)),
      sum(columns.map((column) => items(row, column).length)),
    ]),
    isOfNumbers: true,
    isWide: true,
  };
  return chartFigure(view, frame, heatMap(view, matrix, cellLink));
}

/** Returns a link to the items of a cell. */
type CellLink = (row: string, column: string) => string | undefined;

const cell = { width: 36, height: 28 };
const codeWidth = 30;
const namesWidth = 270;
const longestHead = 190;
const gridStart = namesWidth + codeWidth;
const underHead = 32; // codes and stripes
const leastWidth = 900; // the style sheet stretches a picture to the page; a narrow one would get large letters

/** The middle of a column; the totals are in the column after the last one. */
const middleOf = (column: number): number => gridStart + (column + 0.5) * cell.width;

/** Cells with more items are darker. Each cell is a link to its items. */
function heatMap(view: View, matrix: Matrix, cellLink: CellLink) {
  const { role, rows, columns, items, suffix } = matrix;
  const firstCode = (iri: string): string => view.graph.codes(iri)[0] ?? '';
  const used = gridStart + (columns.length + 1) * cell.width;
  const width = Math.max(used, leastWidth);
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
  const counts = rows.map((row) => columns.map((column) => items(row, column).length));
  const sums = columns.map((_, i) => sum(counts.map((row) => row[i] ?? 0)));
  const levelOf = scaleLog([1, matrix.most + 1], [1, 6]); // most cells are small: 1 and 2 differ
  const cellOf = (row: string, column: string, x: number, y: number) => {
    const codes = items(row, column).map((item) => codeOf(view, item));
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
        class: `stripe${hueClass(view, column)}`,
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
    id: `chart-matrix${suffix}`,
    name: 'heat-map',
    title: matrixText(view, role, 'charts.matrix', view.words.charts.matrix),
    description: describe(view, matrix),
    width,
    height: headHeight + (rows.length + 1) * cell.height,
    isLinked: true,
  };
  return picture(frame, [
    <path
      class="grid"
      d={rows.map((_, row) => `M${isMirrored ? width - used : 0} ${at(down(row + 0.5))}h${used}`).join('')}
    />,
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

/** The number of rows and columns, and the largest cells: "Topics: 23; Groups: 17; 23 × 17: 7". */
function describe(view: View, { role, rows, columns, items, most }: Matrix): string {
  const found = rows.flatMap((row) =>
    columns
      .filter((column) => items(row, column).length === most)
      .map((column) => `${codeOf(view, row)} × ${codeOf(view, column)}: ${most}`),
  );
  const { plural } = view;
  const size = [`${plural(role.rows).text}: ${rows.length}`, `${plural(role.columns).text}: ${columns.length}`];
  return [...size, ...found.slice(0, 5)].join('; ');
}
