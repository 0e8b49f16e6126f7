import { joinBytes } from '../../bytes.js';
import {
  contentTypesXml,
  mainSpace,
  partTypes,
  relationshipsBase,
  relationshipsPart,
  relationshipsXml,
  xmlPart,
} from '../parts.js';
import { openArchive } from '../read/archive.js';
import { type Relationship, readPackageParts, readRelationships } from '../read/package.js';
import { collectFaults, createReading } from '../read/reading.js';
import { type Attributes, append, edited, elementsOf, encodingOf, first } from '../xml.js';
import type { Parts } from '../zip.js';

/** The parts of a workbook that is edited. */
export interface Package {
  parts: Parts;
  workbook: string; // the name of the main part: "xl/workbook.xml"
  sheets: { name: string; part: string }[];
  relationshipsBase: string; // differs between the transitional and the strict format
}

/** Unpacks a workbook within the limits of the reader. Throws `Refusal` if it cannot be read. */
export function openPackage(bytes: Uint8Array): Package {
  const reading = createReading('');
  const archive = openArchive(bytes, reading);
  const found = readPackageParts(archive, reading, collectFaults({ file: '' }));
  const parts: Parts = new Map();
  for (const entry of archive.entries) {
    if (!entry.name.endsWith('/')) parts.set(entry.name, joinBytes([...entry.read()]));
  }
  const sheets = found.sheets.map(({ name, entry }) => ({ name, part: entry.name }));
  return { parts, workbook: found.main.name, sheets, relationshipsBase: found.relationshipsBase };
}

/** Returns a workbook without sheets. */
export function emptyPackage(): Package {
  const workbook = 'xl/workbook.xml';
  const parts: Parts = new Map([
    ['[Content_Types].xml', xmlPart(contentTypesXml([workbook]))],
    ['_rels/.rels', xmlPart(relationshipsXml(['officeDocument', workbook]))],
    [workbook, xmlPart(`<workbook xmlns="${mainSpace}"><sheets></sheets></workbook>`)],
  ]);
  return { parts, workbook, sheets: [], relationshipsBase };
}

/** Returns the text of a part without its XML declaration. */
export function partText({ parts }: Package, name: string): string | undefined {
  const bytes = parts.get(name);
  if (!bytes) return undefined;
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
  return text.replace(/^<\?xml[^>]*\?>\s*/, '');
}

/** Replaces a part. */
export const setPart = ({ parts }: Package, name: string, text: string): void => void parts.set(name, xmlPart(text));

/** Returns the stored spelling of a part name. Names ignore case. */
const partNamed = (parts: Parts, name: string): string =>
  parts.has(name) ? name : ([...parts.keys()].find((one) => one.toLowerCase() === name.toLowerCase()) ?? name);

function relationsIn(parts: Parts, part: string): Relationship[] {
  const find = (wanted: string) => {
    const name = partNamed(parts, wanted);
    const bytes = parts.get(name);
    return bytes && { name, read: () => [bytes] };
  };
  return readRelationships({ find }, part, createReading(''));
}

/** Returns the part that another part refers to by a type ("comments") or an id. */
export function related({ parts }: Package, part: string, by: { type: string } | { id: string }): string | undefined {
  const found = relationsIn(parts, part).find((one) => ('id' in by ? one.id === by.id : one.type === by.type));
  return found && !found.isOutside ? partNamed(parts, found.target) : undefined;
}

/** Returns all parts that another part refers to by a type. */
export const relatedParts = ({ parts }: Package, part: string, type: string): string[] =>
  relationsIn(parts, part).flatMap((one) => (one.type === type && !one.isOutside ? partNamed(parts, one.target) : []));

/** Removes a part that another part refers to by a type. */
export function removePart(pack: Package, from: string, type: string): void {
  const name = related(pack, from, { type });
  if (name === undefined) return;
  pack.parts.delete(name);
  const removeFrom = (part: string, isReference: (attributes: Attributes) => boolean): void => {
    const text = partText(pack, part) ?? '';
    const elements = elementsOf(text, (_, depth) => depth === 2).filter(({ attributes }) => isReference(attributes));
    const edits = elements.map(({ start, end }) => ({ start, end, text: '' }));
    if (edits.length > 0) setPart(pack, part, edited(text, edits));
  };
  removeFrom(partNamed(pack.parts, '[Content_Types].xml'), ({ PartName = '' }) => PartName.slice(1) === name);
  removeFrom(partNamed(pack.parts, relationshipsPart(from)), ({ Type = '' }) => Type.endsWith(`/${type}`));
}

/** Adds a part and a reference to it, and returns the id of the reference. */
export function addPart(
  pack: Package,
  from: string,
  type: keyof typeof partTypes,
  name: string,
  content: Uint8Array,
): string {
  pack.parts.set(name, content);
  const types = partNamed(pack.parts, '[Content_Types].xml');
  addEntry(pack, types, 'Types', 'Override', `PartName="/${name}" ContentType="${partTypes[type]}"`);
  const relations = partNamed(pack.parts, relationshipsPart(from));
  if (!pack.parts.has(relations)) setPart(pack, relations, relationshipsXml());
  const used = new Set(relationsIn(pack.parts, from).map(({ id }) => id));
  let number = 1;
  while (used.has(`gcm${number}`)) number++;
  const attributes = `Id="gcm${number}" Type="${pack.relationshipsBase}/${type}" Target="/${name}"`;
  addEntry(pack, relations, 'Relationships', 'Relationship', attributes);
  return `gcm${number}`;
}

/** Adds an element at the end of the root of a part. */
function addEntry(pack: Package, part: string, root: string, element: string, attributes: string): void {
  const text = partText(pack, part) ?? '';
  const elements = elementsOf(text, (_, depth) => depth === 1);
  const parent = first(elements, root);
  setPart(pack, part, edited(text, append(text, parent, `<${parent.prefix}${element} ${attributes}/>`)));
}

/** Returns an unused part name: "xl/worksheets/gcm1.xml". */
export function freeName({ parts }: Package, stem: string, extension: string): string {
  for (let number = 1; ; number++) {
    const name = `${stem}${number}.${extension}`;
    if (partNamed(parts, name) === name && !parts.has(name)) return name;
  }
}
