import { utf8 } from '../bytes.js';
import { escapeLiteral } from '../rdf/nquads.js';
import { xsd } from './addresses.js';

/** What is wrong with a cell. */
export interface CellFault {
  code: string;
  message: string;
  expected?: string;
}

/** What a cell says, as bytes: its part of the address, and what follows the subject in each of its lines. */
export interface Cell {
  text: string; // the code or number as the graph has it
  segment: Uint8Array;
  tails: Uint8Array[];
  utf8?: Uint8Array; // the text, once it was asked for
  says: 'nothing' | 'value' | 'bound' | 'missing' | 'wrong';
  fault?: CellFault;
}

/** A text of a cell, and what the file calls it beside, if it does → what it says. */
export type ReadCell = (text: string, name: () => string) => Cell;

const none = new Uint8Array(0);

export const cell = (text: string, segment: string, tails: Uint8Array[]): Cell => ({
  text,
  segment: utf8(segment),
  tails,
  says: 'value',
});

/** A cell that is empty. */
export const nothing: Cell = { text: '', segment: none, tails: [], says: 'nothing' };

export const wrong = (code: string, message: string, expected?: string): Cell => ({
  ...nothing,
  says: 'wrong',
  fault: { code, message, ...(expected !== undefined && { expected }) },
});

/** How lines of one graph end after their subject: predicate, object, graph. */
export interface Tails {
  iri(property: string, object: string): Uint8Array;
  literal(property: string, text: string, type?: string): Uint8Array;
  /** The two sides of a literal whose bytes are put between them. */
  around(property: string, type: string): { before: Uint8Array; after: Uint8Array };
}

export function createTails(graph: string): Tails {
  const end = ` <${graph}> .\n`;
  const suffix = (type: string): string => (type === 'string' ? '' : `^^<${xsd}${type}>`);
  return {
    iri: (property, object) => utf8(`<${property}> <${object}>${end}`),
    literal: (property, text, type = 'string') => utf8(`<${property}> "${escapeLiteral(text)}"${suffix(type)}${end}`),
    around: (property, type) => ({
      before: utf8(`<${property}> "`),
      after: utf8(`"${suffix(type)}${end}`),
    }),
  };
}
