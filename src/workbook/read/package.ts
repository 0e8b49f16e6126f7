import type { Problem } from '../../problem.js';
import texts from '../messages.json' with { type: 'json' };
import { relationshipsPart, targetPart } from '../parts.js';
import { type Attributes, isOn, type Part, readXml } from '../xml.js';
import type { Archive, ArchiveEntry } from './archive.js';
import { type Faults, type Reading, Refusal, refusalOf, refuse, refuseLongList } from './reading.js';
import { refusePackage } from './signature.js';

/** A sheet with cells, and its part. */
export interface SheetPart {
  name: string;
  isHidden: boolean;
  entry: ArchiveEntry;
}

/** Finds the parts of a workbook by their relationships. Rejects other packages. */
export function readPackageParts(archive: Archive, reading: Reading, faults: Faults) {
  const types = archive.find('[Content_Types].xml');
  if (!types) refusePackage(reading, archive);
  const top = readRelationships(archive, '', reading);
  const { target: main = '', base = '' } = top.find(({ type }) => type === 'officeDocument') ?? {};
  const entry = archive.find(main);
  if (!entry) refusePackage(reading, archive);
  if (main.endsWith('.bin')) refusePackage(reading, archive, 'The workbook has the binary format (.xlsb)');
  tellMacros(archive, types, reading, faults);
  const relationships = readRelationships(archive, main, reading);
  const workbook = readMainPart(entry, reading);
  if (!workbook) refusePackage(reading, archive);
  tellOutsideLinks(archive, relationships, reading, faults);
  const find = (wanted: string): ArchiveEntry | undefined =>
    archive.find(relationships.find(({ type }) => type === wanted)?.target ?? '');
  return {
    main: entry,
    relationshipsBase: base, // differs between the transitional and the strict format
    sheets: findSheets(workbook.sheets, relationships, archive, reading, faults),
    sharedStrings: find('sharedStrings'),
    styles: find('styles'),
    properties: archive.find(top.find(({ type }) => /^custom-?properties$/i.test(type))?.target ?? ''),
    is1904: workbook.is1904, // days count from 1904
  };
}

/** Longest sheet name. Excel allows 31 characters, other programs more. */
export const longestName = 255;

/** Reads the part that lists the sheets. Undefined if it is not the main part of a workbook. */
function readMainPart(entry: ArchiveEntry, reading: Reading) {
  const main = { is1904: false, sheets: [] as { name: string; isHidden: boolean; id: string | undefined }[] };
  let root = '';
  readXml(entry, reading, {
    open(name, attributes, depth) {
      if (depth === 1) root = name;
      else if (depth === 2 && name === 'workbookPr') main.is1904 = isOn(attributes['date1904']);
      else if (depth === 3 && name === 'sheet') {
        const { name: title = '', state } = attributes;
        main.sheets.push({
          name: title,
          isHidden: state === 'hidden' || state === 'veryHidden',
          id: relationshipId(attributes),
        });
        refuseLongList(reading, main.sheets.length, 'sheets');
        if (title.length > longestName) refuse(reading, texts.longSheetName, { longestName });
      }
    },
  });
  return root === 'workbook' ? main : undefined;
}

/** Returns the sheets with cells, without chart and dialog sheets. */
function findSheets(
  listed: NonNullable<ReturnType<typeof readMainPart>>['sheets'],
  relationships: Relationship[],
  archive: Archive,
  reading: Reading,
  faults: Faults,
): SheetPart[] {
  const byId = new Map(relationships.map((relationship) => [relationship.id, relationship]));
  const seen = new Set<string>();
  const found: SheetPart[] = [];
  const refusals: Problem[] = [];
  for (const { name, isHidden, id } of listed) {
    const relationship = byId.get(id ?? '');
    if (relationship?.type === 'xlMacrosheet') faults.tell(texts.macros, { sheet: name });
    if (relationship && relationship.type !== 'worksheet') continue;
    const entry = archive.find(relationship?.target ?? '');
    if (!entry) {
      refusals.push(refusalOf(reading, texts.damaged, { why: `missing sheet "${name}"` }));
      continue;
    }
    if (seen.has(entry.name) || seen.has(`"${name.toLowerCase()}"`))
      refusals.push(refusalOf(reading, texts.damaged, { why: `duplicate sheet "${name}"` }));
    seen.add(entry.name).add(`"${name.toLowerCase()}"`);
    found.push({ name, isHidden, entry });
  }
  if (refusals.length > 0) throw new Refusal(refusals);
  return found;
}

/** Reports macros, which run when the workbook is opened. They can occur with any file extension. */
function tellMacros(archive: Archive, types: ArchiveEntry, reading: Reading, faults: Faults): void {
  let isMacroEnabled = archive.entries.some(({ name }) => /vbaproject[^/]*\.bin$/i.test(name));
  readXml(types, reading, {
    open: (_, { ContentType: type = '' }) => {
      isMacroEnabled ||= /macroEnabled|vbaProject/i.test(type);
    },
  });
  if (isMacroEnabled) faults.tell(texts.macros);
}

/** Reports links to other workbooks, whose values change without an edit. */
function tellOutsideLinks(archive: Archive, relationships: Relationship[], reading: Reading, faults: Faults): void {
  for (const { target } of relationships.filter(({ type }) => type === 'externalLink')) {
    const outside = readRelationships(archive, target, reading).find(({ isOutside }) => isOutside);
    faults.tell(texts.outsideLink, outside && { value: outside.target });
  }
}

/** A reference from one part to another (ECMA-376-2, section 6.5). */
export interface Relationship {
  id: string; // "rId1"
  type: string; // the last word of its IRI: "worksheet"
  base: string; // the rest of its IRI, which depends on the format: transitional or strict
  target: string; // the name of an entry, or an outside target: "https://example.org/"
  isOutside: boolean;
}

/** Reads the relationships of a part, or of the package (""). */
export function readRelationships(
  archive: { find(name: string): Part | undefined },
  part: string,
  reading: Reading,
): Relationship[] {
  const entry = archive.find(relationshipsPart(part));
  const relationships: Relationship[] = [];
  if (!entry) return relationships;
  const open = (name: string, attributes: Attributes): void => {
    if (name !== 'Relationship') return;
    const { Id: id = '', Type: type = '', Target: target = '', TargetMode: mode } = attributes;
    const isOutside = mode === 'External';
    relationships.push({
      id,
      type: type.slice(type.lastIndexOf('/') + 1),
      base: type.slice(0, type.lastIndexOf('/')),
      target: isOutside ? target : targetPart(part, target),
      isOutside,
    });
    refuseLongList(reading, relationships.length, `relationships in ${entry.name}`);
  };
  readXml(entry, reading, { open });
  return relationships;
}

/** Returns the attribute that names a relationship: `r:id`, with any prefix. */
export function relationshipId(attributes: Attributes): string | undefined {
  const name = Object.keys(attributes).find((key) => key.endsWith(':id'));
  return name === undefined ? undefined : attributes[name];
}

/** Longest property that is read. Ours are shorter. */
const longestText = 255;

/** Reads the text properties of a workbook (ISO/IEC 29500-1, section 15.2.12.2). */
export function readProperties(entry: ArchiveEntry, reading: Reading): Map<string, string> {
  const properties = collectProperties('property', 'lpwstr', 'name', reading);
  readXml(entry, reading, properties);
  return properties.found;
}

/** Collects the texts of elements `holder`, which are inside elements `named` or are the same, with an attribute `key`. */
export function collectProperties(named: string, holder: string, key: string, reading: Reading) {
  const found = new Map<string, string>();
  let name = '';
  let value: string | undefined;
  return {
    found,
    open(element: string, attributes: Attributes): void {
      if (element === named) name = attributes[key] ?? '';
      value = element === holder ? '' : undefined;
    },
    text(text: string): void {
      if (value !== undefined && value.length <= longestText) value += text;
    },
    close(element: string): void {
      if (element !== holder || value === undefined) return;
      if (name.length <= longestText && value.length <= longestText) found.set(name, value);
      value = undefined;
      refuseLongList(reading, found.size, 'properties');
    },
  };
}
