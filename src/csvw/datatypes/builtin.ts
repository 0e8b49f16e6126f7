import { type Curie, iri } from '../../rdf/namespaces.js';
import { calendarFault, compareDurations, compareInstants, expressionOf } from './calendar.js';
import datatypes from './datatypes.json' with { type: 'json' };
import { compareDecimals, type ReadText, readLoosely } from './numbers.js';
import * as plain from './plain.js';

/** The built-in datatypes (Metadata Vocabulary, section 5.11.1), with the lexical spaces of XML Schema 1.1 part 2. */

/** A built-in datatype: which texts are its values, and what can be said of them. */
export interface Kind {
  pattern: RegExp;
  expects: string; // for the message: "a whole number such as 12"
  format: 'regular expression' | 'number' | 'boolean' | 'date' | 'time' | 'dateTime' | 'none'; // how it is read
  clean(text: string): string; // the step on white space (Model for Tabular Data, section 6.4)
  isWhole?: true; // a number without fraction
  fault?: (lexical: string) => string | undefined; // what the pattern cannot find
  bare?: ReadText; // how a text is read where there is no format
  compare?: (a: string, b: string) => number; // negative, zero or positive; NaN where two values have no order
  size?: (lexical: string) => number; // what length, minLength and maxLength count: only for text and bytes
  isPlain?: plain.IsPlain;
}

/** A line of `datatypes.json`. */
interface Entry {
  family: string;
  expects: string;
  pattern?: string; // anything where it is absent, or what the family has
  space?: string; // what is done with white space; else it is collapsed
  least?: string; // of a whole number
  most?: string;
  format?: string; // of a date or time
  iri?: string; // where it is not that of XML Schema by the same name
}

// White space is only XML Schema's own, so a no-break space stays.
const cleaners: Record<string, Kind['clean']> = {
  keep: (text) => text,
  replace: (text) => text.replace(/[\t\n\r]/g, ' '),
  collapse: (text) =>
    /[\t\n\r]|^ | $| {2}/.test(text) ? text.replace(/[ \t\n\r]+/g, ' ').replace(/^ | $/g, '') : text,
};

/** Characters, not UTF-16 units: "𝔘" is one. */
function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** A whole number within bounds. */
function whole({ least, most, expects }: Entry): Partial<Kind> {
  const isOut = (lexical: string): boolean =>
    (least !== undefined && compareDecimals(lexical, least) < 0) ||
    (most !== undefined && compareDecimals(lexical, most) > 0);
  return {
    pattern: /^[+-]?\d+$/,
    format: 'number',
    isWhole: true,
    fault: (lexical) => (isOut(lexical) ? `expected ${expects}` : undefined),
    compare: compareDecimals,
    isPlain: plain.isPlainInteger(least, most),
  };
}

/** A number with a fraction: it may have a percent sign. */
const fractional: Partial<Kind> = {
  format: 'number',
  bare: (text) => (/[%‰]$/.test(text) && !text.includes(',') ? (readLoosely(text, false) ?? text) : text),
};

/** A number with exponent, INF or NaN, of the precision that `round` leaves. */
function floating(round: (value: number) => number): Partial<Kind> {
  const value = (lexical: string): number => round(Number(lexical.replace('INF', 'Infinity')));
  return {
    ...fractional,
    pattern: /^(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF|NaN)$/,
    compare: (a, b) => (value(a) === value(b) ? 0 : value(a) - value(b)),
    isPlain: plain.isPlainDouble,
  };
}

/** Four characters are three bytes; the bits that the last group leaves over are zero, so one value is written one way. */
function base64Fault(lexical: string): string | undefined {
  const digits = lexical.replaceAll(' ', '');
  const isWhole = digits.length % 4 === 0 && /^[A-Za-z0-9+/]*(?:[AQgw]==|[AEIMQUYcgkosw048]=)?$/.test(digits);
  return isWhole ? undefined : 'expected bytes in base 64';
}

/** How many bytes a valid text in base 64 is. */
const countBase64Octets = (lexical: string): number => Math.floor((lexical.replace(/[ =]/g, '').length * 3) / 4);

/** CSVW's json is any JSON text. */
function jsonFault(lexical: string): string | undefined {
  try {
    JSON.parse(lexical);
    return undefined;
  } catch {
    return 'expected JSON';
  }
}

/** What the datatypes of a family have in common. */
const families: Record<string, (entry: Entry, pattern: RegExp) => Partial<Kind>> = {
  other: () => ({}),
  text: () => ({ size: countCharacters }),
  json: () => ({ size: countCharacters, fault: jsonFault }),
  base64: () => ({ size: countBase64Octets, fault: base64Fault }),
  hex: () => ({ size: (lexical) => lexical.length / 2 }),
  boolean: () => ({ format: 'boolean', bare: (text) => (text === '1' ? 'true' : text === '0' ? 'false' : text) }),
  whole,
  decimal: () => ({ ...fractional, compare: compareDecimals, isPlain: plain.isPlainDecimal }),
  double: () => floating(Number),
  float: () => floating(Math.fround),
  calendar: ({ format = 'none' }, pattern) => ({
    format: format as Kind['format'],
    fault: (lexical) => calendarFault(pattern, lexical),
    compare: compareInstants(pattern),
  }),
  duration: (_, pattern) => ({ compare: compareDurations(pattern) }),
};

/** Those whose values a family does not know by their bytes. */
const plainOf: Record<string, plain.IsPlain> = {
  any: plain.isPlainText,
  anyAtomicType: plain.isPlainText,
  string: plain.isPlainText,
  date: plain.isPlainDate,
  gYear: plain.isPlainYear,
  boolean: plain.isPlainBoolean,
};

const entries = new Map<string, Entry>(Object.entries(datatypes.types));

const kinds = new Map(
  [...entries].map(([name, entry]): [string, Kind] => {
    const pattern = entry.pattern === undefined ? /^/ : expressionOf(entry.pattern, datatypes.parts);
    const clean = cleaners[entry.space ?? 'collapse'] as Kind['clean'];
    const isPlain = plainOf[name];
    const own = { pattern, expects: entry.expects, format: 'regular expression' as const, clean };
    return [name, { ...own, ...families[entry.family]?.(entry, pattern), ...(isPlain && { isPlain }) }];
  }),
);

/** Every name that a base may have in metadata. */
export const datatypeNames: string[] = [...kinds.keys()];

/** The IRI of a built-in datatype: `datatypeIri('number')` is xsd:double (Metadata Vocabulary, section 5.11.1). */
export const datatypeIri = (name: string): string => iri((entries.get(name)?.iri ?? `xsd:${name}`) as Curie);

/** The kind of a base; an unknown name is read as string. */
export const kindOf = (base: string): Kind => kinds.get(base) ?? (kinds.get('string') as Kind);

/** What is wrong with a text as a value of a kind, in words that follow "…"; nothing when it is one. */
export function lexicalFault(kind: Kind, lexical: string): string | undefined {
  return kind.pattern.test(lexical) ? kind.fault?.(lexical) : `expected ${kind.expects}`;
}
