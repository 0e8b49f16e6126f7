import { cellAddress } from '../problem.js';

/** Text as the XML of a workbook holds it: Office Open XML (ISO/IEC 29500-1), section 22.9.2.19, ST_Xstring. */

// What XML cannot hold, what its readers would change (CR), and what would be taken for an escape: "_x0041_".
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be kept out
const escaped = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|\p{Surrogate}|_(?=x[0-9A-Fa-f]{4}_)/gu;

const code = (character: string): string => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

/** The content of an element such as `<t>`: "a\rb" is "a_x000D_b", and "_x0041_" is "_x005F_x0041_". */
export const cellXml = (text: string): string => xml(text.replace(escaped, code));

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
