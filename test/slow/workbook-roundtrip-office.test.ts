import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { gcm, realProject } from '../support/gcm.js';
import { convert, noOffice } from '../support/soffice.js';
import { done, exported, sheetBytes } from '../support/workbooks.js';

/** An export and import through LibreOffice without edits does not change a byte of the sheets. */
describe('the project’s own sheets', () => {
  it.skipIf(noOffice)('keep their bytes after LibreOffice saved the workbook', async () => {
    const cwd = realProject();
    const before = sheetBytes(cwd);
    expect(done(await gcm(['workbook', 'import', convert(await exported(cwd), 'xlsx')], { cwd }))).toBe(
      'No differences\n',
    );
    expect(sheetBytes(cwd)).toEqual(before);
  });

  it.skipIf(noOffice)('keep CRLF in cells, which LibreOffice changes', async () => {
    const cwd = realProject();
    const units = path.join(cwd, 'data/units.csv');
    writeFileSync(units, `${readFileSync(units, 'utf8')}TWO,"two\r\nlines"\n`);
    const before = sheetBytes(cwd);
    expect(done(await gcm(['workbook', 'import', convert(await exported(cwd), 'xlsx')], { cwd }))).toBe(
      'No differences\n',
    );
    expect(sheetBytes(cwd)).toEqual(before);
  });

  it.skipIf(noOffice)('get exactly the one edit that was made in LibreOffice', async () => {
    const cwd = realProject();
    const before = sheetBytes(cwd);
    const text = convert(await exported(cwd), 'fods');
    const note = 'Action (b) names poverty eradication; indicator 1.1.1 measures it.';
    const flat = readFileSync(text, 'utf8');
    expect(flat.split(note)).toHaveLength(2);
    writeFileSync(text, flat.replace(note, 'Edited, “here”'));
    expect(done(await gcm(['workbook', 'import', convert(text, 'xlsx')], { cwd }))).toMatch(
      /^data\/links\.csv: rows: 1 changed\n {2}row 5 .*: note “.*” → “Edited, “here”” \(links!E5\)\nImported\n$/,
    );
    const expected = Buffer.from(before['links.csv'] as string, 'latin1')
      .toString()
      .replace(note, '"Edited, “here”"');
    expect(sheetBytes(cwd)).toEqual({ ...before, 'links.csv': Buffer.from(expected).toString('latin1') });
  });
});
