import type { Literal, NamedNode, Quad_Object, Term } from 'n3';
import { iri, namespaces } from '../../rdf/iri.js';
import { compareCodePoints } from '../../text/order.js';
import { type Chunk, triplesAbout, triplesOfType } from '../chunks.js';
import type { Parts } from '../release-parts.js';

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
  publisher: { iri: string; name: string; contact?: string | undefined } | undefined;
  issued: string | undefined; // "2026-11-24"
  commit: string | undefined; // of the repository that contains the sheets
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
  const of = (local: string): Quad_Object[] =>
    statements.filter(([predicate]) => predicate.value === namespaces.dct + local).map(([, value]) => value);
  return {
    iri: dataset,
    base,
    name,
    version,
    licence,
    statements,
    titles: of('title').filter(isLiteral),
    descriptions: of('description').filter(isLiteral),
    publisher: publisherOf(chunks, of('publisher')[0]),
    issued: of('issued')[0]?.value,
    commit,
  };
}

const isLiteral = (term: Term): term is Literal => term.termType === 'Literal';

const languageOf = (term: Term): string => (isLiteral(term) ? term.language : '');

/** Compares values by their text, and then by their language. */
export const byText = (a: Term, b: Term): number =>
  compareCodePoints(a.value, b.value) || compareCodePoints(languageOf(a), languageOf(b));

/** Returns an agent, or only a name. */
function publisherOf(chunks: Chunk[], publisher: Quad_Object | undefined): Edition['publisher'] {
  if (publisher === undefined) return undefined;
  if (publisher.termType !== 'NamedNode') return { iri: '', name: publisher.value };
  const about = triplesAbout(chunks, publisher.value);
  const first = (property: string): string | undefined =>
    about.flatMap(({ predicate, object }) => (predicate.value === property ? [object] : [])).sort(byText)[0]?.value;
  const name = first(iri('foaf:name'));
  const contact = name === undefined ? undefined : first(iri('vcard:hasURL'));
  return { iri: publisher.value, name: name ?? publisher.value, contact };
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
