import { type Zippable, zipSync } from 'fflate';

/** The parts of a workbook as one file (ISO/IEC 29500-2): a zip whose entries all have the same time. */

/** Names of parts and their content, in the order in which they are written. */
export type Parts = Map<string, Uint8Array>;

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const encoder = new TextEncoder();

/** A part of XML: its head is written before it. */
export const xmlPart = (content: string): Uint8Array => encoder.encode(xmlHead + content);

/** No clock: a zip knows local times only, and the first of them is the same everywhere. */
const firstTime = new Date(1980, 0, 1);

export function zipParts(parts: Parts): Uint8Array {
  const files: Zippable = {};
  for (const [name, content] of parts) files[name] = [content, { mtime: firstTime, level: 6 }];
  return zipSync(files);
}

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
