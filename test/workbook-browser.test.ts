import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { bundleForBrowser } from './support/bundle.js';

/** A script that writes a workbook, reads it, marks a cell and reads the marks. */
const page = `
  import { cellAddress, markWorkbook, readWorkbook, writeWorkbook } from './dist/workbook/index.js';

  const textsOf = (sheet) => sheet.rows.map(({ cells }) => cells.map((cell) => cell?.text));
  const rows = [['code', 'name'], ['1.10', 'été 中文'], ['=1+1', '']];
  const columns = [{ name: 'code', isCode: true, isKey: true }, { name: 'name', description: 'Its name' }];
  globalThis.run = async () => {
    const bytes = await writeWorkbook('Places', [{ name: 'places', title: 'Places', rows, columns }], new Map([['made', 'here']]));
    const read = await readWorkbook(bytes, 'places.xlsx');
    const where = { file: 'places.xlsx', sheet: 'places', row: 3, cell: cellAddress(3, 2) };
    const marked = await markWorkbook(bytes, [{ code: 'required', severity: 'error', message: 'Missing name', where }]);
    const again = await readWorkbook(marked, 'places.xlsx');
    const damaged = await readWorkbook(bytes.subarray(0, 1000), 'places.xlsx');
    return JSON.stringify({
      problems: [...read.problems, ...read.workbook.problems, ...read.workbook.sheets.flatMap((sheet) => sheet.problems)],
      properties: [...read.workbook.properties],
      places: textsOf(read.workbook.sheets[1]),
      sheets: again.workbook.sheets.map(({ name }) => name),
      list: textsOf(again.workbook.sheets[0])[1],
      damaged: damaged.problems.map(({ code }) => code),
    });
  };`;

/** Creates a global scope with TextEncoder and TextDecoder, without Node.js. Its bytes belong to its realm. */
function browserScope() {
  const scope = createContext({ HostEncoder: TextEncoder, TextDecoder, performance });
  runInContext(
    'globalThis.TextEncoder = class { encode(text) { return new Uint8Array(new HostEncoder().encode(text)); } };',
    scope,
  );
  return scope as { run(): Promise<string> };
}

describe('gcm-graph/workbook in a browser', () => {
  it('writes, reads and marks a workbook without Node.js', async () => {
    const script = await bundleForBrowser(page);
    expect(script).not.toMatch(/node:|\brequire\(|\bBuffer\b|\bprocess\./);
    const scope = browserScope();
    runInContext(script, scope);
    expect(JSON.parse(await scope.run())).toEqual({
      problems: [],
      properties: [['made', 'here']],
      places: [['code', 'name'], ['1.10', 'été 中文'], ['=1+1']],
      sheets: ['Problems', 'About', 'places'],
      list: ['error', 'places', 'B3', 'Missing name'],
      damaged: ['format'],
    });
  });
});
