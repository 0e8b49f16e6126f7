import { scaleLinear } from 'd3-scale';
import { line as lineShape } from 'd3-shape';
import { iri } from '../../rdf/iri.js';
import type { PartName } from '../../roles/roles.js';
import { directionOf } from '../../text/languages.js';
import { addTo, compareCodePoints } from '../../text/order.js';
import { dotted, list, literal, nameLink, plainText } from '../layout/components.js';
import { follow } from '../steps.js';
import { kindOf, perSite, type Site, type View } from '../view.js';
import { localName, names } from '../vocabulary.js';
import { fill, formatNumber } from '../words.js';
import { drawnLines, type Line, newestOf } from './drawn-lines.js';
import { at, chartFigure, picture } from './figure.js';

/** The figures of a series: they have a value and, in each dimension with a code for the total, this code. */
function findFigures({ graph, roles }: Site, series: string): string[] {
  const { FigureSeries, FigureValue, FigureDimension } = roles.parts;
  const totals = FigureDimension.map((one) => ({ one, codes: roles.properties.get(one)?.totals ?? [] }));
  const dimensions = totals.filter(({ codes }) => codes.length > 0);
  const isTotal = (value: string, codes: string[]): boolean =>
    [value, ...graph.codes(value)].some((one) => codes.includes(one));
  return FigureSeries.flatMap((property) => graph.subjects(property, series))
    .filter((one) => FigureValue.some((property) => graph.objects(one, property).length > 0))
    .filter((figure) =>
      dimensions.every(({ one, codes }) => graph.values(figure, one).every((value) => isTotal(value, codes))),
    )
    .sort(compareCodePoints);
}

const knownFigures = perSite(() => new Map<string, string[]>());

function figuresIn(site: Site, series: string): string[] {
  const known = knownFigures(site);
  const figures = known.get(series) ?? findFigures(site, series);
  known.set(series, figures);
  return figures;
}

/** True if a thing is a series with figures. */
export const hasFigures = (site: Site, thing: string): boolean => figuresIn(site, thing).length > 0;

/** The series with figures at the end of a path of properties. */
export const seriesOf = (site: Site, thing: string, path: readonly string[]): string[] =>
  follow(site, thing, path).filter((series) => hasFigures(site, series));

const preparedFigures = perSite(() => new Map<string, ReturnType<typeof prepareFigures>>());

/** All figures of a series; undefined if it has no figures. */
function figuresOf(site: Site, series: string) {
  const known = preparedFigures(site);
  if (!known.has(series)) known.set(series, prepareFigures(site, series));
  return known.get(series);
}

function prepareFigures(site: Site, series: string) {
  const { graph, roles } = site;
  const partOf = (figure: string, part: PartName): string | undefined =>
    roles.parts[part].flatMap((property) => graph.values(figure, property))[0];
  const observations = figuresIn(site, series);
  const areas = new Map<string, Map<number, string>>();
  const ambiguous: [values: Map<number, string>, year: number][] = [];
  for (const observation of observations) {
    const area = partOf(observation, 'FigureArea') ?? series;
    const year = Number.parseInt(partOf(observation, 'FigurePeriod') ?? '', 10);
    const value = partOf(observation, 'FigureValue');
    if (value === undefined || !Number.isFinite(year) || !Number.isFinite(Number(value))) continue;
    const values = areas.get(area) ?? new Map<number, string>();
    if (values.has(year) && values.get(year) !== value) ambiguous.push([values, year]);
    areas.set(area, values.set(year, value));
  }
  for (const [values, year] of ambiguous) values.delete(year); // such as figures by sex without a total
  for (const [area, values] of areas) if (values.size === 0) areas.delete(area);
  if (areas.size === 0) return undefined;
  const all = [...areas].map(([area, values]) => ({ area, values })).sort((a, b) => graph.byCode(a.area, b.area));
  const drawn = drawnLines(site, all);
  return {
    series,
    unit: observations.flatMap((one) => partOf(one, 'FigureUnit') ?? [])[0],
    years: [...new Set(all.flatMap(({ values }) => [...values.keys()]))].sort((a, b) => a - b),
    lines: [...drawn],
    others: all.filter((line) => !drawn.has(line)), // areas that are not drawn
    observations,
  };
}

type Figures = NonNullable<ReturnType<typeof figuresOf>>;

const wasDerivedFrom = iri('prov:wasDerivedFrom');

/** The sheet of each resource, and the sources of each sheet, from the provenance graph. */
const originsOf = perSite(({ release }) => {
  const sheets = new Map<string, string>();
  const sources = new Map<string, string[]>();
  for (const { quads } of release.chunks)
    for (const { subject, predicate, object } of quads) {
      if (predicate.value === wasDerivedFrom) sheets.set(subject.value, object.value.replace(/#.*$/s, ''));
      else if (predicate.value === names.source) addTo(sources, subject.value, object.value);
    }
  return { sheets, sources };
});

/** The sources of a series, and of the sheets that contain its figures. */
function sourcesOf(site: Site, series: string, things: string[]): string[] {
  const { sheets, sources } = originsOf(site);
  const found = new Set(things.map((thing) => sheets.get(thing) ?? ''));
  const own = site.graph.links(series, names.source);
  return [...new Set([...own, ...[...found].flatMap((sheet) => sources.get(sheet) ?? [])])].sort(compareCodePoints);
}

/**
 * The figures of a series by area over the years; null if there are no figures. On the page of the series the table
 * contains all areas. On other pages it contains only the areas in the chart.
 */
export function seriesFigure(view: View, series: string) {
  const figures = figuresOf(view.site, series);
  if (figures === undefined) return null;
  const words = view.words.charts;
  const id = `chart-${(view.graph.codes(series)[0] ?? localName(series)).replace(/[^A-Za-z0-9]/g, '-')}`;
  const { lines, others, years, observations } = figures;
  const isWhole = view.thing === series;
  const note = isWhole ? words.someAreas : words.areasElsewhere;
  const frame = {
    id,
    caption: captionOf(view, figures),
    note: others.length > 0 && fill(note, { count: lines.length, all: lines.length + others.length }),
    columns: [literal(view, view.term(areaKind(view, lines))), ...years],
    rows: (isWhole ? [...lines, ...others] : lines).map(({ area, values }) => [
      nameLink(view, area),
      ...years.map((year) => formatNumber(values.get(year) ?? '', view.words.decimal)),
    ]),
    isOfNumbers: true,
  };
  return chartFigure(view, frame, [
    lines.every(({ values }) => values.size === 1)
      ? bars(view, lines, years.length > 1)
      : [lineChart(view, id, figures), legend(view, lines)],
    sourceNote(view, sourcesOf(view.site, series, observations)),
  ]);
}

/** The class of the areas, or the property if they are only text. */
const areaKind = ({ graph, site }: View, lines: Line[]): string =>
  kindOf(graph, lines[0]?.area ?? '') ?? site.roles.parts.FigureArea[0] ?? '';

/** The series and its unit, and the year if there is only one. */
function captionOf(view: View, { series, unit, years }: Figures) {
  return (
    <>
      {nameLink(view, series)}
      {unit && [' · ', literal(view, view.label(unit))]}
      {years.length === 1 && ` · ${years[0]}`}
    </>
  );
}

/** The area of each line. */
const legend = (view: View, lines: Line[]) =>
  list('legend', lines, ({ area }, number) => [
    <svg class="swatch" viewBox="0 0 28 10" width="28" height="10" aria-hidden="true">
      <path class={`line line-${number}`} d="M1 5h26" />
    </svg>,
    nameLink(view, area),
  ]);

/** Each source with its date, unless its name contains the year. */
function sourceNote(view: View, sources: string[]) {
  if (sources.length === 0) return null;
  const dated = sources.map((source) => {
    const date = view.graph.value(source, names.issued) ?? '';
    if (date === '' || view.label(source).text.includes(date.slice(0, 4))) return nameLink(view, source);
    const shown = (
      <bdi dir="ltr" class="date">
        {date}
      </bdi>
    );
    return [nameLink(view, source), ' (', shown, ')'];
  });
  return (
    <p class="note">
      {view.words.source}: {dotted(dated)}
    </p>
  );
}

/** One figure of each area as a bar, because a line needs two points. */
function bars(view: View, lines: Line[], hasYears: boolean) {
  const values = lines.map((line) => ({ area: line.area, year: newestOf(line)[0], value: newestOf(line)[1] }));
  const most = Math.max(...values.map(({ value }) => Number(value)), 0) || 1;
  const isMirrored = directionOf(view.language) === 'rtl';
  return list('area-bars', values, ({ area, year, value }) => {
    const length = at((Math.max(0, Number(value)) / most) * 100);
    return [
      [nameLink(view, area), hasYears && ` (${year})`],
      <bdi dir="ltr">{formatNumber(value, view.words.decimal)}</bdi>,
      <svg width="100%" height="10" aria-hidden="true">
        <rect class="stripe" x={`${isMirrored ? at(100 - length) : 0}%`} width={`${length}%`} height="10" />
      </svg>,
    ];
  });
}

const size = { width: 560, height: 300 };
const inner = { left: 8, right: 552, top: 34, bottom: 262 };
const labelsWidth = 60; // space for the numbers before the first points

/** Lines with at most this many points show each point; without them, the line would suggest more data. */
const mostMarks = 12;

/** One line per area over the years. Years go from left to right on every page, like numbers. */
function lineChart(view: View, id: string, figures: Figures) {
  const { lines, years } = figures;
  const values = lines.flatMap((line) => [...line.values.values()].map(Number));
  const [first = 0, last = 0] = [years[0], years.at(-1)];
  const across = scaleLinear([first, last], [inner.left + labelsWidth, inner.right - 12]);
  const down = scaleLinear([Math.min(0, ...values), Math.max(0, ...values) || 1], [inner.bottom, inner.top]).nice(4);
  const yearTicks = across.ticks(6).filter((year) => Number.isInteger(year) && year >= first && year <= last);
  const valueTicks = down.ticks(4);
  const areaLine = (line: Line, number: number) => {
    const points = pointsOf(line).map(([year, value]): [number, number] => [at(across(year)), at(down(Number(value)))]);
    return (
      <>
        {points.length > 1 ? <path class={`line line-${number}`} d={lineShape()(points) ?? ''} /> : null}
        {points.length <= mostMarks ? (
          <path class={`dots line-${number}`} d={points.map(([x, y]) => `M${x} ${y}h0`).join('')} />
        ) : null}
      </>
    );
  };
  const frame = { id, name: 'lines', title: titleOf(view, figures), description: describe(view, figures), ...size };
  return picture(
    frame,
    <g direction="ltr">
      <path class="grid" d={valueTicks.map((tick) => `M${inner.left} ${at(down(tick))}H${inner.right}`).join('')} />
      {yearTicks.map((year) => (
        <text
          class="tick"
          x={year === last ? inner.right : at(across(year))}
          y={inner.bottom + 24}
          text-anchor={year === last ? 'end' : 'middle'}
        >
          {year}
        </text>
      ))}
      {[...lines].reverse().map((line) => areaLine(line, lines.indexOf(line)))}
      {valueTicks.map((tick) => (
        <text class="tick on-line" x={inner.left} y={at(down(tick) - 5)}>
          {formatNumber(String(tick), view.words.decimal)}
        </text>
      ))}
    </g>,
  );
}

/** Year and value, in the order of the years. */
const pointsOf = ({ values }: Line): [number, string][] => [...values].sort(([a], [b]) => a - b);

/** The series and its unit: "Average remittance costs … (Per cent)". */
function titleOf(view: View, { series, unit }: Figures): string {
  const name = plainText(view.label(series));
  return unit === undefined ? name : `${name} (${plainText(view.label(unit))})`;
}

/** The first and the last figure of each line: "World: 9.3 (2011), 6.3 (2022); …" */
function describe(view: View, { lines }: Figures): string {
  return lines
    .map((line) => {
      const points = pointsOf(line);
      const ends = points.length > 1 ? [points[0], points.at(-1)] : points;
      const texts = ends.map((end) => end && `${formatNumber(end[1], view.words.decimal)} (${end[0]})`);
      return `${plainText(view.label(line.area))}: ${texts.join(', ')}`;
    })
    .join('; ');
}
