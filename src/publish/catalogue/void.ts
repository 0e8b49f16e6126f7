import { DataFactory } from 'n3';
import { term } from '../../rdf/terms.js';
import type { PublishedFile } from '../release-files.js';
import { languageNode, partOf } from './dcat.js';
import { type Described, iriOf, whole } from './described.js';
import type { Edition } from './edition.js';
import type { Count, Statistics } from './statistics.js';

const { literal } = DataFactory;

/**
 * How much there is, of which classes, properties and languages, and what it links to (VoID, sections 3 to 5). The texts
 * in a language are a subset of their own, for VoID has no word for them.
 */
export function describeStatistics(
  described: Described,
  edition: Edition,
  statistics: Statistics,
  dumps: PublishedFile[],
): void {
  const { iri, base } = edition;
  const { triples, entities, classes, properties, languages, linksets } = statistics;
  const part = (kind: string, of: string) => partOf(edition, `${kind}-${localName(of, base)}`);
  const parts = (kind: string, counts: Count[]) => counts.map(({ of }) => part(kind, of));
  const linksetNode = ({ target, predicate }: Statistics['linksets'][number]) =>
    partOf(edition, `links-${localName(target, base)}-${localName(predicate, base)}`);
  described.about(
    iri,
    [],
    [
      [term('void:triples'), whole(triples)],
      [term('void:entities'), whole(entities)],
      [term('void:distinctSubjects'), whole(entities)],
      [term('void:classes'), whole(classes.length)],
      [term('void:properties'), whole(properties.length)],
      [term('void:uriSpace'), literal(base)],
      [term('void:sparqlEndpoint'), iriOf(`${base}sparql`)],
      [term('void:dataDump'), ...dumps.map(({ file }) => iriOf(base + file))],
      [term('void:classPartition'), ...parts('class', classes)],
      [term('void:propertyPartition'), ...parts('property', properties)],
      [term('void:subset'), ...parts('language', languages), ...linksets.map(linksetNode)],
    ],
  );
  for (const { of, count } of classes)
    described.about(
      part('class', of).value,
      [],
      [
        [term('void:class'), iriOf(of)],
        [term('void:entities'), whole(count)],
      ],
    );
  for (const { of, count } of properties)
    described.about(
      part('property', of).value,
      [],
      [
        [term('void:property'), iriOf(of)],
        [term('void:triples'), whole(count)],
      ],
    );
  for (const { of, count } of languages)
    described.about(
      part('language', of).value,
      [term('void:Dataset')],
      [
        [term('dct:language'), languageNode(of) ?? literal(of)],
        [term('void:triples'), whole(count)],
      ],
    );
  for (const linkset of linksets) {
    const target = partOf(edition, `target-${localName(linkset.target, base)}`);
    described.about(
      linksetNode(linkset).value,
      [term('void:Linkset')],
      [
        [term('void:linkPredicate'), iriOf(linkset.predicate)],
        [term('void:subjectsTarget'), iriOf(iri)],
        [term('void:objectsTarget'), target],
        [term('void:triples'), whole(linkset.count)],
      ],
    );
    described.about(target.value, [term('void:Dataset')], [[term('void:uriSpace'), literal(linkset.target)]]);
  }
}

/** An IRI as a part of another: without what all have, and with nothing that a fragment cannot hold. */
const localName = (iri: string, base: string): string =>
  (iri.startsWith(base) ? iri.slice(base.length) : iri.replace(/^https?:\/\//, '')).replace(/[^\w.-]+/g, '-');
