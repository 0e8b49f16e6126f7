import type { Literal, NamedNode, Quad, Quad_Object, Term } from 'n3';
import { type Curie, iri, namespaces } from '../../rdf/iri.js';
import { compareCodePoints, sortCodePoints } from '../../text/order.js';
import { type Chunk, triplesAbout, triplesOfType } from '../chunks.js';
import type { Parts } from '../release-parts.js';
import { node } from './write-statements.js';

/** The data set of a release, as the graph describes it. */
export interface Edition {
  iri: string;
  base: string; // "https://w3id.org/gcm-graph/"
  name: string; // "my-data"
  version: string;
  licence: string; // URL
  statements: [predicate: NamedNode, value: Quad_Object][]; // all statements about the data set
  titles: Literal[];
  descriptions: Literal[];
  keywords: Literal[];
  publisher: Agent | undefined;
  creator: Agent | undefined; // by default the publisher
  issued: string | undefined; // "2026-11-24"
  modified: string | undefined;
  place: string | undefined; // IRI
  sources: Source[]; // of sheets and of single items
  commit: string | undefined; // of the repository that contains the sheets
}

/** A person or an organization. The IRI is empty if the graph only has a name. */
export interface Agent {
  iri: string;
  name: string;
  contact?: string | undefined; // address
}

/** A document or data set from which a sheet was made. */
export interface Source {
  iri: string;
  title: string;
  page: string | undefined; // URL
}

/** Reads the data set that names the release. The check makes sure that there is one. */
export function readEdition(
  chunks: Chunk[],
  base: string,
  { name, version, licence }: Parts,
  commit: string | undefined,
): Edition {
  const needed = [iri('dct:identifier'), iri('owl:versionInfo'), iri('dct:license')];
  const [[dataset, about] = [base, []]] = [...triplesOfType(chunks, iri('dcat:Dataset'))].filter(([, triples]) =>
    needed.every((one) => triples.some(({ predicate }) => predicate.value === one)),
  );
  const statements = about
    .map(({ predicate, object }): [NamedNode, Quad_Object] => [predicate as NamedNode, object])
    .sort(([a, one], [b, other]) => compareCodePoints(a.value, b.value) || byText(one, other));
  const valuesOf = (property: string): Quad_Object[] =>
    statements.filter(([predicate]) => predicate.value === property).map(([, value]) => value);
  const of = (local: string): Quad_Object[] => valuesOf(namespaces.dct + local);
  const sources = sourcesIn(chunks);
  const [publishing] = of('publisher');
  const [creating] = of('creator');
  const named = [publishing, creating].flatMap((agent) => agent?.value ?? []);
  const known = triplesAbout(chunks, new Set([...sources, ...named]));
  const publisher = agentOf(known, publishing);
  return {
    iri: dataset,
    base,
    name,
    version,
    licence,
    statements,
    titles: of('title').filter(isLiteral),
    descriptions: of('description').filter(isLiteral),
    keywords: valuesOf(iri('dcat:keyword')).filter(isLiteral),
    publisher,
    creator: agentOf(known, creating) ?? publisher,
    issued: of('issued')[0]?.value,
    modified: of('modified')[0]?.value,
    place: of('spatial').find(({ termType }) => termType === 'NamedNode')?.value,
    sources: sources.map((one) => sourceOf(known, one)),
    commit,
  };
}

const isLiteral = (term: Term): term is Literal => term.termType === 'Literal';

const languageOf = (term: Term): string => (isLiteral(term) ? term.language : '');

/** Compares values by their text, and then by their language. */
export const byText = (a: Term, b: Term): number =>
  compareCodePoints(a.value, b.value) || compareCodePoints(languageOf(a), languageOf(b));

/** Returns the value of a property that is the first in code point order. */
const firstOf = (about: Quad[], property: Curie): string | undefined =>
  about.flatMap(({ predicate, object }) => (predicate.value === iri(property) ? [object] : [])).sort(byText)[0]?.value;

/** Returns an agent, or only a name. */
function agentOf(known: ReadonlyMap<string, Quad[]>, agent: Quad_Object | undefined): Agent | undefined {
  if (agent === undefined) return undefined;
  if (agent.termType !== 'NamedNode') return { iri: '', name: agent.value };
  const about = known.get(agent.value) ?? [];
  const name = firstOf(about, 'foaf:name');
  const contact = name === undefined ? undefined : firstOf(about, 'vcard:hasURL');
  return { iri: agent.value, name: name ?? agent.value, contact };
}

const source = iri('dct:source');

/** Returns the IRIs of the sources of sheets, which are in the provenance graph, and of single items. */
export function sourcesIn(chunks: Iterable<Pick<Chunk, 'quads'>>): string[] {
  const found = new Set<string>();
  for (const { quads } of chunks)
    for (const { predicate, object } of quads)
      if (predicate.value === source && object.termType === 'NamedNode') found.add(object.value);
  return sortCodePoints([...found]);
}

function sourceOf(known: ReadonlyMap<string, Quad[]>, source: string): Source {
  const about = known.get(source) ?? [];
  return { iri: source, title: firstOf(about, 'dct:title') ?? source, page: firstOf(about, 'foaf:page') };
}

/** Returns the IRI of a resource that only exists in the catalogue, as a fragment of its document. */
export const partOf = ({ base }: Pick<Edition, 'base'>, part: string): NamedNode =>
  node(`${base}catalogue.ttl#${encodeURI(part).replaceAll('#', '%23')}`);

/** Returns the IRI of a language at the Library of Congress, as DCAT recommends (section 6.4.13). */
export const languageNode = (tag: string): NamedNode | undefined =>
  /^[a-z]{2}$/.test(tag) ? node(`http://id.loc.gov/vocabulary/iso639-1/${tag}`) : undefined;

/** Returns the texts in English, or those without a language. */
export const englishOnly = (texts: Literal[]): string[] =>
  texts.filter(({ language }) => ['', 'en'].includes(language)).map(({ value }) => value);

/** Returns the titles of a resource, otherwise its names. */
export function titlesIn(about: Quad[]): Literal[] {
  const found = (['dct:title', 'skos:prefLabel', 'rdfs:label'] as const).map((property) =>
    about.flatMap(({ predicate, object }) =>
      predicate.value === iri(property) && object.termType === 'Literal' ? [object] : [],
    ),
  );
  return (found.find((titles) => titles.length > 0) ?? []).sort(
    (a, b) => compareCodePoints(a.language, b.language) || compareCodePoints(a.value, b.value),
  );
}

/** Returns the English text, or the first one. */
export const inEnglish = (texts: Literal[]): string =>
  (texts.find(({ language }) => language === 'en') ?? texts[0])?.value ?? '';

/** Returns the SPDX identifier of a licence URL. */
export function spdxOf(licence: string): string | undefined {
  const [, kind, version] = /creativecommons\.org\/licenses\/([a-z-]+)\/(\d\.\d)/.exec(licence) ?? [];
  if (kind !== undefined) return `CC-${kind.toUpperCase()}-${version}`;
  return /creativecommons\.org\/publicdomain\/zero\/1\.0/.test(licence) ? 'CC0-1.0' : undefined;
}

/** Writes CITATION.cff (Citation File Format 1.2.0). JSON strings are valid YAML. */
export function citation(edition: Edition): string {
  const { iri, version, licence, titles, descriptions, publisher, issued, commit } = edition;
  const abstract = inEnglish(descriptions);
  const spdx = spdxOf(licence);
  const entries: [key: string, value: string | undefined][] = [
    ['message', 'Please cite the release that you used, with its version.'],
    ['title', inEnglish(titles)],
    ['abstract', abstract === '' ? undefined : abstract],
    ['type', 'dataset'],
    ['version', version],
    ['date-released', issued],
    ['commit', commit],
    [spdx === undefined ? 'license-url' : 'license', spdx ?? licence],
    ['url', iri],
  ];
  const lines = entries.filter(([, value]) => value !== undefined).map(([key, value]) => `${key}: ${quote(value)}`);
  const author = publisher?.name ?? inEnglish(titles);
  return ['cff-version: 1.2.0', ...lines, 'authors:', `  - name: ${quote(author)}`, ''].join('\n');
}

const quote = (text: string | undefined): string => JSON.stringify(text);
