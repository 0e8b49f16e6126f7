import { iri, namespaces } from '../../rdf/namespaces.js';
import { calendarFault, calendarPatterns, compareInstants } from './calendar.js';
import { compareDecimals } from './decimals.js';
import { compareDurations, durationPatterns } from './duration.js';
import * as plain from './plain.js';
import type { Compare, IsPlain } from './reading.js';
import * as texts from './texts.js';

/** The built-in datatypes (Metadata Vocabulary, section 5.11.1), with the lexical spaces of XML Schema 1.1 part 2. */

export interface Kind {
  pattern: RegExp;
  expects: string; // for the message: "a whole number such as 12"
  format: 'regular expression' | 'number' | 'boolean' | 'date' | 'time' | 'dateTime' | 'none'; // how it is read
  space: 'keep' | 'replace' | 'collapse'; // what becomes of white space (Model for Tabular Data, section 6.4)
  isWhole?: true; // a number without fraction
  fault?: (lexical: string) => string | undefined; // what the pattern cannot tell
  compare?: Compare;
  size?: (lexical: string) => number; // what length, minLength and maxLength count
  isPlain?: IsPlain;
}

type More = Partial<Kind>;

/** Any text: only these kinds take a length, as the standard has it. */
const text = (expects: string, pattern = /^/, more: More = {}): Kind => {
  return { pattern, expects, format: 'regular expression', space: 'collapse', size: texts.countCharacters, ...more };
};

const sizeless = ({ size: _, ...kind }: Kind): Kind => kind;

/** A whole number within bounds. */
function whole(expects: string, least: string | null, most: string | null, isPlain: IsPlain): Kind {
  const isOut = (lexical: string): boolean =>
    (least !== null && compareDecimals(lexical, least) < 0) || (most !== null && compareDecimals(lexical, most) > 0);
  const fault = (lexical: string) => (isOut(lexical) ? `expected ${expects}` : undefined);
  const pattern = /^[+-]?\d+$/;
  return {
    pattern,
    expects,
    format: 'number',
    space: 'collapse',
    isWhole: true,
    fault,
    compare: compareDecimals,
    isPlain,
  };
}

const range = (least: string, most: string, isPlain: IsPlain): Kind =>
  whole(`a whole number from ${least} to ${most}`, least, most, isPlain);

const { isPlainInteger } = plain;
const any = Number.POSITIVE_INFINITY;

/** A number with exponent, INF or NaN, of the precision that `round` leaves. */
const floating = (round: (value: number) => number): Kind => ({
  pattern: /^(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF|NaN)$/,
  expects: 'a number such as 12.5 or 1.25E1',
  format: 'number',
  space: 'collapse',
  compare(a, b) {
    const [first, second] = [a, b].map((lexical) => round(Number(lexical.replace('INF', 'Infinity')))) as [
      number,
      number,
    ];
    return first === second ? 0 : first - second;
  },
  isPlain: plain.isPlainDouble,
});

/** Dates, times and parts of them. */
function calendar(name: keyof typeof calendarPatterns, expects: string, more: More = {}): Kind {
  const pattern = calendarPatterns[name];
  const fault = (lexical: string) => calendarFault(pattern, lexical);
  return { pattern, expects, format: 'none', space: 'collapse', fault, compare: compareInstants(pattern), ...more };
}

const duration = (name: keyof typeof durationPatterns, expects: string): Kind =>
  sizeless(text(expects, durationPatterns[name], { compare: compareDurations }));

const anything = sizeless(text('text', /^/, { space: 'keep', isPlain: plain.isPlainText }));
const double = floating(Number);
const dateTime = calendar('dateTime', 'a date and time such as 2018-12-19T15:30:00', { format: 'dateTime' });
const base64 = text('bytes in base 64', /^/, { fault: texts.base64Fault, size: texts.countBase64Octets });

/** One line a datatype: a new one is a new line. */
const kinds: Record<string, Kind> = {
  any: anything,
  anyAtomicType: anything,
  anyURI: sizeless(text('a web address without spaces', /^[^\s<>"{}|\\^`]*$/)),
  base64Binary: base64,
  binary: base64,
  boolean: {
    pattern: /^(?:true|false|1|0)$/,
    expects: 'true or false',
    format: 'boolean',
    space: 'collapse',
    isPlain: plain.isPlainBoolean,
  },
  byte: range('-128', '127', isPlainInteger(2, 'either')),
  date: calendar('date', 'a date such as 2018-12-19', { format: 'date', isPlain: plain.isPlainDate }),
  dateTime,
  datetime: dateTime,
  dateTimeStamp: calendar('dateTimeStamp', 'a date and time with zone such as 2018-12-19T15:30:00Z', {
    format: 'dateTime',
  }),
  dayTimeDuration: duration('dayTimeDuration', 'days, hours, minutes and seconds such as P3DT12H'),
  decimal: {
    pattern: /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/,
    expects: 'a number such as 12.5, with a point',
    format: 'number',
    space: 'collapse',
    compare: compareDecimals,
    isPlain: plain.isPlainDecimal,
  },
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
  html: text('HTML', /^/, { space: 'keep' }),
  int: range('-2147483648', '2147483647', isPlainInteger(9, 'either')),
  integer: whole('a whole number such as 12', null, null, isPlainInteger(any, 'either')),
  json: text('JSON', /^/, { space: 'keep', fault: texts.jsonFault }),
  language: text('a language tag such as en', /^[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8}){0,100}$/), // none is so long
  long: range('-9223372036854775808', '9223372036854775807', isPlainInteger(18, 'either')),
  Name: text('an XML name such as row or x:row', texts.namePattern),
  negativeInteger: whole('a whole number below zero', null, '-1', isPlainInteger(any, 'minus', false)),
  NMTOKEN: text('letters, digits and . : - _ without spaces', texts.nmtokenPattern),
  nonNegativeInteger: whole('a whole number that is not negative', '0', null, isPlainInteger(any, 'none')),
  nonPositiveInteger: whole('a whole number that is not above zero', null, '0', isPlainInteger(any, 'minus')),
  normalizedString: text('text', /^/, { space: 'replace' }),
  number: double,
  positiveInteger: whole('a whole number above zero', '1', null, isPlainInteger(any, 'none', false)),
  QName: sizeless(text('an XML name such as row or x:row', texts.qNamePattern)),
  short: range('-32768', '32767', isPlainInteger(4, 'either')),
  string: text('text', /^/, { space: 'keep', isPlain: plain.isPlainText }),
  time: calendar('time', 'a time such as 15:30:00', { format: 'time' }),
  token: text('text'),
  unsignedByte: range('0', '255', isPlainInteger(2, 'none')),
  unsignedInt: range('0', '4294967295', isPlainInteger(9, 'none')),
  unsignedLong: range('0', '18446744073709551615', isPlainInteger(19, 'none')),
  unsignedShort: range('0', '65535', isPlainInteger(4, 'none')),
  xml: text('XML', /^/, { space: 'keep' }),
  yearMonthDuration: duration('yearMonthDuration', 'years and months such as P1Y6M'),
};

/** Every name that a base may have in metadata. */
export const datatypeNames: string[] = Object.keys(kinds);

const { rdf, xsd } = namespaces;

/** The names that are not those of XML Schema. */
const otherIris = new Map(
  Object.entries({
    any: `${xsd}anyAtomicType`,
    binary: `${xsd}base64Binary`,
    datetime: `${xsd}dateTime`,
    html: `${rdf}HTML`,
    json: iri('csvw:JSON'),
    number: `${xsd}double`,
    xml: `${rdf}XMLLiteral`,
  }),
);

/** The IRI of a built-in datatype: `datatypeIri('number')` is xsd:double (Metadata Vocabulary, section 5.11.1). */
export const datatypeIri = (name: string): string => otherIris.get(name) ?? xsd + name;

/** The kind of a base; a name that is not known is read as string. */
export const kindOf = (base: string): Kind =>
  (Object.hasOwn(kinds, base) ? kinds[base] : undefined) ?? (kinds['string'] as Kind);

/** What is wrong with a text as a value of a kind, in words that follow "…"; nothing when it is one. */
export function lexicalFault(kind: Kind, lexical: string): string | undefined {
  return kind.pattern.test(lexical) ? kind.fault?.(lexical) : `expected ${kind.expects}`;
}
