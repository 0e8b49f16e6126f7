import type { Page } from '../../publish/release-files.js';
import { propertyOf, resourceOf } from '../../sheets/figure-columns.js';
import { compareCodePoints } from '../../text/order.js';
import { perSite, type Site, siteWords } from '../view.js';
import { localName } from '../vocabulary.js';
import type { Point } from './points.js';
import { allSeries, figuresOf, filesBySeries, sliceOf } from './series-figures.js';
import type { AreaValues, SeriesData } from './series-values.js';

/** The data file of a series: its figures of all areas, and their parts by each dimension, such as the sex. */

/** A property that splits the figures of a series. */
export interface Dimension {
  name: string; // of its column: "sex"
  property: string; // IRI
  whole: string; // the code that means all: "BOTHSEX"
  codes: string[]; // the others
  resourceOf(code: string): string;
}

/** A dimension with more codes is left out: no control can show them. */
const mostCodes = 60;

/** The code of an area in data files and addresses. */
export const areaCode = ({ graph }: Pick<Site, 'graph'>, area: string): string =>
  graph.codes(area)[0] ?? localName(area);

/** The data file of a series in the site; undefined if its figures are in the graph only. */
export function seriesDataFile(site: Site, series: string): string | undefined {
  const path = site.graph.pathOf(series);
  return path === undefined || !filesBySeries(site).has(series) ? undefined : `data/series/${path}.json`;
}

/** The newest figure of a part of a series ("sex=FEMALE") in an area, by the code of the area. */
export const newestOfPart = (site: Site, series: string, part: string, area: string): Point | undefined =>
  figuresOf(site, series)?.parts.get(part)?.newest(area);

/** The dimensions whose parts the data file of a series has. */
export function dimensionsOf(site: Site, series: string): Dimension[] {
  const file = filesBySeries(site).get(series);
  if (file === undefined) return [];
  const parts = [...(figuresOf(site, series)?.parts.keys() ?? [])].sort(compareCodePoints);
  return sliceOf(site, series).flatMap(([name, whole]): Dimension[] => {
    const column = file.table.columns.find((one) => one.name === name);
    const others = parts.flatMap((part) => (part.startsWith(`${name}=`) ? part.slice(name.length + 1) : []));
    if (column === undefined || others.length === 0 || others.length > mostCodes) return [];
    const toResource = resourceOf(column, file.table) ?? ((code: string) => code);
    return [{ name, property: propertyOf(column, file.table), whole, codes: others, resourceOf: toResource }];
  });
}

/** Points → the first year and one value for each year after it. */
function valuesOf(points: readonly Point[]): AreaValues {
  const first = points[0]?.year ?? 0;
  const values: AreaValues = [first];
  for (const { year, value, sign } of points) {
    while (values.length < year - first + 1) values.push(null);
    values[year - first + 1] = sign === undefined ? value : `${sign}${value}`;
  }
  return values;
}

/** The content of the data file of a series. */
export function seriesData(site: Site, series: string): SeriesData {
  const dimensions = new Set(dimensionsOf(site, series).map(({ name }) => name));
  const { byArea: all = new Map(), parts = new Map() } = figuresOf(site, series) ?? {};
  const kept = [...parts].filter(([part]) => dimensions.has(part.slice(0, part.indexOf('='))));
  return {
    areas: Object.fromEntries([...all].map(([area, points]) => [areaCode(site, area), valuesOf(points)])),
    parts: Object.fromEntries(
      kept.map(([part, byArea]) => [
        part,
        Object.fromEntries([...byArea].map(([area, points]) => [area, valuesOf(points)])),
      ]),
    ),
  };
}

/** The areas of all series. */
const allAreas = perSite((site): readonly string[] => {
  const found = new Set(allSeries(site).flatMap((series) => [...(figuresOf(site, series)?.byArea.keys() ?? [])]));
  return [...found].sort(site.graph.byCode);
});

/** The file with the names of all areas in a language: code, name, path of the page. */
export const areaNamesFile = (language: string): string => `${language}/area-names.json`;

/** The file with the texts of charts in a language. */
export const chartWordsFile = (language: string): string => `${language}/chart-words.json`;

/** The data files of all series with a file of figures, and the texts and the names of the areas in each language. */
export function* seriesFiles(site: Site): Generator<Page> {
  if (allSeries(site).length === 0) return;
  for (const language of site.languages) {
    const { number, chart, trend, ...words } = siteWords(site, language);
    yield {
      file: chartWordsFile(language),
      content: `${JSON.stringify({ language: words.language, number, chart, trend })}\n`,
    };
  }
  for (const series of allSeries(site)) {
    const file = seriesDataFile(site, series);
    if (file !== undefined) yield { file, content: `${JSON.stringify(seriesData(site, series))}\n` };
  }
  for (const language of site.languages) {
    const names = allAreas(site).map((area) => [
      areaCode(site, area),
      site.graph.label(area, language)?.text ?? localName(area),
      site.graph.pathOf(area) ?? '',
    ]);
    yield { file: areaNamesFile(language), content: `${JSON.stringify(names)}\n` };
  }
}
