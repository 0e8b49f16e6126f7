import { joinBytes, textOf } from '../bytes.js';
import { unescaped } from './parts.js';
import { openArchive } from './read/archive.js';
import { createReading, Refusal } from './read/reading.js';

/** Returns the name of the person who last saved a workbook, if it contains one (ECMA-376-2, section 11). */
export function lastSavedBy(bytes: Uint8Array): string | undefined {
  try {
    const part = openArchive(bytes, createReading('')).find('docProps/core.xml');
    const text = part && textOf(joinBytes([...part.read()]));
    const name = /<(?:\w+:)?lastModifiedBy[^>]*>([^<]+)</.exec(text ?? '')?.[1];
    return name && unescaped(name).trim();
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
