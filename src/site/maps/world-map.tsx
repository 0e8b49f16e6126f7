import type { ComponentChildren } from 'preact';
import { decimalsOf, figureText, pointText } from '../figures/figure-text.js';
import type { Point } from '../figures/points.js';
import { areaKind } from '../figures/series-figures.js';
import { literal, WideTable } from '../layout/components.js';
import { nameLinkHtml } from '../layout/name-html.js';
import { inMarkup } from '../markup.js';
import type { View } from '../view.js';
import { fill } from '../words.js';
import { classLimits, classOf } from './classes.js';
import { mapWords } from './map-words.js';
import { mapSize, outlinesFile, placesOf } from './places.js';

/** The value of an area on a map; without a year, it is a count of the data itself. */
export type MapValue = Pick<Point, 'value' | 'sign'> & { area: string; year?: number };

interface WorldMap {
  id: string; // of the figure; unique on the page
  title: string; // for screen readers, if there is a caption
  caption?: ComponentChildren; // replaces the title above the map
  values: readonly MapValue[];
  limits?: readonly number[]; // between the classes; otherwise classes with about as many values each
  years?: string | undefined; // the file with the values of all years, for the slider: a path in the site
}

/** The script that shows names and values on the map and opens pages. */
export const mapScript = 'assets/map.js';

/** Areas of the shared outlines, in HTML; they inherit the colour of their group. */
function outlines({ link }: View, codes: readonly string[]): string {
  const file = link(outlinesFile);
  return codes.map((code) => `<use href="${inMarkup(`${file}#m${code}`)}"/>`).join('');
}

/**
 * A map of the world in classes of values, with a legend that counts areas, a table of all values and a note on
 * boundaries. Areas that are not on the map, such as regions, are left out.
 */
export function worldMap(view: View, { id, title, caption, values, limits: given, years }: WorldMap) {
  const places = placesOf(view.site);
  const shown = values.filter(({ area }) => places.has(area));
  if (shown.length === 0) return null;
  const limits = given ?? classLimits(shown.map(({ value }) => value));
  const classes: MapValue[][] = Array.from({ length: limits.length + 1 }, () => []);
  for (const one of shown) classes[classOf(one.value, limits)]?.push(one);
  const placeOf = ({ area }: MapValue): string => places.get(area) ?? '';
  const patternOf = (at: number): string | undefined =>
    at > 0 && at === limits.length ? `url(#${id}-lines)` : undefined;
  const { width, height } = mapSize;
  return (
    <figure
      class="map"
      id={id}
      data-years={years && view.link(years)}
      data-limits={limits.join(' ')}
      data-words={years && JSON.stringify(mapWords(view.words))}
    >
      <figcaption id={`${id}-caption`}>{caption ?? title}</figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title} direction="ltr">
        {patterns(id, limits.length + 1)}
        <use class="land" href={`${view.link(outlinesFile)}#all`} fill={`url(#${id}-none)`} />
        {classes.map((all, at) => (
          <g
            class={`step-${at + 1}`}
            fill={patternOf(at)}
            dangerouslySetInnerHTML={{ __html: outlines(view, all.map(placeOf)) }}
          />
        ))}
      </svg>
      {legend(view, id, limits, classes, places.size - shown.length)}
      <p class="note">
        <a href="https://www.naturalearthdata.com/about/">{view.words.map.boundaries}</a>
      </p>
      <p class="note" id={`${id}-keys`} hidden>
        {view.words.map.keys}
      </p>
      {valueTable(view, id, shown)}
      <script type="module" src={view.link(mapScript)} />
    </figure>
  );
}

/** Fine lines for the last class, and hatching for areas without a value. */
const patterns = (id: string, last: number) => (
  <defs>
    <pattern id={`${id}-lines`} width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <path class={`step-${last}`} d="M0 0h4v4H0z" />
      <path class="stripe" d="M0 0v4" />
    </pattern>
    <pattern id={`${id}-none`} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <path class="ground" d="M0 0h5v5H0z" />
      <path class="hatch" d="M0 0v5" />
    </pattern>
  </defs>
);

/** The classes with the numbers of their areas. */
function legend({ words }: View, id: string, limits: readonly number[], classes: MapValue[][], without: number) {
  const text = (limit = 0): string => figureText(limit, words);
  const nameOf = (at: number): string => {
    if (limits.length === 0) return words.map.value;
    if (at === 0) return fill(words.map.below, { limit: text(limits[0]) });
    if (at === limits.length) return fill(words.map.from, { limit: text(limits[at - 1]) });
    return fill(words.map.between, { from: text(limits[at - 1]), to: text(limits[at]) });
  };
  const swatch = (name: string | undefined, pattern: string | undefined) => (
    <svg class="swatch" width="22" height="14" aria-hidden="true">
      <path class={name} fill={pattern} d="M0 0h22v14H0z" />
    </svg>
  );
  return (
    <table class="map-legend" aria-labelledby={`${id}-caption`}>
      <thead>
        <tr>
          <td></td>
          <th scope="col">{words.map.areas}</th>
        </tr>
      </thead>
      <tbody>
        {classes.map((all, at) => (
          <tr>
            <th scope="row">
              {at > 0 && at === limits.length
                ? swatch(undefined, `url(#${id}-lines)`)
                : swatch(`step-${at + 1}`, undefined)}{' '}
              {nameOf(at)}
            </th>
            <td>{all.length}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">
            {swatch(undefined, `url(#${id}-none)`)} {words.map.none}
          </th>
          <td>{without}</td>
        </tr>
      </tbody>
    </table>
  );
}

/** All values, largest first. The script takes the names, values and links of the areas from its rows. */
function valueTable(view: View, id: string, values: readonly MapValue[]) {
  const { words, site } = view;
  const places = placesOf(site);
  const sorted = [...values].sort((a, b) => b.value - a.value);
  const hasYears = values.some(({ year }) => year !== undefined);
  const most = Math.max(...values.map(({ value }) => (Number.isInteger(value) ? 0 : decimalsOf(value))));
  const rows = sorted.map((one) => {
    const { area, value, sign, year } = one;
    const shown = sign === undefined ? figureText(value, words, most) : pointText(one, words);
    const cells = [`<th>${nameLinkHtml(view, area)}</th>`, `<td>${inMarkup(shown)}</td>`];
    if (hasYears) cells.push(`<td>${year ?? ''}</td>`);
    return `<tr id="${inMarkup(`${id}-${places.get(area)}`)}">${cells.join('')}</tr>`;
  });
  const label = `${id}-table`;
  return (
    <details>
      <summary id={label}>{words.map.table}</summary>
      <WideTable labelledBy={label}>
        <table class="values" aria-labelledby={label}>
          <thead>
            <tr>
              <th>{literal(view, view.term(areaKind(site) ?? ''))}</th>
              <th>{words.map.value}</th>
              {hasYears && <th>{words.map.year}</th>}
            </tr>
          </thead>
          <tbody dangerouslySetInnerHTML={{ __html: rows.join('') }} />
        </table>
      </WideTable>
    </details>
  );
}
