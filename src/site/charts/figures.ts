import { iri } from '../../rdf/namespaces.js';
import { compareCodePoints } from '../../text/order.js';
import type { GraphIndex } from '../graph-index.js';
import { agenda, localName, names } from '../names.js';
import type { Site } from '../view.js';

/** The figures of one area, year by year; a value stays the text that it was published as. */
export interface Line {
  area: string;
  values: Map<number, string>; // 2015 → "9.7"
}

/** All figures of a series in one unit. */
export interface Figures {
  series: string;
  unit: string | undefined;
  years: number[]; // rising
  lines: Line[]; // the areas that are drawn, the world first
  others: Line[]; // all other areas
  observations: string[];
}

/** Whether a series has figures. */
export const hasFigures = (graph: GraphIndex, series: string): boolean =>
  graph.subjects(agenda.figureSeries, series).length > 0;

/** The series of an indicator that have figures. */
export const seriesOf = (graph: GraphIndex, indicator: string): string[] =>
  [...new Set([...graph.links(indicator, agenda.hasSeries), ...graph.subjects(agenda.isSeriesOf, indicator)])]
    .filter((series) => hasFigures(graph, series))
    .sort(graph.byCode);

/** The figures of a series; undefined where there are none. */
export function figuresOf(graph: GraphIndex, series: string): Figures | undefined {
  const observations = [...graph.subjects(agenda.figureSeries, series)].sort(compareCodePoints);
  const areas = new Map<string, Map<number, string>>();
  const years = new Set<number>();
  for (const observation of observations) {
    const [area] = graph.links(observation, agenda.figureArea);
    const year = Number.parseInt(graph.value(observation, agenda.figureYear) ?? '', 10);
    const value = graph.value(observation, agenda.figureValue);
    if (area === undefined || value === undefined || !Number.isFinite(year) || !Number.isFinite(Number(value)))
      continue;
    const values = areas.get(area) ?? new Map<number, string>();
    areas.set(area, values.set(year, value));
    years.add(year);
  }
  if (areas.size === 0) return undefined;
  const all = [...areas].map(([area, values]) => ({ area, values })).sort((a, b) => graph.byCode(a.area, b.area));
  const drawn = drawnLines(graph, all);
  return {
    series,
    unit: observations.flatMap((one) => graph.links(one, agenda.figureUnit))[0],
    years: [...years].sort((a, b) => a - b),
    lines: all.filter((line) => drawn.has(line)),
    others: all.filter((line) => !drawn.has(line)),
    observations,
  };
}

/** Two ways to divide the world that the UN uses, by their codes: continents, and the regions of its SDG reports. */
const divisions = [
  ['002', '019', '142', '150', '009'],
  ['202', '747', '062', '753', '543', '419', '513'],
];

/** More lines than these are a tangle: the world and seven regions. */
const most = 8;

/** The world, and the regions of the division of which most is known; where no division is known, the first areas. */
function drawnLines(graph: GraphIndex, lines: Line[]): Set<Line> {
  const isWorld = ({ area }: Line): boolean =>
    graph.objects(area, agenda.areaKind).some(({ value }) => localName(value) === 'world');
  const known = divisions.map((codes) => {
    const found = lines.filter(({ area }) => codes.includes(graph.codes(area)[0] ?? ''));
    return { found, share: found.length / codes.length };
  });
  const [best] = known.sort((a, b) => b.share - a.share);
  const regions = best && best.found.length > 1 ? best.found : lines;
  return new Set([...lines.filter(isWorld), ...regions.filter((line) => !isWorld(line))].slice(0, most));
}

const wasDerivedFrom = iri('prov:wasDerivedFrom');

interface Origins {
  sheets: Map<string, string>; // a thing → the sheet that contains it
  sources: Map<string, string[]>; // a sheet → its sources
}

const known = new WeakMap<Site, Origins>();

/** The sources of the sheets that contain these things, from the provenance graph. */
export function sourcesOf(site: Site, things: string[]): string[] {
  const { sheets, sources } = known.get(site) ?? readOrigins(site);
  const found = new Set(things.map((thing) => sheets.get(thing) ?? ''));
  return [...new Set([...found].flatMap((sheet) => sources.get(sheet) ?? []))].sort(compareCodePoints);
}

function readOrigins(site: Site): Origins {
  const origins: Origins = { sheets: new Map(), sources: new Map() };
  for (const { quads } of site.release.chunks)
    for (const { subject, predicate, object } of quads) {
      if (predicate.value === wasDerivedFrom) origins.sheets.set(subject.value, object.value.replace(/#.*$/s, ''));
      else if (predicate.value === names.source)
        origins.sources.set(subject.value, [...(origins.sources.get(subject.value) ?? []), object.value]);
    }
  known.set(site, origins);
  return origins;
}
