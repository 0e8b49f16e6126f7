import type { Column } from './column.js';
import { compileDatatype } from './datatype.js';

/** A cell's value: text, a list where the column has a separator, null where the cell says nothing. */
export type CellValue = string | string[] | null;

export interface CellFault {
  code: 'encoding' | 'control-character' | 'required' | 'datatype';
  message: string;
}

export type CellReader = (text: string, report: (fault: CellFault) => void) => CellValue;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const controlCharacter = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/;

/** Compiles a column's reading of its cells (Model for Tabular Data, section 6.4). */
export function compileCell(column: Column): CellReader {
  const { read } = compileDatatype(column.datatype);
  const nulls = new Set(column.null);
  return (cell, report) => {
    const text = cell === '' ? column.default : cell;
    const fault = textFault(text);
    if (fault) {
      report(fault);
      return null;
    }
    if (nulls.has(text)) {
      if (column.required) report({ code: 'required', message: `${column.name} must not be empty` });
      return null;
    }
    const items =
      column.separator === undefined ? [text] : text.split(column.separator).filter((item) => !nulls.has(item));
    const values: string[] = [];
    for (const item of items) {
      const reading = read(item);
      if ('lexical' in reading) values.push(reading.lexical);
      else report({ code: 'datatype', message: `"${item}" does not fit ${column.name}: ${reading.fault}` });
    }
    if (column.separator !== undefined) return values;
    return values[0] ?? null;
  };
}

function textFault(text: string): CellFault | undefined {
  if (text.includes('\ufffd')) {
    return {
      code: 'encoding',
      message: 'a character here is damaged: the file is not saved as UTF-8, or was not once',
    };
  }
  const control = controlCharacter.exec(text)?.[0];
  if (control === undefined) return undefined;
  const name = `U+${control.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  return { code: 'control-character', message: `an invisible control character (${name}) stands here` };
}
