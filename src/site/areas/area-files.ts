import type { Page } from '../../publish/release-files.js';
import { figuresOf } from '../figures/series-figures.js';
import { localPart } from '../paths.js';
import type { Site } from '../view.js';
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

/** The table of all figures of an area in the release; undefined without tables by area. */
export const areaTable = ({ graph, areaTables }: Site, area: string): string | undefined =>
  areaTables && `${areaTables}/${localPart(graph.pathOf(area) ?? '')}.csv`;

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
