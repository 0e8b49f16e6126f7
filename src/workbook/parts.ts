import { utf8 } from '../bytes.js';
import { cellAddress } from '../problem.js';

/** The parts of a workbook's package (ISO/IEC 29500-2): how they are named, typed, and refer to one another. */

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** A part of XML: its head is written before it. */
export const xmlPart = (content: string): Uint8Array => utf8(xmlHead + content);

/** The namespace of workbooks and sheets, but for the strict form of the format. */
export const mainSpace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** What the types of references begin with; the namespace of references too. */
export const relationshipsBase = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** What a part refers to: `["worksheet", "worksheets/sheet1.xml"]`, numbered from rId1. */
export function relationshipsXml(...relations: [type: string, target: string][]): string {
  const entries = relations.map(
    ([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${relationshipsBase}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${entries.join('')}</Relationships>`;
}

const sheetMl = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The media types of parts, by what they are. */
export const partTypes = {
  workbook: `${sheetMl}.sheet.main+xml`,
  worksheet: `${sheetMl}.worksheet+xml`,
  styles: `${sheetMl}.styles+xml`,
  sharedStrings: `${sheetMl}.sharedStrings+xml`,
  comments: `${sheetMl}.comments+xml`,
  custom: 'application/vnd.openxmlformats-officedocument.custom-properties+xml',
  vmlDrawing: 'application/vnd.openxmlformats-officedocument.vmlDrawing',
} as const;

/** The part that says of what type the others are, which their names tell. */
export function contentTypesXml(parts: string[]): string {
  const overrides = parts.map((part) => {
    const kind = /^(?:xl|docProps)\/(workbook|worksheet|styles|sharedStrings|comments|custom).*\.xml$/.exec(part)?.[1];
    return kind ? `<Override PartName="/${part}" ContentType="${partTypes[kind as keyof typeof partTypes]}"/>` : '';
  });
  return (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    `<Default Extension="xml" ContentType="application/xml"/><Default Extension="vml" ContentType="${partTypes.vmlDrawing}"/>` +
    `${overrides.join('')}</Types>`
  );
}

/** "xl/worksheets" of "xl/worksheets/sheet1.xml", "" of the package itself. */
const folderOf = (part: string): string => part.slice(0, Math.max(part.lastIndexOf('/'), 0));

/** The part with the relationships of another: "xl/_rels/workbook.xml.rels" of "xl/workbook.xml". */
export function relationshipsPart(part: string): string {
  const folder = folderOf(part);
  const name = part.slice(part.lastIndexOf('/') + 1);
  return `${folder === '' ? '' : `${folder}/`}_rels/${name}.rels`;
}

/** The part that a target means, seen from another part: "../comments1.xml" in "xl/worksheets/sheet1.xml" is "xl/comments1.xml". */
export function targetPart(part: string, target: string): string {
  const names: string[] = [];
  for (const name of (target.startsWith('/') ? target : `${folderOf(part)}/${target}`).split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return names.join('/');
}

// What XML cannot hold, what its readers would change (CR), and what would be taken for an escape: "_x0041_".
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be kept out
const escaped = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|\p{Surrogate}|_(?=x[0-9A-Fa-f]{4}_)/gu;

const code = (character: string): string => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

/** The content of an element such as `<t>`: "a\rb" is "a_x000D_b", and "_x0041_" is "_x005F_x0041_". */
export const cellXml = (text: string): string => xml(text.replace(escaped, code));

/** A cell with its text in it. */
export const textCell = (row: number, column: number, style: number, text: string): string =>
  `<c r="${cellAddress(row, column)}" s="${style}" t="inlineStr">` +
  `<is><t xml:space="preserve">${cellXml(text)}</t></is></c>`;

/** The columns of a sheet, of these widths in characters. */
export const widthsXml = (widths: number[]): string =>
  `<cols>${widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`).join('')}</cols>`;

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for an element or an attribute that knows no such escapes; what XML cannot hold becomes a question mark. */
export const xml = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no way to write them
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '?')
    .replace(/[&<>"]/g, (mark) => entities[mark] as string);

/** An attribute: line ends and tabs in it would become spaces. */
export const attributeXml = (text: string): string =>
  xml(text).replace(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);

/** The text that an escaped one stands for: "_x005F_x0041_" is "_x0041_". */
export const plainText = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
    : text;

const characters: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** XML without its entities: "&lt;" is "<". */
export const unescaped = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return characters[name] ?? whole;
    return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
  });

/** The name of a sheet as formulas and links write it: `'my sheet'`. */
export const quotedSheet = (name: string): string => `'${name.replaceAll("'", "''")}'`;

/** The address that does not move when it is copied: (14, 2) is "$B$14". */
export const fixedAddress = (row: number, column: number): string =>
  cellAddress(row, column).replace(/(\D+)(\d+)/, '$$$1$$$2');

/** The cells of a column in a sheet: `'targets'!$A$2:$A$169`. */
export const columnRange = (sheet: string, column: number, first: number, last: number): string =>
  `${quotedSheet(sheet)}!${fixedAddress(first, column)}:${fixedAddress(last, column)}`;

/** The author of the notes that this program writes. */
export const noteAuthor = 'gcm';
