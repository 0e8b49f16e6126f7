import { utf8 } from '../bytes.js';
import { cellAddress } from '../problem.js';

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Returns an XML part with its declaration (ISO/IEC 29500-2). */
export const xmlPart = (content: string): Uint8Array => utf8(xmlHead + content);

/** Namespace of workbooks and sheets in the transitional format. */
export const mainSpace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** Prefix of relationship types, and namespace of references. */
export const relationshipsBase = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** Writes the relationships of a part, numbered from rId1: `["worksheet", "worksheets/sheet1.xml"]`. */
export function relationshipsXml(...relations: [type: string, target: string][]): string {
  const entries = relations.map(
    ([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${relationshipsBase}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${entries.join('')}</Relationships>`;
}

const sheetMl = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Media types by kind of part. */
export const partTypes = {
  workbook: `${sheetMl}.sheet.main+xml`,
  worksheet: `${sheetMl}.worksheet+xml`,
  styles: `${sheetMl}.styles+xml`,
  sharedStrings: `${sheetMl}.sharedStrings+xml`,
  comments: `${sheetMl}.comments+xml`,
  custom: 'application/vnd.openxmlformats-officedocument.custom-properties+xml',
  vmlDrawing: 'application/vnd.openxmlformats-officedocument.vmlDrawing',
} as const;

/** Writes the part with the media types of the other parts. */
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

/** Returns the part with the relationships of another part: "xl/_rels/workbook.xml.rels" for "xl/workbook.xml". */
export const relationshipsPart = (part: string): string => part.replace(/[^/]*$/, '_rels/$&.rels');

/** Resolves a target: "../comments1.xml" in "xl/worksheets/sheet1.xml" is "xl/comments1.xml". */
export function targetPart(part: string, target: string): string {
  const names: string[] = [];
  for (const name of (target.startsWith('/') ? target : part.replace(/[^/]*$/, () => target)).split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return names.join('/');
}

// Characters that XML cannot contain, CR, which XML readers change, and text that looks like an escape: "_x0041_".
// biome-ignore lint/suspicious/noControlCharactersInRegex: these characters are escaped
const escaped = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|\p{Surrogate}|_(?=x[0-9A-Fa-f]{4}_)/gu;

const code = (character: string): string => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

/** Escapes text for an element such as `<t>`: "a\rb" becomes "a_x000D_b", and "_x0041_" becomes "_x005F_x0041_". */
export const cellXml = (text: string): string => xml(text.replace(escaped, code));

/** Writes a cell with inline text. */
export const textCell = (row: number, column: number, style: number, text: string): string =>
  `<c r="${cellAddress(row, column)}" s="${style}" t="inlineStr">` +
  `<is><t xml:space="preserve">${cellXml(text)}</t></is></c>`;

/** Writes the columns of a sheet, with widths in characters and styles. */
export function columnsXml(widths: number[], styles: number[] = []): string {
  const entries = widths.map((width, i) => {
    const style = styles[i] === undefined ? '' : ` style="${styles[i]}"`;
    return `<col min="${i + 1}" max="${i + 1}" width="${width}"${style} customWidth="1"/>`;
  });
  return entries.length > 0 ? `<cols>${entries.join('')}</cols>` : '';
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Escapes text for XML. Characters that XML cannot contain become question marks. */
export const xml = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no way to write them
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '?')
    .replace(/[&<>"]/g, (mark) => entities[mark] as string);

/** Escapes an attribute, in which line ends and tabs would become spaces. */
export const attributeXml = (text: string): string =>
  xml(text).replace(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);

/** Reverses the escapes of `cellXml`: "_x005F_x0041_" becomes "_x0041_". */
export const plainText = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
    : text;

const characters: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Replaces XML entities: "&lt;" becomes "<". */
export const unescaped = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return characters[name] ?? whole;
    return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
  });

/** Quotes the name of a sheet for formulas and links: `'my sheet'`. */
export const quotedSheet = (name: string): string => `'${name.replaceAll("'", "''")}'`;

/** Writes an absolute range of cells: `'targets'!$A$2:$C$169`. */
export const cellRange = (sheet: string, ...corners: [row: number, column: number][]): string =>
  `${quotedSheet(sheet)}!${corners.map((corner) => cellAddress(...corner).replace(/(\D+)(\d+)/, '$$$1$$$2')).join(':')}`;

/** The hidden sheet with the data that a workbook was made from. */
export const baseSheet = 'gcm base';

/** Author of our notes. */
export const noteAuthor = 'gcm';

/** A note at a cell. One part contains its text, another part its box in VML (ISO/IEC 29500-4, section 19). */
export interface Note {
  row: number;
  column: number; // from 1
  text: string;
  author?: string; // `noteAuthor` by default
}

/** Writes the part with the texts of notes. */
export function notesXml(notes: Note[]): string {
  const authors = [...new Set([noteAuthor, ...notes.flatMap(({ author }) => author ?? [])])];
  const items = notes.map((note) => noteXml(note, authors.indexOf(note.author ?? noteAuthor)));
  return (
    `<comments xmlns="${mainSpace}">` +
    `<authors>${authors.map((author) => `<author>${cellXml(author)}</author>`).join('')}</authors>` +
    `<commentList>${items.join('')}</commentList></comments>`
  );
}

/** Writes one note. `prefix` is the namespace prefix of the part, such as `x:`. */
export const noteXml = ({ row, column, text }: Note, author: number, prefix = ''): string =>
  `<${prefix}comment ref="${cellAddress(row, column)}" authorId="${author}"><${prefix}text>` +
  `<${prefix}t xml:space="preserve">${cellXml(text)}</${prefix}t></${prefix}text></${prefix}comment>`;

const namespaces =
  'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" ' +
  'xmlns:x="urn:schemas-microsoft-com:office:excel"';

const shapeType =
  `<v:shapetype ${namespaces} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">` +
  '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>';

/** A drawing without boxes. */
export const drawingXml = `<xml ${namespaces}>${shapeType}</xml>`;

/** Adds a box for each note to a drawing. VML may be invalid XML, so it is edited as text. */
export function withBoxes(drawing: string, notes: Note[]): string {
  if (notes.length === 0) return drawing;
  const type = drawing.includes('id="_x0000_t202"') ? '' : shapeType;
  const ids = [...drawing.matchAll(/_x0000_s(\d+)/g)].map(([, id]) => Number(id));
  const first = ids.reduce((most, id) => Math.max(most, id), 1024) + 1;
  const boxes = notes.map((note, i) => boxXml(note, first + i)).join('');
  const end = drawing.lastIndexOf('</xml>');
  return drawing.slice(0, end) + type + boxes + drawing.slice(end);
}

function boxXml({ row, column, text }: Note, id: number): string {
  const lines = text.split('\n').reduce((sum, line) => sum + 1 + Math.floor(line.length / 45), 1);
  const height = Math.min(Math.max(lines, 3), 30);
  const [top, left] = [Math.max(row - 2, 0), column];
  const anchor = [left, 12, top, 4, left + 4, 20, top + height, 4].join(', ');
  const style = 'position:absolute;margin-left:60pt;margin-top:2pt;width:260pt;height:60pt;z-index:1;visibility:hidden';
  return (
    `<v:shape ${namespaces} id="_x0000_s${id}" type="#_x0000_t202" style="${attributeXml(style)}" fillcolor="#ffffe1" ` +
    'o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>' +
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div>' +
    `</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${anchor}</x:Anchor>` +
    `<x:AutoFill>False</x:AutoFill><x:Row>${row - 1}</x:Row><x:Column>${column - 1}</x:Column></x:ClientData></v:shape>`
  );
}
