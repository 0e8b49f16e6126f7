import type { Quad } from 'n3';
import { UserError } from '../../problem.js';
import { iri, namespaces } from '../../rdf/iri.js';
import { xsdString } from '../../rdf/nquads.js';
import { type Chunk, type Dump, prefixesOf } from '../chunks.js';
import type { Sink } from '../release-files.js';

/** Writes RDF/XML: one element per subject, named by its class, with one element per statement (RDF 1.1 XML Syntax). */
export async function rdfxml({ chunks, context }: Dump, sink: Sink): Promise<void> {
  const prefixes = Object.entries(prefixesOf(context)).filter(([prefix]) => !prefix.startsWith(ownPrefix));
  const names = new Map(prefixes.map(([prefix, namespace]) => [namespace, prefix])).set(namespaces.rdf, 'rdf');
  const place = placesOf(chunks());
  const element = elementsWith(names);
  const used = new Set<string>([namespaces.rdf]);
  for (const { triples, recall } of chunks())
    for (const namespace of recall('rdf namespaces', () => namespacesIn(triples, place, element))) used.add(namespace);
  const declared = [...used].map((namespace) => `\n xmlns:${names.get(namespace)}="${escapeXml(namespace)}"`);
  sink(`<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF${declared.join('')}>\n`);
  for (const { triples, recall } of chunks())
    sink(recall('rdf', () => [...subjectsIn(triples, place)].map((one) => subjectElement(one, element)).join('')));
  sink('</rdf:RDF>\n');
}

interface Element {
  name: string; // "skos:notation"
  start: string; // with the namespace declaration if there is no prefix
  namespace: string | undefined; // if it has a prefix
}

type ElementOf = (iri: string) => Element;

/** Returns the elements for classes and properties, each of which is made once. */
function elementsWith(names: Map<string, string>): ElementOf {
  const known = new Map<string, Element>();
  const make = (iri: string): Element => {
    const { namespace, local } = splitIri(iri);
    const prefix = names.get(namespace);
    const [name, declaration] =
      prefix === undefined
        ? [`${ownPrefix}:${local}`, ` xmlns:${ownPrefix}="${escapeXml(namespace)}"`]
        : [`${prefix}:${local}`, ''];
    return { name, start: name + declaration, namespace: prefix === undefined ? undefined : namespace };
  };
  return (iri) => {
    const found = known.get(iri) ?? make(iri);
    known.set(iri, found);
    return found;
  };
}

/** The places of properties within an element. */
type PlaceOf = (triple: Quad) => number;

/** Sorts the properties of all chunks. */
function placesOf(chunks: Iterable<Pick<Chunk, 'triples'>>): PlaceOf {
  const properties = new Set<string>();
  for (const { triples } of chunks) for (const { predicate } of triples) properties.add(predicate.value);
  const { compare } = new Intl.Collator('en');
  const places = new Map([...properties].sort(compare).map((property, at) => [property, at]));
  return ({ predicate }) => places.get(predicate.value) ?? 0;
}

interface Subject {
  iri: string;
  type: Quad | undefined; // names the element
  others: Quad[]; // sorted by property
}

function* subjectsIn(triples: Quad[], place: PlaceOf): Generator<Subject> {
  for (let from = 0, to = 0; from < triples.length; from = to) {
    const iri = (triples[from] as Quad).subject.value;
    while (triples[to]?.subject.value === iri) to++;
    const sorted = triples.slice(from, to).sort((a, b) => place(a) - place(b));
    const type = sorted.find(({ predicate, object }) => predicate.value === rdfType && object.termType === 'NamedNode');
    yield { iri, type, others: sorted.filter((triple) => triple !== type) };
  }
}

/** Returns the namespaces with prefixes that the elements of a chunk use, in the order of their appearance. */
function namespacesIn(triples: Quad[], place: PlaceOf, element: ElementOf): Set<string> {
  const found = new Set<string>();
  const add = (iri: string): void => {
    const { namespace } = element(iri);
    if (namespace !== undefined) found.add(namespace);
  };
  for (const { type, others } of subjectsIn(triples, place)) {
    for (const { predicate } of others) add(predicate.value);
    if (type) add(type.object.value);
  }
  return found;
}

/** Prefix for namespaces that the context does not define. It is declared on each element. */
const ownPrefix = 'ns';

const rdfType = iri('rdf:type');

/** Writes a subject on one line if it fits. */
function subjectElement({ iri, type, others }: Subject, element: ElementOf): string {
  const properties = others.map((triple) => property(triple, element));
  const { name, start } = type ? element(type.object.value) : { name: 'rdf:Description', start: 'rdf:Description' };
  const [open, close] = [`<${start} rdf:about="${escapeXml(iri)}">`, `</${name}>`];
  const inLine = properties.join('');
  if (open.length + inLine.length + close.length < 80) return `   ${open}${inLine}${close}\n`;
  const body = inLine.length < 76 ? `       ${inLine}\n` : properties.map((one) => `        ${one}\n`).join('');
  return `    ${open}\n${body}    ${close}\n`;
}

function property({ predicate, object }: Quad, element: ElementOf): string {
  const { name, start } = element(predicate.value);
  if (object.termType !== 'Literal') return `<${start} rdf:resource="${escapeXml(object.value)}"/>`;
  const { value, language, datatype } = object;
  const isPlain = datatype.value === xsdString;
  const type = language ? ` xml:lang="${language}"` : isPlain ? '' : ` rdf:datatype="${escapeXml(datatype.value)}"`;
  return `<${start}${type}>${escapeXml(value)}</${name}>`;
}

/** Splits an IRI into namespace and element name, after the first # or the last slash. */
function splitIri(iri: string): { namespace: string; local: string } {
  const end = (iri.includes('#') ? iri.indexOf('#') : iri.lastIndexOf('/')) + 1;
  const local = iri.slice(end);
  if (!/^[^\s!"#$%&'()*+,/:;<=>?@[\\\]^`{|}~]*$/.test(local))
    throw new UserError(`${iri} cannot be an element name in RDF/XML`, 1);
  return { namespace: iri.slice(0, end), local };
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '"': '&quot;', '\r': '&#13;', ']]>': ']]&gt;' };

/** Escapes text for XML. CR would be read as a line feed, and ]]> is not allowed. */
const escapeXml = (text: string): string => text.replace(/[&<"\r]|\]\]>/g, (found) => entities[found] as string);
