import { clip } from '../../problem.js';
import { compileDatatype } from '../datatypes/datatype.js';
import type { Column } from '../metadata/column.js';

/** A cell as its column reads it: text, a list where the column has a separator, null where the cell says nothing. */
export interface Cell {
  value: string | string[] | null;
  broken?: number[]; // which items are no values of the datatype and stand as the text they are
}

export interface CellFault {
  code: 'encoding' | 'control-character' | 'required' | 'datatype';
  message: string;
  expected?: string;
}

export type CellReader = (text: string, report: (fault: CellFault) => void) => Cell;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const suspicious = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffd\ufffe\uffff]/;

/** The items of a list keep the spaces around them where the base is one of these. */
const isText = new Set(['string', 'any', 'anyAtomicType']);

/** Compiles a column's reading of its cells (Model for Tabular Data, section 6.4). */
export function compileCell(column: Column): CellReader {
  const { read, clean } = compileDatatype(column.datatype);
  const { base } = column.datatype;
  const cleanItem = isText.has(base) ? (text: string) => text : (text: string) => text.trim();
  const nulls = new Set(column.null);
  const { separator } = column;

  const readItem = (text: string, cell: Item[], report: (fault: CellFault) => void): void => {
    const item = text === '' ? column.default : text;
    if (nulls.has(item)) return;
    const reading = read(item);
    cell.push('lexical' in reading ? { text: reading.lexical } : { text: item, isBroken: true });
    if ('lexical' in reading) return;
    const message = `"${clip(item)}" does not fit ${column.name}: ${reading.fault}`;
    report({ code: 'datatype', message, expected: reading.fault });
  };

  return (given, report) => {
    const fault = textFault(given);
    if (fault) report(fault);
    const cleaned = clean(given);
    const text = cleaned === '' ? column.default : cleaned;
    const isNothing = nulls.has(text);
    if (column.required && (separator === undefined ? isNothing : text === ''))
      report({ code: 'required', message: `${column.name} must not be empty` });
    if (text === '' && separator !== undefined) return { value: [] };
    if (isNothing) return { value: null };
    const items: Item[] = [];
    const reportItem = fault ? () => {} : report; // of one cell one thing is said
    if (separator === undefined) readItem(text, items, reportItem);
    else for (const one of text.split(separator)) readItem(cleanItem(one), items, reportItem);
    return cellOf(items, separator !== undefined);
  };
}

interface Item {
  text: string;
  isBroken?: true;
}

function cellOf(items: Item[], isList: boolean): Cell {
  const value = isList ? items.map(({ text }) => text) : (items[0]?.text ?? null);
  if (!items.some(({ isBroken }) => isBroken)) return { value };
  return { value, broken: items.flatMap(({ isBroken }, i) => (isBroken ? [i] : [])) };
}

/** What is wrong with the characters of a cell, or nothing. */
export function textFault(text: string): CellFault | undefined {
  const bad = suspicious.exec(text)?.[0];
  if (bad === undefined) return undefined;
  if (text.includes('\ufffd'))
    return {
      code: 'encoding',
      message: 'a character here is damaged: the file is not saved as UTF-8, or was not once',
    };
  const name = `U+${bad.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  return { code: 'control-character', message: `an invisible control character (${name}) stands here` };
}
