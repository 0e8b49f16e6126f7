import { type SankeyLink, type SankeyNode, sankey, sankeyLinkHorizontal } from 'd3-sankey';
import { hueClass } from '../colours.js';
import { codeLink, list, literal, thingLink } from '../layout/components.js';
import type { View } from '../view.js';
import {
  at,
  chartFigure,
  codeOf,
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
import { type Matrix, matrixText, withProposals } from './matrix.js';

/** Bands between the rows and the columns of a matrix, with its counts. */
export function flowFigure(view: View, matrix: Matrix) {
  const { role, rows, columns, items, suffix } = matrix;
  const shares = (row: string) =>
    list(
      'shares',
      columns.filter((column) => items(row, column).length > 0),
      (column) => [codeLink(view, column), ': ', items(row, column).length],
    );
  const frame = {
    id: `chart-flow${suffix}`,
    caption: matrixText(view, role, 'charts.flow', view.words.charts.flow),
    note: withProposals(view, matrix, matrixText(view, role, 'charts.flowNote', view.words.charts.flowNote)),
    columns: [literal(view, view.term(role.rows)), literal(view, view.plural(role.columns))],
    rows: rows.map((row) => [thingLink(view, row), shares(row)]),
    isWide: true,
  };
  return chartFigure(view, frame, bands(view, matrix));
}

const width = 960;
const namesWidth = 340;
const lineHeight = 12; // of a name in two lines
const codeWidth = 20; // at least
const thickness = 10; // of a node
const leastGap = 13; // between two nodes: with the thinnest band, it leaves space for a line of text
const mostGap = 26; // for two lines
const few = 12; // nodes on a side that have space for two lines each
const edge = 8; // above and below: a text is higher than the smallest node
const thickest = 3.6; // the width of a band for each item
const mostHeight = 4000; // of all bands; if there are more items, their bands are thinner

interface Node {
  id: string; // a thing can be a row and a column
  iri: string;
  side: 'row' | 'column';
}
interface Band {
  source: string;
  target: string;
  value: number;
}

/** Bands between rows and columns, as wide as their number of items; rows and columns without items are omitted. */
function bands(view: View, matrix: Matrix) {
  const { nodes, links, height, room } = layOut(matrix);
  const codes = Math.max(codeWidth, ...nodes.map(({ iri }) => Math.ceil(textWidth(codeOf(view, iri)) * lineHeight)));
  const { isMirrored } = mirroring(view, width);
  const bandPath = sankeyLinkHorizontal<Node, Band>();
  const band = (link: (typeof links)[number]) => {
    const [from, to] = [iriOf(link.source), iriOf(link.target)];
    return (
      <path
        class={`band${hueClass(view, to)}`}
        d={(bandPath(link) ?? '').replace(/\d+\.\d+/g, (number) => String(at(Number(number))))}
        stroke-width={at(link.width ?? 0)}
      >
        <title>{`${codeOf(view, from)} → ${codeOf(view, to)}: ${link.value}`}</title>
      </path>
    );
  };
  const title = matrixText(view, matrix.role, 'charts.flow', view.words.charts.flow);
  return picture(
    {
      id: `chart-flow${matrix.suffix}`,
      name: 'flow',
      title,
      description: describe(view, matrix, nodes),
      width,
      height,
      isLinked: true,
    },
    [
      <g transform={isMirrored ? `matrix(-1 0 0 1 ${width} 0)` : undefined}>{links.map(band)}</g>,
      nodes.map((node) => nodeMark(view, node, room, codes)),
    ],
  );
}

type PlacedNode = SankeyNode<Node, Band>;

/** Rows and columns keep their order, so that readers find them. */
function layOut({ rows, columns, items }: Matrix) {
  const idOf = (iri: string, side: Node['side']): string => `${side} ${iri}`;
  const links = rows
    .flatMap((row) =>
      columns.map(
        (column): Band => ({
          source: idOf(row, 'row'),
          target: idOf(column, 'column'),
          value: items(row, column).length,
        }),
      ),
    )
    .filter(({ value }) => value > 0);
  const used = new Set(links.flatMap(({ source, target }) => [source, target]));
  const nodesOf = (iris: string[], side: Node['side']): Node[] =>
    iris.map((iri) => ({ id: idOf(iri, side), iri, side })).filter(({ id }) => used.has(id));
  const [left, right] = [nodesOf(rows, 'row'), nodesOf(columns, 'column')];
  const all = links.reduce((sum, { value }) => sum + value, 0);
  const most = Math.max(left.length, right.length);
  const gap = most <= few ? mostGap : leastGap;
  const unit = Math.min(thickest, mostHeight / all);
  const height = Math.ceil(all * unit + most * gap);
  const graph = sankey<Node, Band>()
    .nodeId(({ id }) => id)
    .nodeSort(null)
    .nodeWidth(thickness)
    .nodePadding(gap)
    .extent([
      [namesWidth, edge],
      [width - namesWidth, height - edge],
    ])({ nodes: [...left, ...right], links });
  return { ...graph, height, room: (value: number) => value * unit + gap };
}

/** The layout has replaced ids with nodes. */
const iriOf = (end: SankeyLink<Node, Band>['source']): string => (end as unknown as PlacedNode).iri;

function nodeMark(view: View, node: PlacedNode, room: (value: number) => number, codes: number) {
  const { iri, side, x0 = 0, x1 = 0, y0 = 0, y1 = 0, value = 0 } = node;
  const { isMirrored, across } = mirroring(view, width);
  const hasRoom = room(value) >= 2 * lineHeight - 1;
  const beside = (distance: number): number => across(side === 'row' ? x0 - distance : x1 + distance);
  const y = at((y0 + y1) / 2);
  const parts = [
    svgBox(across(isMirrored ? x1 : x0), at(y0), thickness, at(Math.max(1, y1 - y0)), {
      class: `stripe${hueClass(view, iri)}`,
    }),
    svgCode(beside(8 + codes / 2), y, codeOf(view, iri), 'code-text'),
    svgText(view, shortName(view, iri, namesWidth - 26 - codes, hasRoom ? 2 : 1), {
      x: beside(16 + codes),
      y,
      size: lineHeight,
      side: side === 'row' ? 'end' : 'start',
    }),
  ];
  return pictureLink(view.linkTo(iri), `${titleOf(view, iri)}: ${value}`, parts, 'node');
}

/** The columns with their totals, largest first: "10: 61; 16: 40". */
function describe(view: View, { role }: Matrix, nodes: PlacedNode[]): string {
  const columns = nodes.filter(({ side }) => side === 'column').sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const shares = columns.slice(0, 5).map(({ iri, value }) => `${codeOf(view, iri)}: ${value}`);
  return `${view.plural(role.columns).text}: ${shares.join('; ')}`;
}
