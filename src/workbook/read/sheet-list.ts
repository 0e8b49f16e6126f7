import { openArchive } from './archive.js';
import { readPackageParts } from './package-parts.js';
import { collectFaults, createReading } from './reading.js';

/** The names of a workbook's sheets, of one that `readWorkbook` has taken; none of another. */
export async function sheetList(bytes: Uint8Array): Promise<string[]> {
  const reading = createReading('');
  const archive = await openArchive(bytes, reading);
  const parts = archive && (await readPackageParts(archive, reading, collectFaults({ file: '' })));
  return parts?.sheets.map(({ name }) => name) ?? [];
}
