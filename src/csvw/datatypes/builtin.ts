import { iri } from '../../rdf/namespaces.js';
import { calendarFault, calendarPatterns, compareDurations, compareInstants, durationPatterns } from './calendar.js';
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

// White space is only XML Schema's own, so a no-break space stays.
const keep = (text: string): string => text;
const replace = (text: string): string => text.replace(/[\t\n\r]/g, ' ');
const collapse = (text: string): string =>
  /[\t\n\r]|^ | $| {2}/.test(text) ? text.replace(/[ \t\n\r]+/g, ' ').replace(/^ | $/g, '') : text;

const kind = (expects: string, pattern: RegExp, more: Partial<Kind> = {}): Kind => ({
  pattern,
  expects,
  format: 'regular expression',
  clean: collapse,
  ...more,
});

/** Any text. */
const text = (expects: string, pattern = /^/, more: Partial<Kind> = {}): Kind =>
  kind(expects, pattern, { size: countCharacters, ...more });

/** Characters, not UTF-16 units: "𝔘" is one. */
function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** A whole number within bounds; those of at most `digits` digits are certainly within them. */
function whole(expects: string, least: string | null, most: string | null, signs: plain.Signs, digits = 1e9): Kind {
  const isOut = (lexical: string): boolean =>
    (least !== null && compareDecimals(lexical, least) < 0) || (most !== null && compareDecimals(lexical, most) > 0);
  const fault = (lexical: string) => (isOut(lexical) ? `expected ${expects}` : undefined);
  const isPlain = plain.isPlainInteger(digits, signs, least !== '1' && most !== '-1');
  return kind(expects, /^[+-]?\d+$/, { format: 'number', isWhole: true, fault, compare: compareDecimals, isPlain });
}

/** A number that fits into some bytes. */
const range = (least: string, most: string): Kind =>
  whole(
    `a whole number from ${least} to ${most}`,
    least,
    most,
    least === '0' ? 'none' : 'either',
    most.length - 1, // this many digits are less than the largest
  );

/** A number with a fraction: it may have a percent sign. */
const fractional = (expects: string, pattern: RegExp, more: Partial<Kind>): Kind =>
  kind(expects, pattern, {
    format: 'number',
    bare: (text) => (/[%‰]$/.test(text) && !text.includes(',') ? (readLoosely(text, false) ?? text) : text),
    ...more,
  });

/** A number with exponent, INF or NaN, of the precision that `round` leaves. */
function floating(round: (value: number) => number): Kind {
  const pattern = /^(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF|NaN)$/;
  const value = (lexical: string): number => round(Number(lexical.replace('INF', 'Infinity')));
  const compare = (a: string, b: string): number => (value(a) === value(b) ? 0 : value(a) - value(b));
  return fractional('a number such as 12.5 or 1.25E1', pattern, { compare, isPlain: plain.isPlainDouble });
}

/** Dates, times and parts of them. */
function calendar(name: keyof typeof calendarPatterns, expects: string, more: Partial<Kind> = {}): Kind {
  const pattern = calendarPatterns[name];
  const fault = (lexical: string) => calendarFault(pattern, lexical);
  return kind(expects, pattern, { format: 'none', fault, compare: compareInstants(pattern), ...more });
}

const duration = (name: keyof typeof durationPatterns, expects: string): Kind =>
  kind(expects, durationPatterns[name], { compare: compareDurations });

// XML 1.0, productions 4 and 4a, without the colon
const nameStart =
  'A-Z_a-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}';
const nameRest = `${nameStart}\\-.0-9\\u00b7\\u0300-\\u036f\\u203f\\u2040`;
const namePart = `[${nameStart}][${nameRest}]*`;
const named = (source: string): RegExp => new RegExp(`^${source}$`, 'u');

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

const anything = kind('text', /^/, { clean: keep, isPlain: plain.isPlainText });
const double = floating(Number);
const dateTime = calendar('dateTime', 'a date and time such as 2018-12-19T15:30:00', { format: 'dateTime' });
const base64 = text('bytes in base 64', /^/, { fault: base64Fault, size: countBase64Octets });

/** One entry for each datatype: a new one is a new line. */
const kinds: Record<string, Kind> = {
  any: anything,
  anyAtomicType: anything,
  anyURI: kind('a web address without spaces', /^[^\s<>"{}|\\^`]*$/),
  base64Binary: base64,
  binary: base64,
  boolean: kind('true or false', /^(?:true|false|1|0)$/, {
    format: 'boolean',
    bare: (text) => (text === '1' ? 'true' : text === '0' ? 'false' : text),
    isPlain: plain.isPlainBoolean,
  }),
  byte: range('-128', '127'),
  date: calendar('date', 'a date such as 2018-12-19', { format: 'date', isPlain: plain.isPlainDate }),
  dateTime,
  datetime: dateTime,
  dateTimeStamp: calendar('dateTimeStamp', 'a date and time with zone such as 2018-12-19T15:30:00Z', {
    format: 'dateTime',
  }),
  dayTimeDuration: duration('dayTimeDuration', 'days, hours, minutes and seconds such as P3DT12H'),
  decimal: fractional('a number such as 12.5, with a point', /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/, {
    compare: compareDecimals,
    isPlain: plain.isPlainDecimal,
  }),
  double,
  duration: duration('duration', 'a duration such as P1Y6M or PT12H'),
  float: floating(Math.fround),
  gDay: calendar('gDay', 'a day of a month such as ---19'),
  gMonth: calendar('gMonth', 'a month such as --12'),
  gMonthDay: calendar('gMonthDay', 'a day of a year such as --12-19'),
  gYear: calendar('gYear', 'a year of four digits', { isPlain: plain.isPlainYear }),
  gYearMonth: calendar('gYearMonth', 'a month of a year such as 2018-12'),
  hexBinary: text('bytes of two hexadecimal digits each', /^(?:[0-9a-fA-F]{2})*$/, {
    size: (lexical) => lexical.length / 2,
  }),
  html: text('HTML', /^/, { clean: keep }),
  int: range('-2147483648', '2147483647'),
  integer: whole('a whole number such as 12', null, null, 'either'),
  json: text('JSON', /^/, { clean: keep, fault: jsonFault }),
  language: text('a language tag such as en', /^[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8}){0,100}$/), // none is that long
  long: range('-9223372036854775808', '9223372036854775807'),
  Name: text('an XML name such as row or x:row', named(`[:${nameStart}][:${nameRest}]*`)),
  negativeInteger: whole('a whole number below zero', null, '-1', 'minus'),
  NMTOKEN: text('letters, digits and . : - _ without spaces', named(`[:${nameRest}]+`)),
  nonNegativeInteger: whole('a whole number that is not negative', '0', null, 'none'),
  nonPositiveInteger: whole('a whole number that is not above zero', null, '0', 'minus'),
  normalizedString: text('text', /^/, { clean: replace }),
  number: double,
  positiveInteger: whole('a whole number above zero', '1', null, 'none'),
  QName: kind('an XML name such as row or x:row', named(`${namePart}(?::${namePart})?`)),
  short: range('-32768', '32767'),
  string: text('text', /^/, { clean: keep, isPlain: plain.isPlainText }),
  time: calendar('time', 'a time such as 15:30:00', { format: 'time' }),
  token: text('text'),
  unsignedByte: range('0', '255'),
  unsignedInt: range('0', '4294967295'),
  unsignedLong: range('0', '18446744073709551615'),
  unsignedShort: range('0', '65535'),
  xml: text('XML', /^/, { clean: keep }),
  yearMonthDuration: duration('yearMonthDuration', 'years and months such as P1Y6M'),
};

/** Every name that a base may have in metadata. */
export const datatypeNames: string[] = Object.keys(kinds);

/** The names that are not those of XML Schema. */
const otherIris: Record<string, string> = {
  any: iri('xsd:anyAtomicType'),
  binary: iri('xsd:base64Binary'),
  datetime: iri('xsd:dateTime'),
  html: iri('rdf:HTML'),
  json: iri('csvw:JSON'),
  number: iri('xsd:double'),
  xml: iri('rdf:XMLLiteral'),
};

/** The IRI of a built-in datatype: `datatypeIri('number')` is xsd:double (Metadata Vocabulary, section 5.11.1). */
export const datatypeIri = (name: string): string => otherIris[name] ?? iri(`xsd:${name}`);

/** The kind of a base; an unknown name is read as string. */
export const kindOf = (base: string): Kind =>
  (Object.hasOwn(kinds, base) ? kinds[base] : undefined) ?? (kinds['string'] as Kind);

/** What is wrong with a text as a value of a kind, in words that follow "…"; nothing when it is one. */
export function lexicalFault(kind: Kind, lexical: string): string | undefined {
  return kind.pattern.test(lexical) ? kind.fault?.(lexical) : `expected ${kind.expects}`;
}
