import { clip, type Problem } from '../problem.js';
import type { WorkbookCell } from '../workbook/workbook.js';
import type { ColumnKind } from './columns.js';

type Fault = Omit<Problem, 'where'>;

export interface CellText {
  text: string;
  fault?: Fault;
}

/**
 * The text of a workbook's cell as its column wants it. A number where a code is due has lost what it was: 10.10 and
 * 10.1 are one number. So it is told and never guessed; a whole number is the same code either way. `fits` tells whether
 * the column takes a text.
 */
export function cellText(cell: WorkbookCell, kind: ColumnKind, fits: (text: string) => boolean): CellText {
  switch (cell.kind) {
    case 'text':
      return { text: cell.text };
    case 'error':
      return {
        text: cell.text,
        fault: error(
          'error-value',
          `the cell shows the error ${clip(cell.text)} of a spreadsheet`,
          'write the value itself',
        ),
      };
    case 'boolean':
      if (kind === 'boolean') return { text: cell.text.toLowerCase() };
      return {
        text: cell.text,
        fault: error('type', `the cell holds the truth value ${cell.text} where text is due`, asText),
      };
    case 'date':
      return dateText(cell.text, kind, fits);
    case 'number':
      return numberText(cell.text, kind);
  }
}

const columnAsText = 'format the column as text';
const asText = 'format the column as text and write the cell anew';

const error = (code: string, message: string, fix: string): Fault => ({
  code,
  severity: 'error',
  message,
  fix,
});

function dateText(text: string, kind: ColumnKind, fits: (text: string) => boolean): CellText {
  if (kind === 'date') return { text };
  if (kind === 'code' && fits(text))
    return { text, fault: notice('type', 'a date stands where text is due; it was read as text') };
  if (kind === 'number' || kind === 'other')
    return {
      text,
      fault: error(
        'type',
        `the cell shows a number as the date ${text}`,
        'format the cell as a number (Home, Number, General)',
      ),
    };
  const isCode = kind === 'key' || kind === 'code';
  const message = `the cell holds the date ${text}${isCode ? ': a spreadsheet makes dates of codes such as 3-4' : ''}`;
  return { text, fault: error(isCode ? 'date-code' : 'type', message, asText) };
}

function numberText(raw: string, kind: ColumnKind): CellText {
  const text = plainNumber(raw);
  const digits = text.replace(/\D/g, '').replace(/^0+/, '').length;
  if (kind === 'key' || kind === 'code') {
    if (/^\d+$/.test(raw) && digits <= 15)
      return {
        text: raw,
        fault: notice('numeric-code', 'a whole number stands where a code is due; it was read as text'),
      };
    const why = /^-?\d+\.\d+$/.test(text) && digits <= 15 ? `, which may have been ${text} or ${text}0` : '';
    return { text, fault: error('numeric-code', `the code is kept as the number ${clip(text)}${why}`, asText) };
  }
  if (kind === 'text' || kind === 'address') {
    if (kind === 'text' && /^\d+$/.test(raw) && digits <= 15)
      return { text: raw, fault: notice('type', 'a number stands where text is due; it was read as text') };
    return { text, fault: error('type', `the cell holds the number ${clip(text)} where text is due`, asText) };
  }
  if (kind === 'date')
    return {
      text,
      fault: error('type', `the cell holds the number ${clip(text)} where a date is due`, 'format the cell as a date'),
    };
  return { text };
}

const notice = (code: string, message: string): Fault => ({ code, severity: 'notice', message, fix: columnAsText });

/** The shortest decimal that is the same number: a file holds 5.3179999999999996 where 5.318 was typed. */
export function plainNumber(raw: string): string {
  const value = Number(raw);
  const short = String(value);
  if (!short.includes('e')) return Number.isFinite(value) ? short : raw;
  const [digits = '', exponent = '0'] = short.replace(/^-/, '').split('e');
  const [whole = '', fraction = ''] = digits.split('.');
  const point = whole.length + Number(exponent);
  const all = whole + fraction;
  const sign = value < 0 ? '-' : '';
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${all}`;
  return sign + (point >= all.length ? all.padEnd(point, '0') : `${all.slice(0, point)}.${all.slice(point)}`);
}
