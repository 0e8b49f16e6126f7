import { fill } from '../../fill.js';
import type { Answer } from '../../query/answer.js';
import { mostNodes, networkHeight, networkOf, placeNodes } from '../../query/answer-network.js';
import { type CellSettings, shownText } from './answer-table.js';
import { element, makeSvg } from './dom.js';

const longest = 38; // characters of a name

/** True if an answer connects resources. */
export const hasNetwork = (answer: Answer): boolean => networkOf(answer).edges.length > 0;

/** Draws the resources of an answer as dots with names, and a line for each connection. */
export function showNetwork(answer: Answer, settings: CellSettings): void {
  const place = element('query-network-drawing');
  const { nodes, edges, isCut } = networkOf(answer);
  const width = Math.max(640, place.clientWidth);
  const placed = placeNodes(nodes, edges, width);
  const lines = edges.map(([from, to]) => {
    const [a, b] = [placed[from], placed[to]];
    if (!a || !b) return makeSvg('path', {});
    const turn = a.x === b.x ? a.x + 60 : (a.x + b.x) / 2;
    return makeSvg('path', { class: 'edge', d: `M${a.x} ${a.y}C${turn} ${a.y} ${turn} ${b.y} ${b.x} ${b.y}` });
  });
  const dots = placed.map(({ iri, x, y, isStart }) => {
    const name = shownText({ type: 'uri', value: iri }, settings);
    const title = makeSvg('title', {});
    title.textContent = name;
    const side = { x: String(x + (isStart ? -9 : 9)), 'text-anchor': isStart ? 'end' : 'start' };
    const label = makeSvg('text', { ...side, y: String(y), dy: '.35em' });
    label.textContent = name.length > longest ? `${name.slice(0, longest)}…` : name;
    const dot = makeSvg('circle', { cx: String(x), cy: String(y), r: '5' });
    const page = settings.pageOf(iri);
    return page === undefined ? makeSvg('g', {}, title, dot, label) : makeSvg('a', { href: page }, title, dot, label);
  });
  const frame = {
    class: 'network',
    viewBox: `0 0 ${width} ${networkHeight(placed)}`,
    width: String(width),
    role: 'group',
    direction: 'ltr',
  };
  place.replaceChildren(makeSvg('svg', frame, ...lines, ...dots));
  const note = element('query-network-note');
  note.hidden = !isCut;
  note.textContent = fill(settings.words.networkNote, { count: mostNodes }, settings.words.numbers.language);
}
