import { type SankeyLink, type SankeyNode, sankey, sankeyLinkHorizontal } from 'd3-sankey';
import type { JSX } from 'preact';
import { agenda } from '../agenda.js';
import { directionOf } from '../languages.js';
import { goalClass, plainText } from '../layout/links.js';
import type { View } from '../view.js';
import { Picture, PictureLink } from './chart-figure.js';
import type { Matrix } from './data.js';
import { codeOf, shortText, titleOf } from './short-text.js';
import { at, type Side, SvgText } from './svg-text.js';
import { wrapText } from './text-width.js';

const width = 960;
const namesWidth = 340;
const letters = 13; // the size of a text
const lineHeight = 12; // of a name in two lines
const thickness = 10; // of a node
const gap = 13; // between two nodes: with the thinnest of bands there is room for a line of text
const edge = 8; // above and below: a text is higher than the smallest node
const unit = 3.6; // the width of a band for each target

interface Node {
  iri: string;
  side: 'row' | 'column';
}
interface Band {
  source: string;
  target: string;
  value: number;
}

/** Rows flow to columns, as wide as the number of targets that connect them; what is not connected is left out. */
export function Flow({ view, id, matrix }: { view: View; id: string; matrix: Matrix }): JSX.Element {
  const { nodes, links, height } = layOut(matrix);
  const isTurned = directionOf(view.language) === 'rtl';
  const words = view.words.charts;
  const band = sankeyLinkHorizontal<Node, Band>();
  return (
    <Picture
      id={id}
      name="flow"
      title={words.flow}
      description={describe(view, nodes)}
      width={width}
      height={height}
      isLinked
    >
      <g transform={isTurned ? `matrix(-1 0 0 1 ${width} 0)` : undefined}>
        {links.map((link) => (
          <path
            class={`band${goalClass(iriOf(link.target), view.graph.codes(iriOf(link.target)))}`}
            d={(band(link) ?? '').replace(/\d+\.\d+/g, (number) => String(at(Number(number))))}
            stroke-width={at(link.width ?? 0)}
          >
            <title>{`${codeOf(view, iriOf(link.source))} → ${codeOf(view, iriOf(link.target))}: ${link.value}`}</title>
          </path>
        ))}
      </g>
      {nodes.map((node) => (
        <NodeMark view={view} node={node} across={(x) => at(isTurned ? width - x : x)} isTurned={isTurned} />
      ))}
    </Picture>
  );
}

type PlacedNode = SankeyNode<Node, Band>;

/** Rows and columns keep their order, so that they are found where the eye looks for them. */
function layOut({ rows, columns, targets }: Matrix) {
  const bands = rows.flatMap((row) =>
    columns.map((column): Band => ({ source: row, target: column, value: targets(row, column).length })),
  );
  const links = bands.filter(({ value }) => value > 0);
  const used = new Set(links.flatMap(({ source, target }) => [source, target]));
  const nodes: Node[] = [
    ...rows.map((iri) => ({ iri, side: 'row' as const })),
    ...columns.map((iri) => ({ iri, side: 'column' as const })),
  ].filter(({ iri }) => used.has(iri));
  const longest = Math.max(
    ...(['row', 'column'] as const).map((one) => nodes.filter(({ side }) => side === one).length),
  );
  const height = Math.ceil(links.reduce((all, { value }) => all + value, 0) * unit + longest * gap);
  const graph = sankey<Node, Band>()
    .nodeId(({ iri }) => iri)
    .nodeSort(null)
    .nodeWidth(thickness)
    .nodePadding(gap)
    .extent([
      [namesWidth, edge],
      [width - namesWidth, height - edge],
    ])({ nodes, links });
  return { ...graph, height };
}

/** The layout has put nodes in the place of their names. */
const iriOf = (end: SankeyLink<Node, Band>['source']): string => (end as unknown as PlacedNode).iri;

interface NodeMarkProps {
  view: View;
  node: PlacedNode;
  across(x: number): number;
  isTurned: boolean;
}

function NodeMark({ view, node, across, isTurned }: NodeMarkProps): JSX.Element {
  const { iri, side, x0 = 0, x1 = 0, y0 = 0, y1 = 0, value = 0 } = node;
  const text = shortText(view, iri);
  const code = codeOf(view, iri);
  const hasRoom = value * unit + gap >= 2 * lineHeight - 1;
  const lines = wrapText(plainText(text), (namesWidth - 46) / letters, hasRoom ? 2 : 1);
  const y = at((y0 + y1) / 2);
  const isRow = side === 'row';
  const beside: Side = isRow ? 'end' : 'start';
  return (
    <PictureLink href={view.linkTo(iri)} title={`${titleOf(view, iri)}: ${value}`} class="node">
      <rect
        class={`stripe${goalClass(iri, view.graph.codes(iri))}`}
        x={isTurned ? across(x1) : at(x0)}
        y={at(y0)}
        width={thickness}
        height={at(Math.max(1, y1 - y0))}
      />
      <text
        class="code-text"
        x={across(isRow ? x0 - 18 : x1 + 18)}
        y={y}
        dy=".35em"
        text-anchor="middle"
        direction="ltr"
      >
        {code}
      </text>
      <SvgText
        view={view}
        text={text}
        lines={lines}
        x={across(isRow ? x0 - 36 : x1 + 36)}
        y={y}
        size={lineHeight}
        side={beside}
      />
    </PictureLink>
  );
}

/** The columns by what flows into them, the widest first: "10: 61; 16: 40". */
function describe(view: View, nodes: PlacedNode[]): string {
  const columns = nodes.filter(({ side }) => side === 'column').sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const shares = columns.slice(0, 5).map(({ iri, value }) => `${codeOf(view, iri)}: ${value}`);
  return `${view.plural(agenda.goal).text}: ${shares.join('; ')}`;
}
