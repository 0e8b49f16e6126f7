import type { Literal, Quad } from 'n3';
import { type Curie, iri } from '../../rdf/iri.js';
import { compareCodePoints } from '../../text/order.js';
import { type Chunk, triplesAbout, triplesOfType } from '../chunks.js';
import { titlesIn } from './edition.js';
import type { Figures, Statistics, Years } from './statistics.js';

/** A data set of figures about one subject (RDF Data Cube), which catalogues list on its own. */
export interface Series {
  iri: string; // of the data set
  subject: string;
  classes: string[]; // of the subject
  titles: Literal[]; // of the subject
  sources: string[]; // IRIs
  count: number; // of the observations
  years: Years | undefined;
}

/**
 * Returns the data sets with a subject, sorted by IRI. `known` replaces the numbers of the graph, which can contain
 * only a part of the figures.
 */
export function readSeries(chunks: Chunk[], { figures }: Statistics, known: readonly Figures[] = []): Series[] {
  const facts = new Map([...figures, ...known].map((one) => [one.dataset, one]));
  const sets = [...triplesOfType(chunks, iri('qb:DataSet'))].flatMap(([set, about]) =>
    linksIn(about, 'dct:subject')
      .slice(0, 1)
      .map((subject) => ({ set, about, subject })),
  );
  const subjects = triplesAbout(chunks, new Set(sets.map(({ subject }) => subject)));
  return sets
    .map(({ set, about, subject }): Series => {
      const ofSubject = subjects.get(subject) ?? [];
      return {
        iri: set,
        subject,
        classes: linksIn(ofSubject, 'rdf:type'),
        titles: [about, ofSubject].map(titlesIn).find((titles) => titles.length > 0) ?? [],
        sources: [...new Set([about, ofSubject].flatMap((one) => linksIn(one, 'dct:source')))],
        count: facts.get(set)?.count ?? 0,
        years: facts.get(set)?.years,
      };
    })
    .sort((a, b) => compareCodePoints(a.iri, b.iri));
}

const linksIn = (about: Quad[], property: Curie): string[] =>
  about.flatMap(({ predicate, object }) =>
    predicate.value === iri(property) && object.termType === 'NamedNode' ? [object.value] : [],
  );
