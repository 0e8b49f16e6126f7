import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/gcm.js';
import { readWorkbook, textsOf } from '../support/workbooks.js';
import { partsOf, zipOf } from '../support/xlsx.js';

describe('other writers', () => {
  const rows = [['a', 1], ['b']];

  it('the strict format with prefixes reads like the transitional format', async () => {
    const parts = partsOf({ sheets: [{ name: 'links', rows }] });
    for (const [name, xml] of Object.entries(parts)) {
      const strict = (xml as string)
        .replaceAll(
          'http://schemas.openxmlformats.org/officeDocument/2006',
          'http://purl.oclc.org/ooxml/officeDocument',
        )
        .replaceAll('http://schemas.openxmlformats.org/spreadsheetml/2006', 'http://purl.oclc.org/ooxml/spreadsheetml');
      const isSheet = name.startsWith('xl/worksheets/');
      parts[name] = isSheet ? strict.replace(/<(\/?)(?=[a-z])/g, '<$1x:').replace(' xmlns=', ' xmlns:x=') : strict;
    }
    expect(textsOf(await readWorkbook(zipOf(parts)))).toEqual([
      [1, ['a', '1']],
      [2, ['b']],
    ]);
  });

  it.each(['utf-16le', 'utf-16be'])('parts can be written in %s', async (encoding) => {
    const parts = partsOf({ sheets: [{ name: 'links', rows }] });
    const bytes = Buffer.from((parts['xl/sharedStrings.xml'] as string).replace('UTF-8', 'UTF-16'), 'utf16le');
    parts['xl/sharedStrings.xml'] =
      encoding === 'utf-16be' ? bytes.swap16() : Buffer.concat([Buffer.from([255, 254]), bytes]);
    expect(textsOf(await readWorkbook(zipOf(parts)))[1]).toEqual([2, ['b']]);
  });

  const isThere = spawnSync('soffice', ['--version']).status === 0;
  it.skipIf(!isThere)('reads a workbook of LibreOffice (skipped if it is not installed)', async () => {
    const folder = temporaryFolder();
    const csv = path.join(folder, 'links.csv');
    writeFileSync(csv, 'code,name,day\n10.10,"a ""q"", é 中\nnext",2026-03-04\n4.a,=1+1,2026-12-31\n');
    const profile = `-env:UserInstallation=${pathToFileURL(path.join(folder, 'profile')).href}`;
    // comma, quote, UTF-8, from line 1, the first two columns as text
    const filter = '--infilter=Text - txt - csv (StarCalc):44,34,76,1,1/2/2/2';
    spawnSync('soffice', [profile, '--headless', filter, '--convert-to', 'xlsx', '--outdir', folder, csv]);
    const read = await readWorkbook(readFileSync(path.join(folder, 'links.xlsx')));
    expect(read.workbook?.sheets.map(({ name }) => name)).toEqual(['links']);
    expect(textsOf(read)).toEqual([
      [1, ['code', 'name', 'day']],
      [2, ['10.10', 'a "q", é 中\nnext', '2026-03-04']],
      [3, ['4.a', '=1+1', '2026-12-31']],
    ]);
  });
});
