import { figureText } from '../../figures/figure-text.js';
import { classLimits, classOf } from '../../maps/classes.js';
import type { AnswerTable } from '../../query/answer.js';
import type { OfferedArea } from '../../query/figure-names.js';
import { type CellSettings, shownText } from './answer-table.js';
import { element, make, makeSvg } from './dom.js';

/** The size of the map and the file with its outlines. */
export interface MapFrame {
  width: number;
  height: number;
  outlines: string; // a link
}

/** The areas in the rows, in the first column of which most rows are areas on the map: place by row. */
export function placesIn(
  { columns, rows }: AnswerTable,
  areas: readonly OfferedArea[],
): (string | undefined)[] | undefined {
  const places = new Map(
    areas.flatMap(({ place, iri, code, names }) =>
      place === undefined ? [] : [iri, code, ...names].map((key): [string, string] => [key, place]),
    ),
  );
  for (const i of columns.keys()) {
    const found = rows.map((row) => places.get(String(row[i]?.value ?? '')));
    if (rows.length > 1 && found.filter(Boolean).length > rows.length / 2) return found;
  }
  return undefined;
}

/** Draws the values of a column on a map in five classes, with a legend. The last row of an area counts. */
export function showMap(
  table: AnswerTable,
  measure: number,
  places: readonly (string | undefined)[],
  { width, height, outlines }: MapFrame,
  settings: CellSettings,
): void {
  const values = new Map<string, { value: number; name: string }>();
  for (const [i, place] of places.entries()) {
    const row = table.rows[i] ?? [];
    const name = row.map((term) => shownText(term, settings)).join(' · ');
    if (place !== undefined) values.set(place, { value: Number(row[measure]?.value), name });
  }
  const limits = classLimits([...values.values()].map(({ value }) => value));
  const classes = Array.from({ length: limits.length + 1 }, (_, at) =>
    [...values].filter(([, { value }]) => classOf(value, limits) === at),
  );
  const land = makeSvg('use', { class: 'land', href: `${outlines}#all`, fill: 'url(#query-no-value)' });
  const groups = classes.map((all, at) =>
    makeSvg(
      'g',
      { class: `step-${at + 1}` },
      ...all.map(([place, { name }]) => {
        const title = makeSvg('title', {});
        title.textContent = name;
        return makeSvg('use', { href: `${outlines}#m${place}` }, title);
      }),
    ),
  );
  const title = table.columns[measure] ?? '';
  const frame = { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': title, direction: 'ltr' };
  element('query-map-drawing').replaceChildren(
    make(
      'figure',
      { class: 'map' },
      make('figcaption', { dir: 'ltr' }, title),
      makeSvg('svg', frame, withoutValue(), land, ...groups),
      legend(classes, limits, settings),
    ),
  );
}

/** Hatching for areas without a value. */
function withoutValue(): SVGElement {
  const ground = makeSvg('path', { class: 'ground', d: 'M0 0h5v5H0z' });
  const hatch = makeSvg('path', { class: 'hatch', d: 'M0 0v5' });
  const frame = { id: 'query-no-value', width: '5', height: '5', patternUnits: 'userSpaceOnUse' };
  return makeSvg('pattern', { ...frame, patternTransform: 'rotate(45)' }, ground, hatch);
}

/** The classes with their colours, limits and numbers of areas. */
function legend(classes: readonly unknown[][], limits: readonly number[], { words }: CellSettings): HTMLElement {
  const text = (limit: number | undefined): string => (limit === undefined ? '' : figureText(limit, words.numbers));
  const rows = classes.map((all, at) => {
    const square = makeSvg('svg', { class: 'swatch', width: '16', height: '12', 'aria-hidden': 'true' });
    square.append(makeSvg('rect', { class: `step-${at + 1}`, width: '16', height: '12' }));
    const [from, to] = [text(limits[at - 1]), text(limits[at])];
    const range = make('bdi', { dir: 'ltr' }, from === '' ? `< ${to}` : to === '' ? `≥ ${from}` : `${from} – ${to}`);
    return make('tr', {}, make('th', { scope: 'row' }, square, ' ', range), make('td', {}, String(all.length)));
  });
  return make('table', { class: 'legend' }, make('tbody', {}, ...rows));
}
