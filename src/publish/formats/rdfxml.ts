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
  const used = new Set<string>([namespaces.rdf]);
  const bodies: string[] = [];
  for (const chunk of chunks()) {
    const { found, text } = chunk.recall('rdf', () => writeChunk(chunk, names));
    for (const namespace of found) used.add(namespace);
    bodies.push(text);
  }
  const declared = [...used].map((namespace) => `\n xmlns:${names.get(namespace)}="${escapeXml(namespace)}"`);
  sink(`<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF${declared.join('')}>\n`);
  for (const body of bodies) sink(body);
  sink('</rdf:RDF>\n');
}

/** Returns the elements of a chunk, and the namespaces they use in order of appearance. */
function writeChunk({ triples }: Chunk, names: Map<string, string>): { found: Set<string>; text: string } {
  const found = new Set<string>();
  const element = (iri: string): Element => {
    const { namespace, local } = splitIri(iri);
    const prefix = names.get(namespace);
    if (prefix === undefined)
      return {
        name: `${ownPrefix}:${local}`,
        start: `${ownPrefix}:${local} xmlns:${ownPrefix}="${escapeXml(namespace)}"`,
      };
    found.add(namespace);
    return { name: `${prefix}:${local}`, start: `${prefix}:${local}` };
  };
  let text = '';
  for (let from = 0, to = 0; from < triples.length; from = to) {
    const subject = (triples[from] as Quad).subject.value;
    while (triples[to]?.subject.value === subject) to++;
    text += subjectElement(subject, triples.slice(from, to), element);
  }
  return { found, text };
}

interface Element {
  name: string; // "skos:notation"
  start: string; // with the namespace declaration if there is no prefix
}

/** Prefix for namespaces that the context does not define. It is declared on each element. */
const ownPrefix = 'ns';

const rdfType = iri('rdf:type');
const { compare } = new Intl.Collator('en');

/** Writes a subject on one line if it fits. Its class is the element name, and properties are sorted. */
function subjectElement(subject: string, triples: Quad[], element: (iri: string) => Element): string {
  const sorted = triples.sort((a, b) => compare(a.predicate.value, b.predicate.value));
  const type = sorted.find(({ predicate, object }) => predicate.value === rdfType && object.termType === 'NamedNode');
  const properties = sorted.flatMap((triple) => (triple === type ? [] : [property(triple, element)]));
  const { name, start } = type ? element(type.object.value) : { name: 'rdf:Description', start: 'rdf:Description' };
  const [open, close] = [`<${start} rdf:about="${escapeXml(subject)}">`, `</${name}>`];
  const inLine = properties.join('');
  if (open.length + inLine.length + close.length < 80) return `   ${open}${inLine}${close}\n`;
  const body = inLine.length < 76 ? `       ${inLine}\n` : properties.map((one) => `        ${one}\n`).join('');
  return `    ${open}\n${body}    ${close}\n`;
}

function property({ predicate, object }: Quad, element: (iri: string) => Element): string {
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
