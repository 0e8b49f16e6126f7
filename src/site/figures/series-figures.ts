import { type FigureFile, rowsIn } from '../../figures/rows-of-file.js';
import type { PartName } from '../../roles/roles.js';
import {
  boundsOf,
  constantOf,
  dimensionAndCode,
  indexOf,
  obsValue,
  refArea,
  refPeriod,
  resourceOf,
} from '../../sheets/figure-columns.js';
import { addTo, compareCodePoints, getOr } from '../../text/order.js';
import { kindOf, perSite, type Site } from '../view.js';
import { type Point, type PointsByArea, packPoints } from './points.js';

/** The figures of the series of a site, from the files of figures, or from the graph for series without a file. */

/** The values of a series that are better. */
export type Direction = 'higher' | 'lower' | 'neither';

/** The figures of a series: of both sexes and all ages, and of its parts. */
export interface SeriesFigures {
  series: string; // IRI
  unit: string | undefined; // IRI
  direction: Direction;
  byArea: PointsByArea; // by the IRI of the area
  parts: ReadonlyMap<string, PointsByArea>; // the figures that differ from the slice in one dimension, by part ("sex=FEMALE") and code of the area
}

/** The file of each series. */
export const filesBySeries = perSite(
  ({ figures, roles }) =>
    new Map(
      figures.flatMap((file): [string, FigureFile][] => {
        const series = roles.parts.FigureSeries.flatMap((property) => constantOf(file.table, property) ?? [])[0];
        return series === undefined ? [] : [[series, file]];
      }),
    ),
);

/** The parts of the slice of a series: ["sex", "BOTHSEX"]. */
export const sliceOf = ({ graph, roles }: Site, series: string): [dimension: string, code: string][] =>
  roles.parts.SeriesSlice.flatMap((property) => graph.values(series, property)).map(dimensionAndCode);

/** Returns the better values of a series. */
export const directionOf = ({ graph, roles }: Site, series: string): Direction => {
  const [found] = roles.parts.SeriesDirection.flatMap((property) => graph.values(series, property));
  return found === 'higher' || found === 'lower' ? found : 'neither';
};

/** The value that a target sets for a series: "<3" by a year. */
export interface Goal {
  value: number;
  sign?: string;
  year?: string;
}

/** The goal of a series; undefined without one. */
export function goalOf({ graph, roles }: Site, series: string): Goal | undefined {
  const [text = ''] = roles.parts.SeriesGoal.flatMap((property) => graph.values(series, property));
  const [, sign, value] = /^([<>]=?)?(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (value === undefined) return undefined;
  const [year] = roles.parts.SeriesGoalYear.flatMap((property) => graph.values(series, property));
  return { value: Number(value), ...(sign !== undefined && { sign }), ...(year !== undefined && { year }) };
}

const known = perSite(() => new Map<string, SeriesFigures | undefined>());

/** The figures of a series; undefined without figures. */
export function figuresOf(site: Site, series: string): SeriesFigures | undefined {
  const all = known(site);
  if (!all.has(series)) all.set(series, readFigures(site, series));
  return all.get(series);
}

function readFigures(site: Site, series: string): SeriesFigures | undefined {
  const file = filesBySeries(site).get(series);
  const { unit, byArea, parts } = file ? inFile(site, series, file) : { ...inGraph(site, series), parts: new Map() };
  if (byArea.size === 0) return undefined;
  return { series, unit, direction: directionOf(site, series), byArea: packPoints(byArea), parts };
}

/** Reads the figures of a file that differ from the slice of the series in one dimension at most. */
function inFile(site: Site, series: string, file: FigureFile) {
  const { table } = file;
  const [area, period, value] = [indexOf(table, refArea), indexOf(table, refPeriod), indexOf(table, obsValue)];
  const { sign, bound } = boundsOf(table);
  const slice = sliceOf(site, series).flatMap(([name, code]) => {
    const index = table.columns.findIndex((one) => one.name === name);
    return index < 0 ? [] : [{ name, code, index }];
  });
  const whole = new Map<string, Point[]>(); // by code of the area
  const parts = new Map<string, Map<string, Point[]>>();
  for (const cells of rowsIn(file, file.from, file.bytes.length)) {
    const others = slice.filter(({ index, code }) => cells[index] !== code);
    const [other] = others;
    const year = Number.parseInt(cells[period] ?? '', 10);
    const isBound = !cells[value] && bound >= 0 && cells[bound] !== '';
    const text = isBound ? cells[bound] : cells[value];
    if (others.length > 1 || !text || !Number.isFinite(year)) continue;
    const byCode = other
      ? getOr(parts, `${other.name}=${cells[other.index]}`, () => new Map<string, Point[]>())
      : whole;
    const point = { year, value: Number(text), ...(isBound && { sign: cells[sign] ?? '' }) };
    addTo(byCode, cells[area] ?? '', point);
  }
  const column = table.columns[indexOf(table, refArea)];
  const areaOf = (column && resourceOf(column, table)) ?? ((code: string) => code);
  return {
    unit: site.roles.parts.FigureUnit.flatMap((property) => constantOf(table, property) ?? [])[0],
    byArea: new Map([...whole].map(([code, points]) => [areaOf(code), points])),
    parts: new Map([...parts].map(([part, byCode]) => [part, packPoints(byCode)])),
  };
}

/** Reads the figures that the graph contains: those with the code for the total in each dimension that has one. */
function inGraph(site: Site, series: string) {
  const { graph, roles } = site;
  const partOf = (figure: string, part: PartName): string | undefined =>
    roles.parts[part].flatMap((property) => graph.values(figure, property))[0];
  const totals = roles.parts.FigureDimension.map((one) => ({ one, codes: roles.properties.get(one)?.totals ?? [] }));
  const isTotal = (value: string, codes: string[]): boolean =>
    [value, ...graph.codes(value)].some((one) => codes.includes(one));
  const figures = roles.parts.FigureSeries.flatMap((property) => graph.subjects(property, series))
    .filter((figure) =>
      totals.every(
        ({ one, codes }) => codes.length === 0 || graph.values(figure, one).every((value) => isTotal(value, codes)),
      ),
    )
    .sort(compareCodePoints);
  const byArea = new Map<string, Point[]>();
  const ambiguous = new Set<string>(); // such as figures by sex without a total
  for (const figure of figures) {
    const area = partOf(figure, 'FigureArea') ?? series;
    const year = Number.parseInt(partOf(figure, 'FigurePeriod') ?? '', 10);
    const value = Number(partOf(figure, 'FigureValue') ?? Number.NaN);
    if (!Number.isFinite(value) || !Number.isFinite(year)) continue;
    const points = byArea.get(area) ?? [];
    const same = points.find((point) => point.year === year);
    if (same === undefined) points.push({ year, value });
    else if (same.value !== value) ambiguous.add(`${area} ${year}`);
    byArea.set(area, points);
  }
  for (const [area, points] of byArea) {
    const kept = points.filter(({ year }) => !ambiguous.has(`${area} ${year}`));
    if (kept.length > 0) byArea.set(area, kept);
    else byArea.delete(area);
  }
  return { unit: figures.flatMap((one) => partOf(one, 'FigureUnit') ?? [])[0], byArea };
}

/** True if a thing is a series with figures. */
export const hasFigures = (site: Site, series: string): boolean => figuresOf(site, series) !== undefined;

/** The series with figures, sorted by code. */
export const allSeries = perSite((site): readonly string[] => site.graph.things.filter((one) => hasFigures(site, one)));

/** The class of the areas that the figures are about; undefined without figures. */
export const areaKind = perSite((site): string | undefined => {
  for (const series of allSeries(site))
    for (const area of figuresOf(site, series)?.byArea.keys() ?? []) return kindOf(site.graph, area);
  return undefined;
});

/** True for one of the preferred things of its kind, such as a series that represents what it belongs to. */
export const isPreferred = ({ graph, roles }: Site, thing: string): boolean => {
  const property = roles.kinds.get(kindOf(graph, thing) ?? '')?.preferred;
  return property !== undefined && graph.values(thing, property).some((value) => value === 'true' || value === '1');
};

/** The areas that every chart draws, such as the world. */
export const wholeAreas = perSite(({ graph, roles }): readonly string[] =>
  [...roles.kinds].flatMap(([kind, { drawnFirst }]) =>
    graph.ofType(kind).filter((area) => graph.codes(area).some((code) => drawnFirst.includes(code))),
  ),
);
