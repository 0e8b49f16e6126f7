import { sourcesIn } from '../../publish/catalogue/edition.js';
import { groupFiles } from '../../publish/catalogue/file-groups.js';
import { readSeries, type Series } from '../../publish/catalogue/series.js';
import type { PublishedFile } from '../../publish/release-files.js';
import { areaFile, areaTable } from '../areas/area-files.js';
import { shownSeries } from '../areas/shown-series.js';
import { seriesDataFile } from '../figures/series-data.js';
import { figuresOf, wholeAreas } from '../figures/series-figures.js';
import { textsIn } from '../graph-index.js';
import { plainText } from '../layout/components.js';
import type { SchemaNode } from '../layout/head.js';
import { perSite, type Site, type View } from '../view.js';
import { names } from '../vocabulary.js';
import { fill } from '../words.js';

/** Data sets in the vocabulary of schema.org: the edition as a whole, and each series of figures. */

/** The series by subject. */
const seriesOf = perSite(
  ({ release, statistics }) => new Map(readSeries(release.chunks, statistics).map((one) => [one.subject, one])),
);

const filesOf = perSite((site) => groupFiles(site.files, [...seriesOf(site).values()]).bySeries);

/** True if the page of a thing lists files of the release, with their sizes. */
export const hasFiles = (site: Site, thing: string): boolean => seriesOf(site).has(thing);

/** The addresses of the sources, or otherwise their IRIs. */
const sourcesOf = perSite(({ release, graph }) =>
  sourcesIn(release.chunks).map((one) => graph.value(one, names.page) ?? one),
);

/** The edition as a dataset, with the files that contain all data. */
export function datasetInShort(view: View): SchemaNode {
  const { site, graph, language } = view;
  const description = graph.text(site.dataset, names.description, language);
  const keywords = textsIn(graph.objects(site.dataset, names.keyword)).filter((one) => one.language === language);
  const { years, languages } = site.statistics;
  return {
    '@type': 'Dataset',
    '@id': site.dataset,
    name: plainText(view.label(site.dataset)),
    description: description && plainText(description),
    version: site.release.version,
    ...rights(view),
    datePublished: graph.value(site.dataset, names.issued),
    dateModified: graph.value(site.dataset, names.modified),
    keywords: keywords.length > 0 ? keywords.map(({ text }) => text) : undefined,
    temporalCoverage: years?.join('/'),
    spatialCoverage: place(view),
    inLanguage: languages.map(({ of }) => of),
    distribution: site.files
      .filter(({ file }) => file.startsWith(`${site.release.name}.`))
      .map((file) => download(view, file)),
  };
}

/** The edition as a dataset, with the names of all series and sources. */
export function wholeDataset(view: View): SchemaNode {
  const series = [...seriesOf(view.site).keys()].map((subject) => plainText(view.label(subject)));
  const sources = sourcesOf(view.site);
  return {
    ...datasetInShort(view),
    variableMeasured: series.length > 0 ? series : undefined,
    isBasedOn: sources.length > 0 ? sources : undefined,
  };
}

/** The data set about a thing; undefined without one. */
export function seriesDataset(view: View, thing: string, description: string): SchemaNode | undefined {
  const { site, graph } = view;
  const series = seriesOf(site).get(thing);
  if (series === undefined) return undefined;
  const name = plainText(view.officialName(thing));
  const unit = unitOf(view, series);
  const data = seriesDataFile(site, thing);
  const files = (filesOf(site).get(series.iri) ?? []).map((file) => download(view, file));
  return {
    '@type': 'Dataset',
    '@id': series.iri,
    name,
    description,
    identifier: graph.codes(thing)[0],
    ...rights(view),
    temporalCoverage: (yearsOf(site, thing) ?? series.years)?.join('/'),
    spatialCoverage: place(view),
    variableMeasured: { '@type': 'PropertyValue', '@id': thing, name, unitText: unit && plainText(view.label(unit)) },
    isBasedOn: series.sources.length > 0 ? series.sources.map((one) => graph.value(one, names.page) ?? one) : undefined,
    isPartOf: { '@type': 'Dataset', '@id': site.dataset, name: plainText(view.label(site.dataset)) },
    distribution: [...(data === undefined ? [] : [fileAt(view, data, 'application/json')]), ...files],
  };
}

/** The first and the last year of all figures of a series; the graph contains only some of them. */
function yearsOf(site: Site, series: string): [first: number, last: number] | undefined {
  const areas = [...(figuresOf(site, series)?.byArea.values() ?? [])].filter((points) => points.length > 0);
  if (areas.length === 0) return undefined;
  return [
    Math.min(...areas.map((points) => points[0]?.year ?? Number.POSITIVE_INFINITY)),
    Math.max(...areas.map((points) => points.at(-1)?.year ?? Number.NEGATIVE_INFINITY)),
  ];
}

/** "1994–2023": the years with figures of a series. */
export function seriesYears({ site, thing }: View): string | undefined {
  const years = yearsOf(site, thing);
  return years && [...new Set(years)].join('–');
}

/** The series that pages show with figures of an area, and their first and last years. */
const figuresByArea = perSite((site) => {
  const found = new Map<string, { series: string[]; first: number; last: number }>();
  for (const series of shownSeries(site))
    for (const [area, points] of figuresOf(site, series)?.byArea ?? []) {
      const [first, last] = [points[0]?.year ?? 0, points.at(-1)?.year ?? 0];
      const known = found.get(area);
      if (known === undefined) found.set(area, { series: [series], first, last });
      else {
        known.series.push(series);
        known.first = Math.min(known.first, first);
        known.last = Math.max(known.last, last);
      }
    }
  return found;
});

/** The largest number of measured variables that a page lists. */
const mostVariables = 3;

/** The figures of an area as a data set; undefined if the thing is not an area with figures. */
export function areaDataset(view: View, thing: string): SchemaNode | undefined {
  const { site, graph } = view;
  const found = figuresByArea(site).get(thing);
  const [example] = found?.series ?? [];
  if (found === undefined || example === undefined) return undefined;
  const { first, last, series } = found;
  const name = plainText(view.officialName(thing));
  const years = { first: `${first}`, last: `${last}` };
  const about = { name, ...years, count: series.length, example: plainText(view.shortNameOf(example)) };
  const table = areaTable(site, thing);
  return {
    '@type': 'Dataset',
    '@id': `${thing}#figures`,
    name: `${name} – ${plainText(view.label(site.dataset))}`,
    description: fill(view.words.areaData, about, view.words.language),
    identifier: graph.codes(thing)[0],
    ...rights(view),
    temporalCoverage: `${first}/${last}`,
    spatialCoverage: { '@type': 'Place', '@id': thing, name },
    variableMeasured: series.slice(0, mostVariables).map((one) => plainText(view.shortNameOf(one))),
    isPartOf: { '@type': 'Dataset', '@id': site.dataset, name: plainText(view.label(site.dataset)) },
    distribution: [
      fileAt(view, areaFile(site, thing), 'application/json'),
      ...(table === undefined ? [] : [fileAt(view, `../${table}`, 'text/csv')]),
    ],
  };
}

/** The unit of a series: of the data set, of its subject, or of its figures. */
function unitOf({ site, graph }: View, { iri, subject }: Series): string | undefined {
  const own = [iri, subject].flatMap((one) =>
    site.roles.parts.FigureUnit.flatMap((property) => graph.links(one, property)),
  );
  return own[0] ?? figuresOf(site, subject)?.unit;
}

function rights(view: View): SchemaNode {
  const name = publisherOf(view);
  const publisher = name === undefined ? undefined : { '@type': 'Organization', name };
  return { license: view.site.release.licence, creator: publisher, publisher, isAccessibleForFree: true };
}

function place(view: View): SchemaNode | undefined {
  const { site, graph } = view;
  const [found] = graph.links(site.dataset, names.spatial);
  const [whole] = wholeAreas(site);
  const name = whole && plainText(view.label(whole));
  return found === undefined ? undefined : { '@type': 'Place', '@id': found, name };
}

const download = (view: View, { file, mediaType, bytes, sha256 }: PublishedFile): SchemaNode => ({
  '@type': 'DataDownload',
  encodingFormat: mediaType,
  contentSize: `${bytes} B`,
  sha256,
  contentUrl: placeOf(view, `../${file}`),
});

const fileAt = (view: View, file: string, encodingFormat: string): SchemaNode => ({
  '@type': 'DataDownload',
  encodingFormat,
  contentUrl: placeOf(view, file),
});

/** The address of a file, as a link if the address of the site is unknown. */
const placeOf = ({ site, link }: View, file: string): string =>
  site.address === undefined ? link(file) : new URL(file, site.address).href;

/** The name of the publisher: the name of an agent, or a plain text. */
export function publisherOf({ site, graph }: View): string | undefined {
  const publisher = graph.value(site.dataset, names.publisher);
  return publisher && (graph.value(publisher, names.agentName) ?? publisher);
}
