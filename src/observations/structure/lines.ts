import { escapeLiteral, typeSuffix } from '../../rdf/nquads.js';
import { sortCodePoints } from '../../text/order.js';
import { rdf, xsd } from '../addresses.js';

/** Statements as they come: each is kept once, and they are written in order. */
export interface Lines {
  iri(subject: string, property: string, object: string): void;
  a(subject: string, ...classes: string[]): void;
  /** A text without language, or in one; an empty one says nothing. */
  text(subject: string, property: string, text: string, language?: string): void;
  number(subject: string, property: string, number: number): void;
  toString(): string;
}

const integer = `^^<${xsd}integer>`;

export function createLines(graph: string): Lines {
  const lines = new Set<string>();
  const add = (subject: string, property: string, object: string): void =>
    void lines.add(`<${subject}> <${property}> ${object} <${graph}> .\n`);
  return {
    iri: (subject, property, object) => add(subject, property, `<${object}>`),
    a(subject, ...classes) {
      for (const one of classes) add(subject, `${rdf}type`, `<${one}>`);
    },
    text(subject, property, text, language) {
      if (text !== '') add(subject, property, `"${escapeLiteral(text)}"${language ? typeSuffix(language) : ''}`);
    },
    number: (subject, property, number) => add(subject, property, `"${number}"${integer}`),
    toString: () => sortCodePoints([...lines]).join(''),
  };
}
