import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { writeAtomically } from '../src/cli/output-file.js';
import { findDuplicates, type MappedFile, mapFile, mapFiles } from '../src/node/csvw/map-file.js';
import { comma } from './support/csvw.js';
import { root, temporaryFolder } from './support/gcm.js';

/** The compiled module that creates mappers. */
const mapperUrl = pathToFileURL(path.join(root, 'dist/csvw/stream/mapper.js')).href;

/** Rows of an id and a number. The mapper throws at the id data.breakAt. */
const mapperModule = `
import { createPlanMapper } from ${JSON.stringify(mapperUrl)};
export function createRowMapper({ breakAt, padding = '' }) {
  const id = { read(text) { if (text === breakAt) throw new Error('a bug'); return { value: text || null }; } };
  const number = { read: (text) => /^\\d+$/.test(text) ? { value: text } : { value: null, faults: [{ code: 'datatype', message: 'no number' }] } };
  const when = [{ cell: 0, states: [1] }, { cell: 1, states: [1] }];
  const lines = [{ when, parts: [{ cell: -1, encode: 'iri' }, ' ', { cell: -2, encode: 'iri' }, ' ', { cell: 0, encode: 'iri' }, '=', { cell: 1, encode: 'literal' }, padding + '\\n'] }];
  return createPlanMapper({ dialect: ${JSON.stringify(comma)}, width: 2, lines, cells: [id, number], key: [0] });
}
`;

describe('a large table', () => {
  const folder = temporaryFolder();
  const module = path.join(folder, 'mapper.mjs');
  writeFileSync(module, mapperModule);

  const tableOf = (rows: string, data: object = {}) => {
    const file = path.join(folder, 'large.csv');
    writeFileSync(file, `id,number\n${rows}`);
    const mapper = { module: pathToFileURL(module).href, data };
    return { file, from: 10, dialect: comma, mapper, countRows: true, hashKeys: true };
  };
  const rowsOf = (count: number, row = (i: number): string => `"r${i}",${i}\n`): string =>
    Array.from({ length: count }, (_, i) => row(i)).join('');

  /** Writes a table to a file, and reads the file. */
  async function convert(
    table: ReturnType<typeof tableOf>,
    options: { threads?: number; chunkSize?: number; faultLimit?: number } = {},
  ) {
    const target = path.join(folder, 'out.nq');
    const results: MappedFile[] = [];
    await writeAtomically(
      process,
      target,
      async (temporary) => results.push(await mapFile(table, temporary, options)) > 0,
    );
    return { ...(results[0] as MappedFile), text: readFileSync(target, 'utf8') };
  }

  it('is written in order by any number of threads', async () => {
    const table = tableOf(rowsOf(5000));
    const expected = Array.from({ length: 5000 }, (_, i) => `${i + 1} ${i + 2} r${i}=${i}\n`).join('');
    for (const options of [{ threads: 1 }, { threads: 3, chunkSize: 100 }, { threads: 2, chunkSize: 5000 }, {}]) {
      const { text, records, faultCount, hashes } = await convert(table, options);
      const hashCount = hashes.reduce((sum, { length }) => sum + length / 2, 0);
      expect(text === expected).toBe(true);
      expect([records, faultCount, hashCount]).toEqual([5000, 0, 5000]);
    }
  });

  it('counts comments as lines, not as rows', async () => {
    const table = tableOf(rowsOf(4000, (i) => (i % 2 === 0 ? '# "a comment\n' : `r${i},${i}\n`)));
    const expected = Array.from({ length: 2000 }, (_, i) => `${i + 1} ${2 * i + 3} r${2 * i + 1}=${2 * i + 1}\n`).join(
      '',
    );
    for (const options of [{ threads: 1 }, { threads: 3, chunkSize: 100 }]) {
      const { text, records } = await convert(table, options);
      expect(text === expected).toBe(true);
      expect(records).toBe(4000);
    }
  });

  it('can be one of several, which share the threads and are written in order', async () => {
    const [names, target] = [['a', 'b', 'c', 'd'], path.join(folder, 'several.nq')];
    const tables = names.map((name, file) => {
      const table = { ...tableOf(''), file: path.join(folder, `${name}.csv`) };
      writeFileSync(table.file, `id,number\n${rowsOf(file === 2 ? 0 : 400, (i) => `${name}${i},${i}\n`)}`);
      return table;
    });
    const expected = names.flatMap((name, file) =>
      Array.from({ length: file === 2 ? 0 : 400 }, (_, i) => `${i + 1} ${i + 2} ${name}${i}=${i}\n`),
    );
    for (const options of [
      { threads: 0 },
      { threads: 1 },
      { threads: 3, chunkSize: 100 },
      { threads: 2, chunkSize: 3000 },
    ]) {
      writeFileSync(target, '');
      const mapped = await mapFiles(tables, target, options);
      expect(readFileSync(target, 'utf8')).toBe(expected.join(''));
      expect(mapped.map(({ records }) => records)).toEqual([400, 400, 0, 400]);
    }
    writeFileSync(tables[1]?.file as string, `id,number\n${rowsOf(200)}a"b,1\n${rowsOf(200)}`);
    const checked = await mapFiles(tables, undefined, { threads: 3, chunkSize: 100 });
    expect(checked.map(({ stopped, records }) => [stopped?.record, records])).toEqual([
      ...[
        [undefined, 400],
        [200, 200],
        [undefined, 0],
        [undefined, 400],
      ],
    ]);
  });

  it('can be empty', async () => {
    expect(await convert(tableOf(''))).toMatchObject({ text: '', records: 0, faults: [] });
  });

  it('can have an output that is 1,000 times as long', async () => {
    const padding = 'x'.repeat(20_000);
    const table = tableOf(rowsOf(2000), { padding });
    const expected = Array.from({ length: 2000 }, (_, i) => `${i + 1} ${i + 2} r${i}=${i}${padding}\n`).join('');
    const { text } = await convert(table, { threads: 2, chunkSize: 12_000 });
    expect(text === expected).toBe(true);
  });

  it('reports the first faults in order and counts all faults, reproducibly', async () => {
    const table = tableOf(rowsOf(3000, (i) => (i % 3 === 0 ? `r${i},x${i}\n` : i % 3 === 1 ? `r${i}\n` : '\n')));
    const ragged = {
      code: 'missing-cell',
      message: 'The row has 1 cell, but the header has 2',
      fix: 'Add the missing cells. They can be empty',
    };
    const expected = Array.from(
      { length: 100 },
      (_, record) =>
        [
          { record, column: 1, text: `x${record}`, code: 'datatype', message: 'no number' },
          { record, column: 1, ...ragged },
          { record, column: 1, ...ragged },
        ][record % 3],
    );
    for (const options of [{ threads: 1 }, { threads: 3, chunkSize: 60 }]) {
      const { faults, faultCount } = await mapFile(table, undefined, { ...options, faultLimit: 100 });
      expect(faults).toEqual(expected);
      expect(faultCount).toBe(3000);
    }
  });

  it('ends before a record with misplaced quotes', async () => {
    for (const bad of ['a"b,1\n', '"a"b,1\n', '"a,1\n']) {
      const table = tableOf(`${rowsOf(1000)}${bad}${rowsOf(1000)}`);
      for (const chunkSize of [100, 1 << 17]) {
        const { text, stopped, records } = await convert(table, { threads: 2, chunkSize });
        expect([stopped, records]).toEqual([{ record: 1000, byte: table.from + rowsOf(1000).length }, 1000]);
        expect(text.endsWith('\n1000 1001 r999=999\n')).toBe(true);
      }
    }
  });

  it('ends before a quote that is not closed for a long time', async () => {
    const table = tableOf(`a,1\n"${'x'.repeat(1 << 26)}\n`);
    expect(await mapFile(table, undefined, { threads: 2 })).toMatchObject({ stopped: { record: 1 }, records: 1 });
  });

  it('is appended to an existing file', async () => {
    const target = path.join(folder, 'after.nq');
    writeFileSync(target, 'before\n');
    await mapFile(tableOf('a,1\n'), target);
    expect(readFileSync(target, 'utf8')).toBe('before\n1 2 a=1\n');
  });

  it('deletes its output if a thread fails', async () => {
    const before = readdirSync(folder);
    const table = tableOf(rowsOf(5000), { breakAt: 'r2500' });
    await expect(convert(table, { threads: 2, chunkSize: 1000 })).rejects.toThrow('a bug');
    const missing = { ...tableOf(rowsOf(10)), mapper: { module: 'file:///nowhere.mjs', data: {} } };
    await expect(convert(missing)).rejects.toThrow('nowhere.mjs');
    expect(readdirSync(folder)).toEqual(before);
  });

  it.runIf(existsSync('/dev/full'))('reports a full disk', async () => {
    const table = tableOf(rowsOf(5000));
    await expect(mapFile(table, '/dev/full', { threads: 2, chunkSize: 1000 })).rejects.toThrow('ENOSPC');
  });

  it('finds only rows with the same key', async () => {
    const unique = rowsOf(3000);
    for (const [rows, expected] of [
      [unique, []],
      [
        `${unique}r7,1\n,2\n,3\n"r2999",1\nr7,2\n`,
        [
          [['r7'], 7, 3000],
          [['r2999'], 2999, 3003],
          [['r7'], 7, 3004],
        ],
      ],
      [unique + unique, Array.from({ length: 1000 }, (_, i) => [[`r${i}`], i, 3000 + i])],
    ] as const) {
      const table = tableOf(rows);
      const mapped = await mapFile(table, undefined, { threads: 2, chunkSize: 1000 });
      const found = await findDuplicates([{ table, mapped }]);
      expect(found.map(({ first, again }) => [again.key, first.record, again.record])).toEqual(expected);
    }
  });
});
