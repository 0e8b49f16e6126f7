import { DataFactory, type NamedNode } from 'n3';
import { term } from '../../rdf/terms.js';
import type { PublishedFile } from '../release-files.js';
import type { Described } from './described.js';
import { sayDistribution } from './distributions.js';
import { type Edition, partOf } from './edition.js';
import { schemaOfSeries } from './schema-org.js';
import type { Years } from './statistics.js';
import { node, type Said, type Say } from './write-statements.js';

const { literal } = DataFactory;

/** IRI of all series together. */
export const seriesIri = (edition: Edition): string => partOf(edition, 'series').value;

/** Describes each series as a data set with its files, and all of them as a dcat:DatasetSeries (DCAT 3, section 13). */
export function saySeries(
  say: Say,
  { edition, series, seriesTitles, statistics }: Described,
  common: Said,
  files: ReadonlyMap<string, PublishedFile[]>,
): void {
  if (series.length === 0) return;
  const all = node(seriesIri(edition));
  const publisher = common['dct:publisher'];
  say(all, ['dcat:DatasetSeries', 'dcat:Dataset'], {
    'dct:title': seriesTitles,
    'dct:description': seriesTitles,
    'dct:publisher': publisher,
    'dct:isPartOf': node(edition.iri),
    'dct:temporal': sayPeriod(say, edition, statistics.years),
  });
  for (const one of series) {
    const { iri, subject, titles, years, sources } = one;
    const name = titles.length > 0 ? titles : [literal(iri)];
    say(node(iri), ['dcat:Dataset', 'schema:Dataset'], {
      'dct:title': name,
      'dct:description': name.filter(({ language }) => language === (name.find(isEnglish) ?? name[0])?.language),
      'dct:publisher': publisher,
      'dct:subject': node(subject),
      'dcat:inSeries': all,
      'dct:isPartOf': node(edition.iri),
      'dct:temporal': sayPeriod(say, edition, years),
      'prov:wasDerivedFrom': sources.map(node),
      'dcat:distribution': files.get(iri)?.map((file) => sayDistribution(say, edition, file)),
      ...schemaOfSeries(edition, one),
    });
  }
}

const isEnglish = ({ language }: { language: string }): boolean => language === 'en';

/** Describes a period. Data sets with the same period share it. */
export function sayPeriod(say: Say, edition: Edition, years: Years | undefined): NamedNode | undefined {
  if (years === undefined) return undefined;
  return say(partOf(edition, `period-${years.join('-')}`), ['dct:PeriodOfTime'], {
    'dcat:startDate': literal(years[0], term('xsd:gYear')),
    'dcat:endDate': literal(years[1], term('xsd:gYear')),
  });
}
