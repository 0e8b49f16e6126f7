import { relationshipsPart, targetPart } from '../part-names.js';
import type { Archive } from './archive.js';
import { type Reading, refuseLongList } from './reading.js';
import { type Attributes, readXml } from './xml.js';

/** What one part of a package says of another (ECMA-376-2, section 6.5). */
export interface Relationship {
  id: string; // "rId1"
  type: string; // the last word of its address: "worksheet" in both forms of the format
  target: string; // the name of an entry, or what an outside target says: "https://example.org/"
  isOutside: boolean;
}

/** The relationships of a part, or of the package itself, which is "". */
export function readRelationships(archive: Archive, part: string, reading: Reading): Relationship[] {
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
      target: isOutside ? target : targetPart(part, target),
      isOutside,
    });
    refuseLongList(reading, relationships.length, `relationships in ${entry.name}`);
  };
  readXml(entry, { open }, reading);
  return relationships;
}

/** The attribute that names a relationship, `r:id`, whatever its prefix. */
export function relationshipId(attributes: Attributes): string | undefined {
  const name = Object.keys(attributes).find((key) => key.endsWith(':id'));
  return name === undefined ? undefined : attributes[name];
}
