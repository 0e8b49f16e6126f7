import type { Page } from '../../publish/release-files.js';
import { indexOf, refArea } from '../../sheets/figure-columns.js';
import { figuresOf, filesBySeries } from '../figures/series-figures.js';
import { localPart } from '../paths.js';
import { perSite, type Site } from '../view.js';
import { areaPictures, picturesFile } from './area-pictures.js';
import { allAreas } from './regions.js';
import { shownSeries } from './shown-series.js';

/** The figures of each area as a data file, for the comparison of areas and for cards that change with an area. */

/** The figures of an area: year and value by the path of the page of a series. */
export interface AreaFile {
  name: Record<string, string>; // by language
  series: Record<string, ([year: number, value: number] | [year: number, value: number, sign: string])[]>;
}

/** The path of the data file of an area, in the site. */
export const areaFile = ({ graph }: Site, area: string): string =>
  `data/areas/${localPart(graph.pathOf(area) ?? '')}.json`;

/** The areas with figures whose files are grouped by area. */
const areasWithTable = perSite((site) => {
  const found = new Set<string>();
  for (const [series, { table, groupedBy }] of filesBySeries(site)) {
    if (!groupedBy.includes(table.columns[indexOf(table, refArea)]?.name ?? '')) continue;
    for (const [area, points] of figuresOf(site, series)?.byArea ?? []) if (points.length > 0) found.add(area);
  }
  return found;
});

/** The table of all figures of an area in the release; undefined without one. */
export function areaTable(site: Site, area: string): string | undefined {
  const { graph, areaTables } = site;
  const code = localPart(graph.pathOf(area) ?? '');
  if (areaTables === undefined || !areasWithTable(site).has(area)) return undefined;
  return graph.codes(area).includes(code) ? `${areaTables}/${code}.csv` : undefined;
}

/** The data files of all areas, and the small pictures of their pages. */
export function* areaFiles(site: Site): Generator<Page> {
  for (const area of allAreas(site)) {
    yield { file: areaFile(site, area), content: `${JSON.stringify(areaData(site, area))}\n` };
    const pictures = areaPictures(site, area);
    if (pictures !== undefined) yield { file: picturesFile(site, area), content: pictures };
  }
}

function areaData(site: Site, area: string): AreaFile {
  const { graph, languages } = site;
  const names = languages.flatMap((language) => {
    const name = graph.label(area, language);
    return name?.language === language ? [[language, name.text]] : [];
  });
  const series = shownSeries(site).flatMap((one) => {
    const points = figuresOf(site, one)?.byArea.get(area) ?? [];
    const cells = points.map(({ year, value, sign }) => (sign ? [year, value, sign] : [year, value]));
    return points.length === 0 ? [] : [[graph.pathOf(one), cells]];
  });
  return { name: Object.fromEntries(names), series: Object.fromEntries(series) };
}
