import { utf8 } from '../bytes.js';

/** The parts of a workbook's package (ISO/IEC 29500-2): how they are named, typed, and refer to one another. */

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** A part of XML: its head is written before it. */
export const xmlPart = (content: string): Uint8Array => utf8(xmlHead + content);

/** What the types of references begin with. */
export const relationshipsBase = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** What a part refers to: `["worksheet", "worksheets/sheet1.xml"]`, numbered from rId1. */
export function relationshipsXml(relations: [type: string, target: string][]): string {
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
  properties: 'application/vnd.openxmlformats-officedocument.custom-properties+xml',
  vml: 'application/vnd.openxmlformats-officedocument.vmlDrawing',
} as const;

export function contentTypesXml(overrides: [part: string, type: keyof typeof partTypes][]): string {
  return (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    `<Default Extension="xml" ContentType="application/xml"/><Default Extension="vml" ContentType="${partTypes.vml}"/>` +
    overrides.map(([part, type]) => `<Override PartName="/${part}" ContentType="${partTypes[type]}"/>`).join('') +
    '</Types>'
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
