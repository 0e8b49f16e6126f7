import type { Term } from 'n3';
import { datatypeIri } from '../datatypes/datatype.js';
import { escapeLiteral } from './encode.js';
import type { LiteralType } from './plan.js';

const string = datatypeIri('string');

/** What stands after the quotes of a literal: its language or its datatype, and nothing after plain text. */
export function typeSuffix(type: LiteralType): string {
  if (typeof type === 'string') return `@${type.toLowerCase()}`; // as n3 makes its terms
  return type.value === string ? '' : `^^<${type.value}>`;
}

/** A term as N-Quads writes it. */
export function termText(term: Term): string {
  if (term.termType === 'NamedNode') return `<${term.value}>`;
  if (term.termType === 'BlankNode') return `_:${term.value}`;
  if (term.termType !== 'Literal') return '';
  return `"${escapeLiteral(term.value)}"${typeSuffix(term.language === '' ? term.datatype : term.language)}`;
}

/** A statement as a line of N-Quads (RDF 1.1 N-Quads, section 2). */
export const lineOf = (subject: Term, predicate: Term, object: Term, graph: Term | undefined): string =>
  `${termText(subject)} ${termText(predicate)} ${termText(object)}${graph ? ` ${termText(graph)}` : ''} .\n`;
