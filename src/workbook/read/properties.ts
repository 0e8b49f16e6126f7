import type { ArchiveEntry } from './archive.js';
import { type Reading, refuseLongList } from './reading.js';
import { readXml } from './xml.js';

/** Longer ones are not ours. */
const longestText = 255;

/** The custom properties of a workbook that are texts (ISO/IEC 29500-1, section 15.2.12.2). */
export function readProperties(entry: ArchiveEntry, reading: Reading): Map<string, string> {
  const properties = new Map<string, string>();
  let name = '';
  let value: string | undefined;
  readXml(
    entry,
    {
      open(element, attributes) {
        if (element === 'property') name = attributes['name'] ?? '';
        value = element === 'lpwstr' ? '' : undefined;
      },
      text(text) {
        if (value !== undefined && value.length <= longestText) value += text;
      },
      close(element) {
        if (element !== 'lpwstr' || value === undefined) return;
        if (name.length <= longestText && value.length <= longestText) properties.set(name, value);
        value = undefined;
        refuseLongList(reading, properties.size, 'properties');
      },
    },
    reading,
  );
  return properties;
}
