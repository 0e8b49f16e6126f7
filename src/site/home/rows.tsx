import type { Matrix } from '../charts/matrix.js';
import { sparkline } from '../charts/sparkline.js';
import { newestFigure } from '../figures/newest.js';
import { countPlaces } from '../figures/places.js';
import { wholeAreas } from '../figures/series-figures.js';
import { code, literal, pageAnchor, plainText, section } from '../layout/components.js';
import { follow } from '../steps.js';
import { type Kind, kindOf, type View } from '../view.js';
import { fill } from '../words.js';
import { type Chosen, type RowFigures, rowFigures } from './chosen-figures.js';
import { strip } from './strip.js';

/**
 * The things of the first kind with their connections and a figure: the columns of the matrix that they are connected
 * with, the number of items between, how many of these have figures, and one series with its newest value.
 */
export function overview(view: View, { type, things }: Kind, matrix: Matrix | undefined) {
  const { words } = view;
  const figures = rowFigures(view.site);
  const own = matrix?.role.rows === type ? matrix : undefined;
  if (own === undefined && figures.size === 0) return null;
  const [whole] = wholeAreas(view.site);
  const [items] = [...figures.values()].flatMap((row) => row.items);
  const itemKind = items === undefined ? undefined : kindOf(view.graph, items);
  const share = itemKind && fill(words.start.withFigures, { kind: view.plural(itemKind).text });
  const heads = [
    literal(view, view.term(type)),
    own && literal(view, view.plural(own.role.columns)),
    share,
    figures.size > 0 && words.start.oneFigure,
    figures.size > 0 && (whole ? fill(words.start.overTime, { area: plainText(view.shortLabel(whole)) }) : ''),
    figures.size > 0 && words.start.newest,
  ].filter((head) => head !== undefined && head !== false);
  return section('first', fill(words.start.rows, { rows: view.plural(type).text }), [
    <p class="prose note">{summary(view, own, figures)}</p>,
    <div class="overview">
      <table aria-labelledby="first">
        <thead>
          <tr>
            {heads.map((head) => (
              <th scope="col">{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>{things.map((thing) => row(view, thing, own, figures.get(thing), share))}</tbody>
      </table>
    </div>,
    figures.size > 0 && <p class="note">{words.start.trendNote}</p>,
  ]);
}

/** "Targets: 58 · Indicators: 94, with figures: 92": of all rows together. */
function summary(view: View, matrix: Matrix | undefined, figures: ReadonlyMap<string, RowFigures>): string {
  const { words } = view;
  const counts: string[] = [];
  const between = matrix?.role.path.slice(0, 1) ?? [];
  const connected = new Set((matrix?.rows ?? []).flatMap((one) => follow(view.site, one, between)));
  const count = (all: ReadonlySet<string>): void => {
    const [first] = all;
    const kind = first === undefined ? undefined : kindOf(view.graph, first);
    if (kind !== undefined)
      counts.push(fill(words.start.count, { kind: view.plural(kind).text, count: all.size }, words.language));
  };
  count(connected);
  count(new Set([...figures.values()].flatMap(({ items }) => items)));
  return counts.join(' · ');
}

/** A row: a card on a phone. */
function row(
  view: View,
  thing: string,
  matrix: Matrix | undefined,
  figures: RowFigures | undefined,
  share: string | undefined,
) {
  const { words } = view;
  const counted = (matrix?.columns ?? []).map((column) => matrix?.items(thing, column) ?? []);
  const connected = new Set(counted.flat()).size;
  const columns = counted.filter(({ length }) => length > 0).length;
  return (
    <tr>
      <th scope="row">
        {pageAnchor(view, thing, [code(view, thing), <span>{literal(view, view.shortNameOf(thing))}</span>])}
      </th>
      {matrix && (
        <td class="connected">
          {strip(view, matrix, thing)}
          <span>{fill(words.start.inColumns, { count: connected, columns }, words.language)}</span>
        </td>
      )}
      {figures && (
        <td class="share" data-head={share}>
          <span>
            {fill(words.start.outOf, { count: figures.withFigures, all: figures.items.length }, words.language)}
          </span>
          {shareBar(figures)}
        </td>
      )}
      {figures && figureCells(view, figures.chosen)}
    </tr>
  );
}

/** The part of the items that have figures, as a bar; the text next to it says the same. */
const shareBar = ({ withFigures, items }: RowFigures) => (
  <svg class="share-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
    <path class="all" d="M0 0h100v4H0z" />
    <path d={`M0 0h${items.length === 0 ? 0 : Math.round((100 * withFigures) / items.length)}v4H0z`} />
  </svg>
);

/** The name, the small line and the newest value of the series of a row. */
function figureCells(view: View, chosen: Chosen | undefined) {
  const { words, graph } = view;
  if (chosen === undefined) return <td class="figure-name" colSpan={3}></td>;
  const { item, figures, points } = chosen;
  const [number] = graph.codes(item);
  return [
    <td class="figure-name">
      {pageAnchor(view, item, [
        number !== undefined && [<b dir="ltr">{number}</b>, ' '],
        literal(view, view.shortLabel(figures.series)),
      ])}
    </td>,
    <td class="figure-line">{sparkline(points)}</td>,
    <td class="figure-value">
      {points.length > 0 ? (
        newestFigure(view, { points, direction: figures.direction })
      ) : (
        <span class="newest">
          <span class="value">
            {fill(words.start.areas, { count: countPlaces(view.site, figures.series) }, words.language)}
          </span>
        </span>
      )}
    </td>,
  ];
}
