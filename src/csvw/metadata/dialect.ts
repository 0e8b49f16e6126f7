import { checkProperties, type Json, list, type Report } from '../vocabulary/json.js';

/** How a file is written: Model for Tabular Data, section 8; Metadata Vocabulary, section 5.9. */
export interface Dialect {
  encoding: string; // "utf-8"
  lineTerminators: string[];
  quoteChar: string | null;
  doubleQuote: boolean; // else a backslash stands before a quote inside quotes
  delimiter: string;
  commentPrefix: string | null;
  headerRowCount: number;
  skipRows: number;
  skipColumns: number;
  skipBlankRows: boolean;
  trim: 'both' | 'start' | 'end' | 'none';
}

export const defaultDialect: Dialect = {
  encoding: 'utf-8',
  lineTerminators: ['\r\n', '\n'],
  quoteChar: '"',
  doubleQuote: true,
  delimiter: ',',
  commentPrefix: null,
  headerRowCount: 1,
  skipRows: 0,
  skipColumns: 0,
  skipBlankRows: false,
  trim: 'none',
};

const trims: Record<string, Dialect['trim']> = { true: 'both', false: 'none', start: 'start', end: 'end' };

/** Reads a dialect description over the standard's defaults. */
export function readDialect(given: Json, path: string, report: Report): Dialect {
  const said = checkProperties(given, 'dialect', path, report);
  const { header, skipInitialSpace, lineTerminators, trim, ...same } = said;
  const dialect: Dialect = {
    ...defaultDialect,
    ...(header === false && { headerRowCount: 0 }),
    ...(skipInitialSpace === true && { trim: 'start' }),
    ...(trim !== undefined && { trim: trims[String(trim)] ?? 'none' }),
    ...(lineTerminators !== undefined && { lineTerminators: list(lineTerminators) }),
    ...Object.fromEntries(Object.entries(same).filter(([name]) => Object.hasOwn(defaultDialect, name))),
  };
  const marks = [dialect.delimiter, dialect.quoteChar, dialect.commentPrefix].filter((mark) => mark !== null);
  if (new Set(marks).size < marks.length) report(path, `has one character for two purposes: ${marks.join(' ')}`);
  return dialect;
}
