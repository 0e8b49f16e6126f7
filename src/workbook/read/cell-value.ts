import type { CellKind } from '../workbook.js';
import { isoOfSerial, plainIso } from './date-serial.js';
import type { CellStyle } from './styles.js';

export interface CellValue {
  kind: CellKind;
  text: string;
}

const truths: Record<string, string> = { '1': 'TRUE', true: 'TRUE', '0': 'FALSE', false: 'FALSE' };

/** What a cell of a type (`t`, ECMA-376-1, section 18.18.11) holds, shared strings aside; undefined for what it may not. */
export function cellValue(type: string, raw: string, style: CellStyle, is1904: boolean): CellValue | undefined {
  switch (type) {
    case 'inlineStr':
    case 'str':
      return { kind: 'text', text: raw };
    case 'n':
      return numberValue(raw.trim(), style, is1904);
    case 'b':
      return optional('boolean', truths[raw.trim()]);
    case 'e':
      return { kind: 'error', text: raw.trim() };
    case 'd':
      return optional('date', plainIso(raw.trim()));
    default:
      return undefined;
  }
}

function numberValue(text: string, style: CellStyle, is1904: boolean): CellValue | undefined {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return undefined;
  const date = style.isDate ? isoOfSerial(Number(text), is1904, style.showsMilliseconds) : undefined;
  return date === undefined ? { kind: 'number', text } : { kind: 'date', text: date };
}

const optional = (kind: CellKind, text: string | undefined): CellValue | undefined =>
  text === undefined ? undefined : { kind, text };
