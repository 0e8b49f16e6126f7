import type { Literal, NamedNode, Quad_Object, Term } from 'n3';
import type { Store } from '../../graph/store.js';
import { namespaces } from '../../rdf/iri.js';
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

/** Reads the data set that names the release. */
export function readEdition(
  store: Store,
  base: string,
  { name, version, licence }: Parts,
  commit: string | undefined,
): Edition {
  const { rows } = store.table(`
    PREFIX dct: <http://purl.org/dc/terms/>
    PREFIX owl: <http://www.w3.org/2002/07/owl#>
    SELECT DISTINCT ?dataset ?predicate ?value {
      ?dataset a <http://www.w3.org/ns/dcat#Dataset> ;
        dct:identifier ?name ; owl:versionInfo ?version ; dct:license ?licence ; ?predicate ?value
    }
    ORDER BY ?predicate STR(?value) LANG(?value)`);
  const statements = rows.map(([, predicate, value]): [NamedNode, Quad_Object] => [
    predicate as NamedNode,
    value as Quad_Object,
  ]);
  const of = (local: string): Quad_Object[] =>
    statements.filter(([predicate]) => predicate.value === namespaces.dct + local).map(([, value]) => value);
  return {
    iri: rows[0]?.[0]?.value ?? base,
    base,
    name,
    version,
    licence,
    statements,
    titles: of('title').filter(isLiteral),
    descriptions: of('description').filter(isLiteral),
    publisher: publisherOf(store, of('publisher')[0]),
    issued: of('issued')[0]?.value,
    commit,
  };
}

const isLiteral = (term: Term): term is Literal => term.termType === 'Literal';

/** Returns an agent, or only a name. */
function publisherOf(store: Store, publisher: Quad_Object | undefined): Edition['publisher'] {
  if (publisher === undefined) return undefined;
  if (publisher.termType !== 'NamedNode') return { iri: '', name: publisher.value };
  const { rows } = store.table(`
    SELECT ?name ?contact {
      <${publisher.value}> <http://xmlns.com/foaf/0.1/name> ?name
      OPTIONAL { <${publisher.value}> <http://www.w3.org/2006/vcard/ns#hasURL> ?contact }
    }
    ORDER BY ?name ?contact LIMIT 1`);
  const [name, contact] = rows[0] ?? [];
  return { iri: publisher.value, name: name?.value ?? publisher.value, contact: contact?.value };
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
