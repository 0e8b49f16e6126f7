import { utf8 } from '../../bytes.js';
import type { TableJob } from '../../csvw/stream/table-rows.js';
import { mappingOf } from '../../figures/part.js';
import type { FigureFile } from '../../figures/rows-of-file.js';
import type { Page } from '../../publish/release-files.js';
import { indexOf, refArea } from '../../sheets/figure-columns.js';
import { compareCodePoints } from '../../text/order.js';
import { areaKind, filesBySeries } from '../figures/series-figures.js';
import { plainText } from '../layout/components.js';
import { placesOf } from '../maps/places.js';
import { createView, type Site } from '../view.js';
import type { OfferedArea, OfferedFigures } from './figure-names.js';

/** The figures of all areas for the query page: rows with the description that turns them into statements. */

/** The first line of a packed file. */
export interface PackHead {
  job: TableJob;
  area: number; // the column of the area
}

/** The list of the figures that a query can add, in a language: "fr/query-figures.json". */
export const offeredFiguresFile = (language: string): string => `${language}/query-figures.json`;

const packName = ({ name }: FigureFile): string => `data/figures/${name.replace(/^.*\/|\.csv$/g, '')}.gz`;

/** One packed file per series, and the list of them in each language. The statements would be thirty times as long. */
export function* figurePacks(site: Site): Generator<Page> {
  if (site.figures.length === 0) return;
  for (const file of site.figures) {
    const head: PackHead = { job: mappingOf(file), area: indexOf(file.table, refArea) };
    const content = [utf8(`${JSON.stringify(head)}\n`), file.bytes.subarray(file.from)];
    yield { file: packName(file), content, isPacked: true };
  }
  for (const language of site.languages)
    yield { file: offeredFiguresFile(language), content: `${JSON.stringify(offeredIn(site, language))}\n` };
}

function offeredIn(site: Site, language: string): OfferedFigures {
  const view = createView(site, 'query', language, 'query', `${language}/query.html`);
  const series = new Map([...filesBySeries(site)].map(([iri, file]) => [file, iri]));
  const files = site.figures.map((one) => {
    const iri = series.get(one);
    return { file: packName(one), names: one.names, label: iri === undefined ? '' : plainText(view.shortLabel(iri)) };
  });
  const kind = areaKind(site);
  const places = placesOf(site);
  const first = createView(site, 'query', site.languages[0] ?? language, 'query', '');
  const areas = (kind === undefined ? [] : site.graph.ofType(kind)).flatMap((area): OfferedArea[] =>
    site.graph.codes(area).map((code) => {
      const names = new Set([view, first].map((one) => plainText(one.label(area))));
      return { code, iri: area, names: [...names], place: places.get(area) };
    }),
  );
  return { files, areas: areas.sort((a, b) => compareCodePoints(a.names[0] ?? '', b.names[0] ?? '')) };
}
