import { expandPrefix } from './vocabulary.js';

/**
 * Datatypes of cells: from the name in the metadata to a lexical check, compiled once per column.
 * W3C Model for Tabular Data, section 6.4; lexical spaces from XML Schema 1.1 part 2.
 */

/** A datatype as metadata gives it, with its base resolved. */
export interface Datatype {
  base: string; // "integer"
  id?: string; // the IRI to type literals with, when it is not the base's own
  description?: string; // what is expected, in words: "a target such as 10.7 or 10.c"
  format?: string; // a regular expression for text, "yes|no" for booleans
  length?: number;
  minLength?: number;
  maxLength?: number;
  minimum?: string;
  maximum?: string;
}

/** The literal that a text stands for, or what is wrong with it, in words that follow "…". */
export type Reading = { lexical: string } | { fault: string };

export interface Reader {
  iri: string; // the literal's datatype
  read(text: string): Reading;
}

interface Kind {
  pattern: RegExp; // the whole lexical space
  expects: string; // for the message: "a whole number such as 12"
  isText?: true; // takes a regular expression as format
  order?: (lexical: string) => number;
}

const date = (text: string): number => {
  const [year, month, day] = text.slice(0, 10).split('-').map(Number) as [number, number, number];
  const time = new Date(Date.UTC(year, month - 1, day));
  return time.getUTCMonth() === month - 1 && time.getUTCDate() === day ? time.getTime() : Number.NaN;
};

const text: Kind = { pattern: /^/, expects: 'text', isText: true };
const integer: Kind = { pattern: /^[+-]?\d+$/, expects: 'a whole number such as 12', order: Number };

/** One line a datatype: a new one is a new line. */
const kinds: Record<string, Kind> = {
  string: text,
  anyURI: { pattern: /^[^\s<>"{}|\\^`]*$/, expects: 'a web address without spaces', isText: true },
  boolean: { pattern: /^(true|false|1|0)$/, expects: 'true or false' },
  integer,
  nonNegativeInteger: { ...integer, pattern: /^\+?\d+$/, expects: 'a whole number that is not negative' },
  positiveInteger: { ...integer, pattern: /^\+?0*[1-9]\d*$/, expects: 'a whole number above zero' },
  decimal: { pattern: /^[+-]?(\d+(\.\d*)?|\.\d+)$/, expects: 'a number such as 12.5, with a point', order: Number },
  double: {
    pattern: /^([+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|-?INF|NaN)$/,
    expects: 'a number such as 12.5 or 1.25E1',
    order: Number,
  },
  gYear: { pattern: /^-?\d{4,}$/, expects: 'a year of four digits', order: Number },
  date: { pattern: /^\d{4}-\d\d-\d\d$/, expects: 'a date such as 2018-12-19', order: date },
};

export const datatypeNames = Object.keys(kinds);

/** Compiles a datatype whose base is one of `datatypeNames`; throws on a format that is no regular expression. */
export function compileDatatype(datatype: Datatype): Reader {
  const kind = kinds[datatype.base] ?? text;
  const iri = datatype.id ?? expandPrefix(`xsd:${datatype.base}`);
  if (datatype.base === 'boolean' && datatype.format !== undefined) return booleanReader(iri, datatype.format);
  const format = kind.isText && datatype.format !== undefined ? new RegExp(`^(?:${datatype.format})$`, 'u') : undefined;
  const bounds = boundsOf(datatype, kind);
  return {
    iri,
    read(lexical) {
      if (!kind.pattern.test(lexical)) return { fault: `expected ${kind.expects}` };
      if (kind === kinds['date'] && Number.isNaN(date(lexical))) return { fault: 'no such day' };
      if (format && !format.test(lexical))
        return { fault: `expected ${datatype.description ?? `the form ${datatype.format}`}` };
      const broken = bounds.find((bound) => !bound.holds(lexical));
      return broken ? { fault: broken.fault } : { lexical };
    },
  };
}

function booleanReader(iri: string, format: string): Reader {
  const [yes, no] = format.split('|');
  return {
    iri,
    read(lexical) {
      if (lexical === yes) return { lexical: 'true' };
      return lexical === no ? { lexical: 'false' } : { fault: `expected ${yes} or ${no}` };
    },
  };
}

interface Bound {
  fault: string;
  holds(lexical: string): boolean;
}

function boundsOf(datatype: Datatype, { order }: Kind): Bound[] {
  const bounds: Bound[] = [];
  const { length, minLength = length, maxLength = length, minimum, maximum } = datatype;
  const size = (lexical: string): number => [...lexical].length; // characters, not UTF-16 units
  if (minLength !== undefined)
    bounds.push({ fault: `shorter than ${minLength} characters`, holds: (lexical) => size(lexical) >= minLength });
  if (maxLength !== undefined)
    bounds.push({ fault: `longer than ${maxLength} characters`, holds: (lexical) => size(lexical) <= maxLength });
  if (order && minimum !== undefined)
    bounds.push({ fault: `less than ${minimum}`, holds: (lexical) => order(lexical) >= order(minimum) });
  if (order && maximum !== undefined)
    bounds.push({ fault: `more than ${maximum}`, holds: (lexical) => order(lexical) <= order(maximum) });
  return bounds;
}
