import type { Quad, Term } from 'n3';
import { iri } from '../../rdf/iri.js';
import { typeSuffix, xsdString } from '../../rdf/nquads.js';
import { sortCodePoints } from '../../text/order.js';
import { type Dump, prefixesOf } from '../chunks.js';
import type { Sink } from '../release-files.js';

type Prefixes = Record<string, string>;

/** Writes Turtle with prefixes, one block per subject, in canonical order. */
export async function turtle({ chunks, context }: Dump, sink: Sink): Promise<void> {
  const { head, blocks } = turtleWriter(prefixesOf(context));
  sink(head);
  for (const chunk of chunks()) sink(chunk.recall('ttl', () => blocks(chunk.triples)));
}

/** Writes TriG with prefixes, one block per graph. */
export async function trig({ chunks, context }: Dump, sink: Sink): Promise<void> {
  const { head, blocks } = turtleWriter(prefixesOf(context));
  const graphs = new Set<string>();
  for (const { quads } of chunks()) for (const quad of quads) graphs.add(quad.graph.value);
  sink(head);
  for (const graph of sortCodePoints([...graphs])) {
    sink(`<${graph}> {\n`);
    let last = '';
    for (const { quads, recall } of chunks()) {
      const text = recall(`trig ${graph}`, () => blocks(quads.filter((quad) => quad.graph.value === graph)));
      if (text === '') continue;
      sink(last);
      last = text;
    }
    sink(last.replace(/\.\n$/, '\n}\n'));
  }
}

/** Writes a Turtle document with prefixes. */
export function turtleText(quads: Quad[], prefixes: Prefixes): string {
  const { head, blocks } = turtleWriter(prefixes);
  return head + blocks(quads);
}

/** Creates a writer for several texts with the same prefixes. Blank nodes are not supported. */
export function turtleWriter(prefixes: Prefixes) {
  const names = new Map(Object.entries(prefixes).map(([name, namespace]) => [namespace, name]));
  const known = new Map<string, string>(); // most IRIs occur often
  const iriText = (value: string): string => {
    const before = known.get(value);
    if (before !== undefined) return before;
    const text = written(value);
    if (known.size < mostKnown) known.set(value, text);
    return text;
  };
  const written = (value: string): string => {
    const local = Math.max(value.lastIndexOf('#'), value.lastIndexOf('/')) + 1;
    const name = names.get(value.slice(0, local));
    return name !== undefined && localName.test(value.slice(local))
      ? `${name}:${value.slice(local)}`
      : `<${escapeText(value)}>`;
  };
  const objectText = (object: Term): string => {
    if (object.termType !== 'Literal') return iriText(object.value);
    const { value, language, datatype } = object;
    if (language !== '') return `"${escapeText(value)}"${typeSuffix(language)}`;
    if (datatype.value === xsdString) return `"${escapeText(value)}"`;
    return bare[datatype.value]?.test(value) ? value : `"${escapeText(value)}"^^${iriText(datatype.value)}`;
  };
  return {
    head: `${Object.entries(prefixes)
      .map(([name, namespace]) => `@prefix ${name}: <${namespace}>.\n`)
      .join('')}\n`,
    /** Writes one block per subject. */
    blocks(quads: Iterable<Quad>): string {
      let text = '';
      let [lastSubject, lastPredicate] = ['', ''];
      for (const { subject, predicate, object } of quads) {
        if (subject.value !== lastSubject) text += `${text === '' ? '' : '.\n'}${written(subject.value)} `;
        else if (predicate.value !== lastPredicate) text += ';\n  ';
        if (subject.value === lastSubject && predicate.value === lastPredicate) text += ', ';
        else text += `${predicate.value === rdfType ? 'a' : iriText(predicate.value)} `;
        text += objectText(object);
        [lastSubject, lastPredicate] = [subject.value, predicate.value];
      }
      return text === '' ? '' : `${text}.\n`;
    },
  };
}

const mostKnown = 10_000;

const rdfType = iri('rdf:type');
const localName = /^[_a-zA-Z0-9](?:\.?[-_a-zA-Z0-9])*$/;

/** Literals without quotes and datatype (RDF 1.1 Turtle, section 2.5). */
const bare: Record<string, RegExp> = {
  [iri('xsd:boolean')]: /^(?:true|false)$/,
  [iri('xsd:integer')]: /^[+-]?\d+$/,
  [iri('xsd:decimal')]: /^[+-]?\d*\.\d+$/,
  [iri('xsd:double')]: /^[+-]?(?:\d+\.\d*|\.?\d+)[eE][+-]?\d+$/,
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters must be escaped
const escaped = /["\\\u0000-\u0019]|[\ud800-\udbff][\udc00-\udfff]/g;
const hasEscaped = new RegExp(escaped.source); // most texts need no escapes

const letters: Record<string, string> = { '\t': 't', '\n': 'n', '\r': 'r', '\b': 'b', '\f': 'f', '"': '"', '\\': '\\' };

const escapeText = (text: string): string => (hasEscaped.test(text) ? text.replace(escaped, toEscape) : text);

function toEscape(character: string): string {
  const letter = letters[character];
  if (letter !== undefined) return `\\${letter}`;
  const hex = (character.codePointAt(0) as number).toString(16);
  return character.length === 1 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
