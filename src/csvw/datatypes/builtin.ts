import { utf8 } from '../../bytes.js';
import { type Curie, iri } from '../../rdf/iri.js';
import { calendarFault, compareDurations, compareInstants, expressionOf } from './calendar.js';
import datatypes from './datatypes.json' with { type: 'json' };
import { compareDecimals, type ReadText, readLoosely } from './numbers.js';

/** The built-in datatypes (Metadata Vocabulary, section 5.11.1), with the lexical spaces of XML Schema 1.1 part 2. */

/** True only if the bytes are certainly a valid value in its lexical form, without characters that need escaping. */
export type IsPlain = (bytes: Uint8Array, from: number, to: number) => boolean;

/** A built-in datatype: its lexical space, and operations on its values. */
export interface Kind {
  pattern: RegExp;
  expects: string; // for messages: "a whole number such as 12"
  format: 'regular expression' | 'number' | 'boolean' | 'date' | 'time' | 'dateTime' | 'none'; // meaning of `format`
  clean(text: string): string; // normalises white space (Model for Tabular Data, section 6.4)
  isWhole?: true; // a number without fraction
  fault?: (lexical: string) => string | undefined; // a check beyond the pattern, like `lexicalFault`
  bare?: ReadText; // reads a text if there is no format
  compare?: (a: string, b: string) => number; // negative, zero or positive; NaN if two values have no order
  size?: (lexical: string) => number; // in the unit of length, minLength and maxLength: only for text and bytes
  isPlain?: IsPlain;
}

/** An entry of `datatypes.json`. */
interface Entry {
  family: string;
  expects: string;
  pattern?: string; // default: the pattern of the family, or any text
  space?: string; // white space: "keep", "replace" or (default) collapse
  least?: string; // of a whole number
  most?: string;
  format?: string; // of a date or time
  iri?: string; // default: xsd:NAME
}

// White space as in XML Schema: a no-break space is kept.
const cleaners: Record<string, Kind['clean']> = {
  keep: (text) => text,
  replace: (text) => text.replace(/[\t\n\r]/g, ' '),
  collapse: (text) =>
    /[\t\n\r]|^ | $| {2}/.test(text) ? text.replace(/[ \t\n\r]+/g, ' ').replace(/^ | $/g, '') : text,
};

/** Counts characters, not UTF-16 units: "𝔘" is one. */
function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

// Checks on the undecoded bytes of a cell. Most cells of a large table are plain.

const digit = 1;
const sign = 2;
const point = 4;
const exponent = 8;
const printable = 16; // ASCII that N-Triples does not escape

const classes = new Uint8Array(256);
classes.fill(printable, 0x20, 0x7f);
classes.fill(printable | digit, 0x30, 0x3a);
for (const [characters, bits] of [
  ['+-', sign],
  ['.', point],
  ['eE', exponent],
  ['"\\', 0],
] as const)
  for (const character of characters) classes[character.charCodeAt(0)] = bits === 0 ? 0 : printable | bits;

const minus = 0x2d;
const zero = 0x30;

/** Returns the end of the digits that begin at `from`, or `from`. */
function afterDigits(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && ((classes[bytes[at] as number] as number) & digit) !== 0) at++;
  return at;
}

const isClass = (bytes: Uint8Array, at: number, to: number, bits: number): boolean =>
  at < to && ((classes[bytes[at] as number] as number) & bits) !== 0;

/** Accepts printable ASCII without `"` and `\`. The meaning of an empty cell depends on its column. */
const isPlainText: IsPlain = (bytes, from, to) => {
  for (let at = from; at < to; at++) if (((classes[bytes[at] as number] as number) & printable) === 0) return false;
  return from < to;
};

/** Accepts whole numbers that are in range because they have fewer digits than its bounds: 999999999 is an int. */
function isPlainInteger(least?: string, most?: string): IsPlain {
  const mostDigits = least !== undefined && most !== undefined ? most.length - 1 : Number.POSITIVE_INFINITY;
  const mayBeNegative = least === undefined || least.startsWith('-');
  const mayBePositive = most !== '0' && most !== '-1';
  const isZeroIn = least !== '1' && most !== '-1';
  return (bytes, from, to) => {
    const isNegative = from < to && bytes[from] === minus;
    if (!(isNegative ? mayBeNegative : mayBePositive)) return false;
    const start = isNegative ? from + 1 : from;
    if (start === to || to - start > mostDigits || (!isZeroIn && bytes[start] === zero)) return false;
    return afterDigits(bytes, start, to) === to;
  };
}

/** Returns the end of the decimal number (12, -12.5 or .5) that begins at `from`, or -1. */
function afterDecimal(bytes: Uint8Array, from: number, to: number): number {
  const start = isClass(bytes, from, to, sign) ? from + 1 : from;
  const whole = afterDigits(bytes, start, to);
  const end = isClass(bytes, whole, to, point) ? afterDigits(bytes, whole + 1, to) : whole;
  return whole > start || end > whole + 1 ? end : -1;
}

/** Accepts the lexical forms of xsd:decimal. */
export const isPlainDecimal: IsPlain = (bytes, from, to) => afterDecimal(bytes, from, to) === to;

/** Accepts a decimal with or without exponent. INF and NaN are rare, and take the slow path. */
const isPlainDouble: IsPlain = (bytes, from, to) => {
  const end = afterDecimal(bytes, from, to);
  if (end === to || end < 0 || !isClass(bytes, end, to, exponent)) return end === to;
  const start = isClass(bytes, end + 1, to, sign) ? end + 2 : end + 1;
  return start < to && afterDigits(bytes, start, to) === to;
};

/** Accepts a year of four digits without a time zone. */
const isPlainYear: IsPlain = (bytes, from, to) => to - from === 4 && afterDigits(bytes, from, to) === to;

/** Reads two digits as a number: two zeros (48 * 10 + 48) make 528. */
const number = (bytes: Uint8Array, at: number): number => (bytes[at] as number) * 10 + (bytes[at + 1] as number) - 528;

/** Accepts an existing date such as 2018-12-19, without a time zone. */
const isPlainDate: IsPlain = (bytes, from, to) => {
  if (to - from !== 10 || bytes[from + 4] !== minus || bytes[from + 7] !== minus) return false;
  if (afterDigits(bytes, from, to) !== from + 4 || afterDigits(bytes, from + 5, to) !== from + 7) return false;
  if (afterDigits(bytes, from + 8, to) !== to) return false;
  const year = number(bytes, from) * 100 + number(bytes, from + 2);
  const month = number(bytes, from + 5);
  const day = number(bytes, from + 8);
  return month > 0 && month <= 12 && day > 0 && day <= daysInMonth(year, month);
};

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function isWord(word: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  let at = 0;
  while (at < word.length && bytes[from + at] === word[at]) at++;
  return at === word.length && to - from === at;
}

const [yes, no] = [utf8('true'), utf8('false')];

/** Accepts `true` and `false`, but not 1 and 0. */
const isPlainBoolean: IsPlain = (bytes, from, to) => isWord(yes, bytes, from, to) || isWord(no, bytes, from, to);

/** A whole number within bounds. */
function whole({ least, most, expects }: Entry): Partial<Kind> {
  const isOut = (lexical: string): boolean =>
    (least !== undefined && compareDecimals(lexical, least) < 0) ||
    (most !== undefined && compareDecimals(lexical, most) > 0);
  return {
    pattern: /^[+-]?\d+$/,
    format: 'number',
    isWhole: true,
    fault: (lexical) => (isOut(lexical) ? expects : undefined),
    compare: compareDecimals,
    isPlain: isPlainInteger(least, most),
  };
}

/** A number with a fraction, and with an optional percent sign. */
const fractional: Partial<Kind> = {
  format: 'number',
  bare: (text) => (/[%‰]$/.test(text) && !text.includes(',') ? (readLoosely(text, false) ?? text) : text),
};

/** A number with exponent, INF or NaN. `round` sets its precision. */
function floating(round: (value: number) => number): Partial<Kind> {
  const value = (lexical: string): number => round(Number(lexical.replace('INF', 'Infinity')));
  return {
    ...fractional,
    pattern: /^(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF|NaN)$/,
    compare: (a, b) => (value(a) === value(b) ? 0 : value(a) - value(b)),
    isPlain: isPlainDouble,
  };
}

/** Checks the length, and that unused bits of the last group are zero, so that each value has only one lexical form. */
function base64Fault(lexical: string): string | undefined {
  const digits = lexical.replaceAll(' ', '');
  const isWhole = digits.length % 4 === 0 && /^[A-Za-z0-9+/]*(?:[AQgw]==|[AEIMQUYcgkosw048]=)?$/.test(digits);
  return isWhole ? undefined : 'base64 data';
}

/** Returns the number of bytes that a valid base64 text encodes. */
const countBase64Octets = (lexical: string): number => Math.floor((lexical.replace(/[ =]/g, '').length * 3) / 4);

/** Checks the datatype `json`, which is any JSON text. */
function jsonFault(lexical: string): string | undefined {
  try {
    JSON.parse(lexical);
    return undefined;
  } catch {
    return 'JSON';
  }
}

/** Properties that the datatypes of a family share. */
const families: Record<string, (entry: Entry, pattern: RegExp) => Partial<Kind>> = {
  other: () => ({}),
  text: () => ({ size: countCharacters }),
  json: () => ({ size: countCharacters, fault: jsonFault }),
  base64: () => ({ size: countBase64Octets, fault: base64Fault }),
  hex: () => ({ size: (lexical) => lexical.length / 2 }),
  boolean: () => ({ format: 'boolean', bare: (text) => (text === '1' ? 'true' : text === '0' ? 'false' : text) }),
  whole,
  decimal: () => ({ ...fractional, compare: compareDecimals, isPlain: isPlainDecimal }),
  double: () => floating(Number),
  float: () => floating(Math.fround),
  calendar: ({ format = 'none' }, pattern) => ({
    format: format as Kind['format'],
    fault: (lexical) => calendarFault(pattern, lexical),
    compare: compareInstants(pattern),
  }),
  duration: (_, pattern) => ({ compare: compareDurations(pattern) }),
};

/** Checks on bytes for datatypes whose family has no common check. */
const plainOf: Record<string, IsPlain> = {
  any: isPlainText,
  anyAtomicType: isPlainText,
  string: isPlainText,
  date: isPlainDate,
  gYear: isPlainYear,
  boolean: isPlainBoolean,
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

/** Names that metadata can use as a base. */
export const datatypeNames: string[] = [...kinds.keys()];

/** Returns the IRI of a built-in datatype: `datatypeIri('number')` is xsd:double (Metadata Vocabulary, section 5.11.1). */
export const datatypeIri = (name: string): string => iri((entries.get(name)?.iri ?? `xsd:${name}`) as Curie);

/** Returns the built-in datatype with this name. An unknown name is read as string. */
export const kindOf = (base: string): Kind => kinds.get(base) ?? (kinds.get('string') as Kind);

/** Returns the value that was expected instead of an invalid text ("a whole number such as 12"), or undefined. */
export function lexicalFault(kind: Kind, lexical: string): string | undefined {
  return kind.pattern.test(lexical) ? kind.fault?.(lexical) : kind.expects;
}
