import { datatypeOf, itemsOf, listSign } from './content.js';
import {
  baseOf,
  camel,
  folded,
  type Header,
  propertyOf,
  readHeaders,
  type SheetKind,
  sheetKindOf,
  singular,
} from './headers.js';
import texts from './messages.json' with { type: 'json' };

/** A sheet without a description. */
export interface NewSheet {
  file: string; // in the data folder: "items.csv"
  rows: string[][]; // the header first
  key?: string; // title of the key column
  aboutUrl?: string; // instead of an address under the base: "http://example.org/old/{id}"
}

/** A sheet that others can refer to. */
export interface KnownSheet {
  file: string;
  kind: SheetKind;
  key: string; // name of its key column
  keys: Set<string>;
  aboutUrl: string; // "../item/{code}"
  scheme?: string | undefined; // the address of the scheme of its concepts: "../items"
}

/** A sheet with its headers and the values of each column. */
export interface Draft extends NewSheet {
  headers: Header[];
  columns: string[][];
  kind: SheetKind;
  keyAt: number; // -1 without a key of one column
}

/** Reads the headers of a sheet, and finds its key. A fault is a text for the user. */
export function draftOf(sheet: NewSheet, languages: readonly string[]): Draft | { fault: string } {
  const { file, rows, key } = sheet;
  const titles = rows[0] ?? [];
  const fault = (text: string, values = {}): { fault: string } => ({ fault: filled(text, { file, ...values }) });
  const twice = titles.find((title, i) => titles.indexOf(title) < i);
  if (titles.length === 0) return fault(texts.noHeader);
  if (titles.some((title) => title.trim() === '')) return fault(texts.blankHeader);
  if (twice !== undefined) return fault(texts.twice, { column: twice });
  const headers = readHeaders(titles, languages);
  const body = rows.slice(1).filter((row) => row.some((cell) => cell !== ''));
  const columns = headers.map((_, i) => body.map((row) => row[i] ?? ''));
  const isNamed = headers.some((header) => propertyOf(header, 'concept') === 'skos:prefLabel');
  const isFigure = headers.some((header) => propertyOf(header, 'figure')?.endsWith('#obsValue'));
  const kind = sheetKindOf(file) ?? (isNamed ? 'concept' : isFigure ? 'figure' : 'other');
  const given = key === undefined ? undefined : titles.indexOf(key);
  if (given === -1) return fault(texts.noColumn, { column: key });
  if (given !== undefined && !isUnique(columns[given] as string[])) return fault(texts.notUnique, { column: key });
  return { ...sheet, headers, columns, kind, keyAt: given ?? keyOf(headers, columns, kind) };
}

const isUnique = (values: string[]): boolean => new Set(values).size === values.length && !values.includes('');

/** The key has a word for keys or codes. In a catalogue or a sheet of concepts, it can also be the first column. */
function keyOf(headers: Header[], columns: string[][], kind: SheetKind): number {
  const canBe = (at: number): boolean =>
    isUnique(columns[at] as string[]) && headers[at]?.language === undefined && headers[at]?.separator === undefined;
  const isCatalogue = kind === 'dataset' || kind === 'scheme';
  const named = ['key', 'code'].map((word) => headers.findIndex(({ kind }, i) => kind === word && canBe(i)));
  const isFirst =
    canBe(0) && !/^(?:figure|link|other|statement)$/.test(kind) && !columns[0]?.some((value) => /\s/.test(value));
  return [isCatalogue && isFirst ? 0 : -1, ...named, isFirst ? 0 : -1].find((at) => at >= 0) ?? -1;
}

/** Returns the key and the addresses of a sheet with a key of one column. */
export function knownOf({ file, kind, headers, columns, keyAt, aboutUrl }: Draft): KnownSheet {
  const { name } = headers[keyAt] as Header;
  const values = columns[keyAt] as string[];
  const folder = kind === 'dataset' || kind === 'scheme' ? '..' : placeOf(file);
  const own = datatypeOf(values) === 'anyURI' ? `{+${name}}` : `${folder}/{${name}}`;
  return { file, kind, key: name, keys: new Set(values), aboutUrl: aboutUrl ?? own };
}

/** The addresses of rows: "../item" for items.csv. */
export const placeOf = (file: string): string =>
  `../${
    camel(singular(baseOf(file)))
      .replace(/[^A-Za-z0-9]+/g, '')
      .toLowerCase() || 'row'
  }`;

/** Returns the sheet that a column refers to: at least 95 % of its values, or of the items in its lists, are keys there. */
export function targetOf({ file, headers, columns, keyAt }: Draft, at: number, known: readonly KnownSheet[]) {
  const { kind, word, language, separator: given } = headers[at] as Header;
  const values = (columns[at] as string[]).filter((value) => value !== '');
  if (at === keyAt || language !== undefined || /^(?:text|date|address|key)$/.test(kind ?? '')) return undefined;
  const separator = listSign(given, values);
  const readings = (given === undefined ? [undefined, separator] : [separator]).map((one) => ({
    separator: one,
    items: itemsOf(values, one),
  }));
  const found = known.flatMap((sheet) =>
    readings.flatMap(({ separator, items }) => {
      const exceptions = items.filter((item) => !sheet.keys.has(item));
      return exceptions.length <= items.length * 0.05 ? [{ sheet, separator, exceptions, total: items.length }] : [];
    }),
  );
  const named = found.find(({ sheet }) => folded(singular(baseOf(sheet.file))) === folded(singular(word)));
  const meant = kind === 'item' ? sheetKindOf(`${word}.csv`) : undefined;
  const wanted =
    kind === 'item' ? found.find(({ sheet }) => (meant ? sheet.kind === meant : sheet.file === file)) : undefined;
  const isVague = values.every((value) => /^(?:\d{1,3}|true|false)$/.test(value));
  const others = meant || (isVague && kind !== 'item') ? [] : found.filter(({ total }) => total > 0);
  return named ?? wanted ?? (new Set(others.map(({ sheet }) => sheet)).size === 1 ? others[0] : undefined);
}

/** The sheet that a column refers to, and how. */
export type Target = NonNullable<ReturnType<typeof targetOf>>;

/** The address of the row that a column refers to: "../item/{related}". */
export const addressIn = (aboutUrl: string, name: string): string => aboutUrl.replace(/\{(\+?)\w+\}/, `{$1${name}}`);

/** Fills in the placeholders of a text. */
export const filled = (text: string, values: Record<string, unknown>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
