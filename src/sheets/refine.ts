import type { Column } from '../csvw/metadata/column.js';
import type { Table } from '../csvw/metadata/table.js';
import { clip, type Problem } from '../problem.js';
import { offer } from '../text/nearest.js';
import { plainLookAlike, strangeCharacter } from '../text/unseen-characters.js';
import { type ColumnKind, columnAt, kindOf } from './columns.js';
import { daysMeant } from './written-dates.js';

/** Whether a text is what a column takes: of its datatype, and there where it refers to. */
export type Fits = (column: Column, text: string) => boolean;

/**
 * What CSV on the Web calls a value that does not fit, said as the steward met it: a date that a spreadsheet made of a
 * code, a decimal comma, a Cyrillic letter.
 */
export function refine(problem: Problem, table: Table, fits: Fits): Problem {
  const { code, fix, where } = problem;
  const column = columnAt(table, where.column);
  const value = where.value;
  if (!column || value === undefined || (code !== 'datatype' && code !== 'foreign-key'))
    return fix === undefined && fixes[code] !== undefined ? { ...problem, fix: fixes[code] } : problem;
  const kind = kindOf(column, table);
  const suggestion = suggest(value, kind, (text) => fits(column, text)) ?? problem.suggestion;
  const found = readings[kind]?.(value, { ...problem, ...(suggestion !== undefined && { suggestion }) });
  return {
    ...problem,
    fix: fix ?? (suggestion === undefined ? 'correct the cell' : `write ${clip(suggestion)}`),
    ...(suggestion !== undefined && { suggestion }),
    ...found,
  };
}

/** How to mend what CSV on the Web tells without saying so. */
const fixes: Record<string, string> = {
  required: 'fill the cell',
  'control-character': 'write the cell anew by hand',
};

type Reading = (value: string, problem: Problem) => Partial<Problem> | undefined;

const asText = 'format the column as text and write the code anew';
const byHand = 'write the cell anew by hand';

const readings: Partial<Record<ColumnKind, Reading>> = {
  key(value, { code, message, suggestion }) {
    const offered = offer(suggestion && clip(suggestion));
    if (isDate(value))
      return {
        code: 'date-code',
        message: `"${clip(value)}" is a date that a spreadsheet made of a code`,
        fix: asText,
      };
    if (/^[+-]?\d(?:[.,]\d+)?E[+-]?\d+$/i.test(value) || /^\d{16,}$/.test(value))
      return {
        code: 'numeric-code',
        message: `"${clip(value)}" is how a spreadsheet writes a long number`,
        fix: asText,
      };
    const flaw = addressFlaw(value);
    const isLine = flaw !== undefined && /[\r\n\t]/.test(flaw);
    if (isLine)
      return {
        code: 'id-pattern',
        message: `"${clip(value)}" holds a line end or tab${offered}`,
        fix: byHand,
      };
    if (flaw !== undefined && code !== 'foreign-key')
      return { code: 'iri', message: brokenAddress(value, flaw), fix: 'take it out of the code' };
    const strange = strangeCharacter(value);
    if (strange !== undefined && (code === 'datatype' || suggestion === plainLookAlike(value)))
      return { code: 'id-pattern', message: `"${clip(value)}" holds ${strange}${offered}`, fix: byHand };
    if (code === 'datatype')
      return {
        code: 'id-pattern',
        message: `${message}${offered}`,
        ...(isLostZero(value) && { fix: asText }),
      };
    if (suggestion === undefined) return undefined;
    if (suggestion.toLowerCase() !== value.toLowerCase())
      return {
        message: message.endsWith(offered) ? message : `${message}${offered}`,
        fix: isLostZero(value) ? asText : `write ${clip(suggestion)}`,
      };
    return {
      code: 'id-pattern',
      message: `"${clip(value)}" differs from ${suggestion} in capitals`,
      fix: `write ${clip(suggestion)}`,
    };
  },
  address(value, { message }) {
    const flaw = addressFlaw(value.replace(/^(?:\.\.\/)+/, ''));
    if (flaw !== undefined)
      return {
        code: 'iri',
        message: brokenAddress(value, flaw),
        fix: `write ${encodeURIComponent(flaw)} in its place`,
      };
    if (/^https?:/i.test(value)) return undefined;
    return { code: 'scheme', message, fix: 'write the whole address, beginning with https://' };
  },
  number(value, { suggestion }) {
    if (!/^-?\d+,\d+$/.test(value) || suggestion === undefined) return undefined;
    const message = `"${clip(value)}" has a comma where ${suggestion.includes('.') ? 'a point is due' : 'none may be'}`;
    return { code: 'decimal-comma', message, expected: suggestion, fix: `write ${suggestion}` };
  },
  date(value) {
    const [one, other] = daysMeant(value);
    if (one === undefined || other === undefined) return undefined;
    return {
      code: 'ambiguous',
      message: `"${clip(value)}" may be a day and month or a month and day`,
      expected: 'year-month-day',
      fix: `write ${one} or ${other}, whichever is meant`,
    };
  },
};

/** The first part of a text that would end or change the address it becomes part of. */
const addressFlaw = (text: string): string | undefined => /[\s<>{}"\\^`|]|%(?![\dA-Fa-f]{2})|\.\.\//.exec(text)?.[0];

const brokenAddress = (value: string, flaw: string): string =>
  `"${clip(value)}" holds ${flawWords[flaw] ?? `"${flaw}"`}, which must not stand in an address`;

const flawWords: Record<string, string> = {
  ' ': 'a space',
  '"': 'a quotation mark',
  '%': 'a "%" without two hexadecimal digits behind it',
};

/** "1" where "001" is due. */
const isLostZero = (value: string): boolean => /^\d+$/.test(value);

/** "3-Apr", "Mar-04", "2026-03-04", "04/03/2026". */
const isDate = (value: string): boolean =>
  /^(?:\d{1,2}-)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:-\d{2,4})?$|^\d{4}-\d\d-\d\d|^\d{1,2}[/.]\d{1,2}[/.]\d{2,4}$/i.test(
    value,
  );

/** What was most likely meant, when a small change makes the value fit: another alphabet, capitals, zeros in front. */
const suggest = (value: string, kind: ColumnKind, fits: (text: string) => boolean): string | undefined =>
  changesOf(value, kind).find((text) => text !== value && fits(text));

function changesOf(value: string, kind: ColumnKind): string[] {
  if (kind === 'number') return [value.replace(',', '.'), value.replace(/,0+$/, '')];
  const days = kind === 'date' ? daysMeant(value) : [];
  if (days.length > 0) return days.length === 1 ? days : [];
  const plain = plainLookAlike(value);
  const hasZeros = (kind === 'key' || kind === 'code') && /^\d+$/.test(value);
  const padded = hasZeros ? [1, 2, 3].map((zeros) => '0'.repeat(zeros) + value) : [];
  return [plain, plain.toLowerCase(), plain.toUpperCase(), plain.replace(/\s+/g, ''), ...padded];
}
