import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { edit } from './edit.js';
import { type RawEntry, rawZip } from './raw-zip.js';
import { escapeXml } from './xlsx.js';

/** A text, a number, an empty cell, or the XML of a cell. */
export type OdsCell = string | number | undefined | { xml: string };

export interface TableSpec {
  name: string;
  rows: (OdsCell[] | { xml: string })[];
  columns?: string; // XML before the rows
  style?: string; // name of the style of the table
}

export interface OdsSpec {
  tables: TableSpec[];
  styles?: string; // XML inside office:automatic-styles
  meta?: string; // XML inside office:meta
  scripts?: string; // XML inside office:scripts
  before?: string; // XML before the tables
  after?: string; // XML after the tables
}

const spaces = [
  ...['office', 'table', 'text', 'style', 'script', 'meta', 'drawing'].map(
    (name) => `xmlns:${name === 'drawing' ? 'draw' : name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`,
  ),
  'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"',
  'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"',
  'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"',
  'xmlns:xlink="http://www.w3.org/1999/xlink"',
  'xmlns:dc="http://purl.org/dc/elements/1.1/"',
].join(' ');
const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
export const mediaType = 'application/vnd.oasis.opendocument.spreadsheet';

/** Returns an OpenDocument spreadsheet as one XML file. */
export const fods = (spec: OdsSpec): string =>
  `${declaration}<office:document ${spaces} office:version="1.3" office:mimetype="${mediaType}"><office:meta>${spec.meta ?? ''}</office:meta>${contentXml(spec)}</office:document>`;

/** Returns an OpenDocument spreadsheet as a package. */
export const ods = (spec: OdsSpec, extra: Record<string, string | Uint8Array> = {}): Uint8Array =>
  rawZip(odsEntries(spec, extra));

/** Returns the entries of a package, for tests that change one. */
export function odsEntries(spec: OdsSpec, extra: Record<string, string | Uint8Array> = {}): RawEntry[] {
  const root = (name: string, content: string): string =>
    `${declaration}<office:document-${name} ${spaces} office:version="1.3">${content}</office:document-${name}>`;
  const parts = {
    'content.xml': root('content', contentXml(spec)),
    'styles.xml': root('styles', '<office:styles/>'),
    'meta.xml': root('meta', `<office:meta>${spec.meta ?? ''}</office:meta>`),
    'META-INF/manifest.xml': manifest(),
    ...extra,
  };
  return [
    { name: 'mimetype', content: mediaType, isStored: true },
    ...Object.entries(parts).map(([name, content]) => ({ name, content })),
  ];
}

/** Returns the list of parts. `inside` is XML in the entry of content.xml. */
export const manifest = (inside = ''): string =>
  `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="${mediaType}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">${inside}</manifest:file-entry></manifest:manifest>`;

const contentXml = ({ tables, styles = '', scripts = '', before = '', after = '' }: OdsSpec): string =>
  `<office:scripts>${scripts}</office:scripts><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet>${before}${tables.map(tableXml).join('')}${after}</office:spreadsheet></office:body>`;

function tableXml({ name, rows, columns = '', style }: TableSpec): string {
  const lines = rows.map((row) =>
    'xml' in row ? row.xml : `<table:table-row>${row.map(odsCell).join('')}</table:table-row>`,
  );
  const styled = style === undefined ? '' : ` table:style-name="${style}"`;
  return `<table:table table:name="${escapeXml(name)}"${styled}>${columns}${lines.join('')}</table:table>`;
}

/** Writes a cell as LibreOffice does. */
export function odsCell(cell: OdsCell): string {
  if (cell === undefined || cell === '') return '<table:table-cell/>';
  if (typeof cell === 'object') return cell.xml;
  if (typeof cell === 'number')
    return `<table:table-cell office:value-type="float" office:value="${cell}"><text:p>${cell}</text:p></table:table-cell>`;
  const lines = cell.split('\n').map((line) => `<text:p>${spaced(line)}</text:p>`);
  return `<table:table-cell office:value-type="string">${lines.join('')}</table:table-cell>`;
}

const spaced = (line: string): string =>
  escapeXml(line).replace(/ ( +)/g, (_, more: string) => ` <text:s text:c="${more.length}"/>`);

/** Moves CSV files into an OpenDocument spreadsheet, edits it, and updates tables.json. */
export function intoOds(
  data: string,
  names: string[],
  change: (spec: OdsSpec, put: (sheet: string, address: string, cell: OdsCell) => void) => void = () => {},
  write: (spec: OdsSpec) => string | Uint8Array = ods,
  file = 'gcm.ods',
): void {
  const spec: OdsSpec = {
    tables: names.map((name) => ({ name, rows: parse(readFileSync(path.join(data, `${name}.csv`))) as string[][] })),
  };
  change(spec, (sheet, address, cell) => {
    const [, column = 'A', row = '1'] = /^([A-Z])(\d+)$/.exec(address) ?? [];
    const cells = spec.tables.find(({ name }) => name === sheet)?.rows[Number(row) - 1] as OdsCell[];
    cells[column.charCodeAt(0) - 65] = cell;
  });
  for (const name of names) {
    rmSync(path.join(data, `${name}.csv`));
    edit(data, 'tables.json', (text) => text.replaceAll(`"${name}.csv"`, `"${file}#${name}"`));
  }
  writeFileSync(path.join(data, file), write(spec));
}
