import { closeSync, existsSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { Parser } from 'n3';
import { describe, expect, it } from 'vitest';
import type { LargeResult } from '../src/csvw/large/convert-large.js';
import { type Cut, findCuts } from '../src/csvw/large/cuts.js';
import { readLeading } from '../src/csvw/large/header.js';
import { createOutput } from '../src/csvw/large/output.js';
import { compileProgram, type Line } from '../src/csvw/large/program.js';
import { type ByteDialect, createScanner, fieldText, quoteFault } from '../src/csvw/large/records.js';
import { type ByteCell, rowNumberCell, sourceRowCell } from '../src/csvw/large/row-cells.js';
import { defaultDialect } from '../src/csvw/metadata/dialect.js';
import { readRows } from '../src/csvw/rows/rows.js';
import { root, temporaryFolder } from './support/gcm.js';
import { property } from './support/property.js';

const comma: ByteDialect = { delimiter: 44, quote: 34, comment: 35, returnEnds: false };
const anyEnd: ByteDialect = { ...comma, returnEnds: true };

/** The records of some bytes, up to the first that cannot be read. */
function scan(bytes: Buffer, dialect = comma) {
  const scanner = createScanner(dialect);
  const rows: string[][] = [];
  for (let at = 0; at < bytes.length; ) {
    at = scanner.next(bytes, at, bytes.length);
    if (at === quoteFault) return { rows, isBroken: true };
    const { fields } = scanner;
    if (fields.count > 0)
      rows.push(Array.from({ length: fields.count }, (_, i) => fieldText(bytes, fields, i, dialect.quote)));
  }
  return { rows, isBroken: false };
}

/** Anything of the characters that matter: most are not well-formed. */
const anyText = fc
  .array(fc.constantFrom('"', '"', ',', '\n', '\r', '\r\n', 'a', 'bc', ' ', 'é', '漢', '😀', '\ufeff', '\u0000', "'"), {
    maxLength: 40,
  })
  .map((parts) => parts.join(''));

/** Well-formed, in every way that a program may write it. */
const cell = fc.tuple(anyText, fc.boolean()).map(([text, isQuoted]) => {
  const quoted = `"${text.replaceAll('"', '""')}"`;
  return isQuoted || /[",\r\n#]/.test(text) ? quoted : text;
});
const comment = fc.constantFrom('#', '# a "quoted, word', '#"\r', '#,"');
const line = fc.oneof(
  { weight: 5, arbitrary: fc.array(cell, { minLength: 1, maxLength: 5 }).map((cells) => cells.join(',')) },
  comment,
);
const table = fc
  .tuple(fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r')), { maxLength: 20 }), fc.boolean(), fc.boolean())
  .map(([lines, isClosed, hasMark]) => {
    const text = lines.map(([cells, end], i) => cells + (i === lines.length - 1 && !isClosed ? '' : end)).join('');
    return (hasMark ? '\ufeff' : '') + text;
  });

/** Reads as the small path does, past a byte order mark. */
const expected = (text: string, { returnEnds }: ByteDialect) => {
  const lineTerminators = returnEnds ? ['\r\n', '\n', '\r'] : ['\r\n', '\n'];
  const { rows, problems } = readRows(Buffer.from(text), 't.csv', {
    ...defaultDialect,
    commentPrefix: '#',
    lineTerminators,
  });
  return { rows: rows.map(({ cells }) => cells), isBroken: problems.length > 0 };
};
/** What csv-parse lets pass, but only because it looks one character ahead for a comment or for the end. */
const isOdd = (text: string): boolean => text.includes('"#') || text.includes('"\u0000');
const withoutMark = (text: string): Buffer => Buffer.from(text.replace(/^\ufeff/, ''));

describe('records', () => {
  it.each([comma, anyEnd])('are those of csv-parse, and so are the faults: %j', (dialect) => {
    property(anyText, (text) => {
      fc.pre(!isOdd(text));
      expect(scan(withoutMark(text), dialect)).toEqual(expected(text, dialect));
    });
    property(table, (text) => {
      fc.pre(!isOdd(text));
      expect(scan(withoutMark(text), dialect)).toEqual(expected(text, dialect));
    });
  });

  it('may have another delimiter, and no quotes or comments', () => {
    expect(scan(Buffer.from('a;"b;""c"\n'), { ...comma, delimiter: 59 }).rows).toEqual([['a', 'b;"c']]);
    const bare: ByteDialect = { delimiter: 9, quote: null, comment: null, returnEnds: true };
    expect(scan(Buffer.from('#a\t"b"\t"c\rd'), bare).rows).toEqual([['#a', '"b"', '"c'], ['d']]);
  });

  it('have as many fields as there are', () => {
    const cells = Array.from({ length: 1000 }, (_, i) => `c${i}`);
    expect(scan(Buffer.from(cells.join(','))).rows).toEqual([cells]);
  });
});

describe('leading records', () => {
  it.each<[string, number, string[][], number]>([
    ['\ufeffa,b\r\n1,2\r\n', 1, [['a', 'b']], 8],
    ['"a\nb",c\n1,2\n', 1, [['a\nb', 'c']], 8],
    ['a,b', 1, [['a', 'b']], 3],
    ['a\n', 3, [['a']], 2],
    ['', 1, [], 0],
    [`"${'x'.repeat(300_000)}",b\nc\n`, 1, [['x'.repeat(300_000), 'b']], 300_005],
  ])('case %#', (text, count, rows, end) => {
    const file = path.join(temporaryFolder(), 't.csv');
    writeFileSync(file, text);
    expect(readLeading(file, count, comma)).toEqual({ rows, end, records: rows.length, isBroken: false });
  });
});

describe('cuts', () => {
  const file = path.join(temporaryFolder(), 't.csv');
  const sizes = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }), fc.boolean(), fc.boolean());

  it('are at ends of records, whatever the sizes of chunks and blocks', () => {
    property(fc.oneof(table, anyText), sizes, (text, [chunkSize, blockSize, countRows, returnEnds]) => {
      const bytes = withoutMark(text);
      writeFileSync(file, bytes);
      const descriptor = openSync(file, 'r');
      const dialect = { ...comma, returnEnds };
      const options = { from: 0, size: bytes.length, dialect, chunkSize, blockSize, countRows };
      const cuts: Cut[] = [...findCuts(descriptor, options)].flat();
      closeSync(descriptor);
      const whole = scan(bytes, dialect);
      const rows: string[][] = [];
      let from = 0;
      for (const cut of cuts) {
        expect(cut.end === bytes.length || cut.end - from >= chunkSize).toBe(true);
        const piece = scan(bytes.subarray(from, cut.end), dialect);
        rows.push(...piece.rows);
        if (piece.isBroken) break;
        if (countRows && cut.end < bytes.length) expect(cut.rows).toBe(rows.length);
        from = cut.end;
      }
      expect(rows).toEqual(whole.rows);
      if (!whole.isBroken) expect(from).toBe(bytes.length);
    });
  });

  it('are as many as the chunk size allows', () => {
    const bytes = Buffer.from('a,b\r\n'.repeat(1000) + '"x\n",y\r'.repeat(1000));
    writeFileSync(file, bytes);
    const descriptor = openSync(file, 'r');
    for (const countRows of [true, false]) {
      const options = { from: 5, size: bytes.length, dialect: anyEnd, chunkSize: 100, blockSize: 333, countRows };
      const lengths = [...findCuts(descriptor, options)].flat().map(({ end }, i, all) => end - (all[i - 1]?.end ?? 5));
      expect(Math.max(...lengths)).toBeLessThan(120);
    }
    closeSync(descriptor);
  });
});

const isAscii = (bytes: Uint8Array, from: number, to: number): boolean =>
  to > from && bytes.subarray(from, to).every((byte) => byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c);
const text: ByteCell = { isPlain: isAscii, read: (value) => ({ value: value === '' ? null : value }) };
const decoded: ByteCell = { read: text.read };

const subject = ['<http://example.org/', { cell: 0, encode: 'iri' }, '> '] as Line['parts'];
const lines: Line[] = [
  { needs: [0], parts: [...subject, '<http://example.org/p> <http://example.org/Ö> .\n'] },
  { needs: [0, 1], parts: [...subject, '<http://example.org/q> "', { cell: 1, encode: 'literal' }, '"@fr .\n'] },
  { needs: [0, 2], parts: [...subject, '<http://example.org/r> "', { cell: 2, encode: 'literal' }, '" .\n'] },
  { needs: [0, 2], parts: [...subject, '<http://example.org/s> <x:', { cell: 2, encode: 'iri' }, '> .\n'] },
];

/** What rows of three cells become. */
function write(rows: (string | null)[][], cells: ByteCell[] = [text, text, decoded], ofLines = lines): string {
  const writer = compileProgram(ofLines, cells);
  const written: Buffer[] = [];
  const out = createOutput((bytes, length) => written.push(Buffer.from(bytes.subarray(0, length))));
  const scanner = createScanner(comma);
  rows.forEach((row, i) => {
    const quoted = row.map((value) => (value === null ? '' : `"${value.replaceAll('"', '""')}"`)).join(',');
    const bytes = Buffer.from(`${quoted}\n`);
    expect(scanner.next(bytes, 0, bytes.length)).toBe(bytes.length);
    writer.write(bytes, scanner.fields, { row: i + 1, sourceRow: i + 2 }, out, () => {});
  });
  return Buffer.concat([...written, out.bytes.subarray(0, out.length)]).toString();
}

/** The statements that the lines stand for, made without them. */
const statements = (rows: (string | null)[][]) =>
  rows.flatMap(([id, name, note]) => {
    if (!id) return [];
    const s = `http://example.org/${encode(id)}`;
    return [
      [s, 'p', 'http://example.org/Ö'],
      ...(name ? [[s, 'q', name]] : []),
      ...(note
        ? [
            [s, 'r', note],
            [s, 's', `x:${encode(note)}`],
          ]
        : []),
    ];
  });
const encode = (value: string): string =>
  encodeURIComponent(value).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

describe('a program', () => {
  it('writes the statements of each row, as an N-Triples parser reads them', () => {
    const value = fc.oneof(fc.constant(null), anyText, fc.string({ unit: 'binary' }), fc.string({ minLength: 60 }));
    property(fc.array(fc.array(value, { minLength: 3, maxLength: 3 })), (rows) => {
      const wellFormed = rows.map((row) => row.map((value) => value && Buffer.from(value).toString()));
      const quads = new Parser({ format: 'N-Triples' }).parse(write(wellFormed));
      const read = quads.map((q) => [q.subject.value, q.predicate.value.at(-1), q.object.value]);
      expect(read).toEqual(statements(wellFormed));
    });
  });

  it('escapes what canonical N-Triples escapes, and nothing else', () => {
    const controls = Array.from({ length: 0x20 }, (_, i) => String.fromCharCode(i)).join('');
    expect(write([['a', `${controls}"\\\u007fé\u0080`, null]]).split('\n')[1]).toBe(
      '<http://example.org/a> <http://example.org/q> "\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n' +
        '\\u000B\\f\\r\\u000E\\u000F\\u0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016\\u0017\\u0018\\u0019\\u001A\\u001B' +
        '\\u001C\\u001D\\u001E\\u001F\\"\\\\\\u007Fé\u0080"@fr .',
    );
  });

  it('is the same however many kinds of rows there are', () => {
    for (const width of [9, 40]) {
      const wide = Array.from(
        { length: width },
        (_, cell): Line => ({ needs: [cell], parts: [{ cell, encode: 'iri' }, '.'] }),
      );
      const rows = Array.from({ length: 600 }, (_, i) =>
        Array.from({ length: width }, (_, cell) => (((i * 7919) >> (cell % 13)) & 1 ? `${cell}` : null)),
      );
      const all = rows
        .flat()
        .flatMap((value) => (value === null ? [] : [`${value}.`]))
        .join('');
      expect(write(rows, Array(width).fill(text), wide)).toBe(all);
    }
  });

  it('knows the numbers of a row', () => {
    const numbers: Line['parts'] = [
      '#',
      { cell: rowNumberCell, encode: 'iri' },
      '/',
      { cell: sourceRowCell, encode: 'literal' },
    ];
    expect(write([['a'], [null], ['b']], [text], [{ needs: [0], parts: [...numbers, '\n'] }])).toBe('#1/2\n#3/4\n');
  });

  it('may say another thing of a value that its column does not allow', () => {
    const digits: ByteCell = { read: (value) => ({ value: value || null, isBroken: !/^\d+$/.test(value) }) };
    const slot = { cell: 0, encode: 'literal' } as const;
    const either: Line[] = [
      { needs: [0], valid: [0], parts: ['number ', slot, '\n'] },
      { needs: [0], broken: [0], parts: ['text ', slot, '\n'] },
    ];
    expect(write([['1'], [null], ['x'], ['2']], [digits], either)).toBe('number 1\ntext x\nnumber 2\n');
  });

  it('reads a cell that is not there as an empty one', () => {
    const filled: ByteCell = { read: (value) => ({ value: value || 'none' }) };
    expect(write([['a']], [text, filled], [{ needs: [1], parts: [{ cell: 1, encode: 'iri' }] }])).toBe('none');
  });

  it('drains what it wrote before that grows without bound', () => {
    const long = 'x'.repeat(1 << 20);
    const rows = Array.from({ length: 20 }, (_, i) => [`${i}`]);
    const expected = rows.map(([id]) => id + long).join('');
    expect(write(rows, [text], [{ needs: [0], parts: [{ cell: 0, encode: 'iri' }, long] }]) === expected).toBe(true);
  });
});

/** The pool starts its threads from compiled modules, and so is tested as compiled. */
const compiled = (file: string): string => pathToFileURL(path.join(root, 'dist/csvw/large', file)).href;
const { convertLarge } = (await import(
  compiled('convert-large.js')
)) as typeof import('../src/csvw/large/convert-large.js');
const { findDuplicates } = (await import(
  compiled('duplicates.js')
)) as typeof import('../src/csvw/large/duplicates.js');
const { writeWhole } = (await import(compiled('whole-file.js'))) as typeof import('../src/csvw/large/whole-file.js');

/** Rows of an id and a number; data.breakAt is an id that a bug in the mapper is about. */
const mapperModule = `
import { createTableMapper } from ${JSON.stringify(compiled('chunk.js'))};
export function createChunkMapper({ breakAt, padding = '' }) {
  const id = { read(text) { if (text === breakAt) throw new Error('a bug'); return { value: text || null }; } };
  const number = { read: (text) => /^\\d+$/.test(text) ? { value: text } : { value: null, fault: { code: 'datatype' } } };
  const lines = [{ needs: [0, 1], parts: [{ cell: -1, encode: 'iri' }, ' ', { cell: -2, encode: 'iri' }, ' ', { cell: 0, encode: 'iri' }, '=', { cell: 1, encode: 'literal' }, padding + '\\n'] }];
  return createTableMapper({ dialect: ${JSON.stringify(comma)}, lines, cells: [id, number], key: [0], skipBlankRows: true });
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

  /** What is in the file that a table was written to. */
  async function convert(
    table: ReturnType<typeof tableOf>,
    options: { threads?: number; chunkSize?: number; faultLimit?: number } = {},
  ) {
    const target = path.join(folder, 'out.nq');
    const results: LargeResult[] = [];
    await writeWhole(target, async (temporary) => results.push(await convertLarge(table, temporary, options)) > 0);
    return { ...(results[0] as LargeResult), text: readFileSync(target, 'utf8') };
  }

  it('is written in order, by however many threads', async () => {
    const table = tableOf(rowsOf(5000));
    const expected = Array.from({ length: 5000 }, (_, i) => `${i + 1} ${i + 2} r${i}=${i}\n`).join('');
    for (const options of [{ threads: 1 }, { threads: 3, chunkSize: 100 }, { threads: 2, chunkSize: 5000 }, {}]) {
      const { text, records, bytes, faultCount, hashes } = await convert(table, options);
      expect(text === expected).toBe(true);
      expect([records, bytes, faultCount, hashes.length]).toEqual([5000, expected.length, 0, 5000]);
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

  it('may be empty', async () => {
    expect(await convert(tableOf(''))).toMatchObject({ text: '', records: 0, bytes: 0, faults: [] });
  });

  it('may be a thousand times as long written as read', async () => {
    const padding = 'x'.repeat(20_000);
    const table = tableOf(rowsOf(2000), { padding });
    const expected = Array.from({ length: 2000 }, (_, i) => `${i + 1} ${i + 2} r${i}=${i}${padding}\n`).join('');
    const { text } = await convert(table, { threads: 2, chunkSize: 12_000 });
    expect(text === expected).toBe(true);
  });

  it('tells the first faults in order and counts all, the same in every run', async () => {
    const table = tableOf(rowsOf(3000, (i) => (i % 3 === 0 ? `r${i},x${i}\n` : i % 3 === 1 ? `r${i}\n` : '\n')));
    const due = Array.from(
      { length: 100 },
      (_, record) =>
        [
          { record, cell: 1, text: `x${record}`, fault: { code: 'datatype' } },
          { record, cell: -1, text: '', fault: { code: 'missing-cell', found: 1, due: 2 } },
          { record, cell: -1, text: '', fault: { code: 'blank-row' } },
        ][record % 3],
    );
    for (const options of [{ threads: 1 }, { threads: 3, chunkSize: 60 }]) {
      const { faults, faultCount } = await convertLarge(table, undefined, { ...options, faultLimit: 100 });
      expect(faults).toEqual(due);
      expect(faultCount).toBe(3000);
    }
  });

  it('ends before the record whose quotes are wrong', async () => {
    for (const bad of ['a"b,1\n', '"a"b,1\n', '"a,1\n']) {
      const table = tableOf(`${rowsOf(1000)}${bad}${rowsOf(1000)}`);
      for (const chunkSize of [100, 1 << 17]) {
        const { text, stoppedAt, records } = await convert(table, { threads: 2, chunkSize });
        expect([stoppedAt, records]).toEqual([1000, 1000]);
        expect(text.endsWith('\n1000 1001 r999=999\n')).toBe(true);
      }
    }
  });

  it('is read no further than a quote that stays open for very long', async () => {
    const table = tableOf(`a,1\n"${'x'.repeat(1 << 26)}\n`);
    expect(await convertLarge(table, undefined, { threads: 2 })).toMatchObject({ stoppedAt: 1, records: 1 });
  });

  it('may follow what stands in the file already', async () => {
    const target = path.join(folder, 'after.nq');
    writeFileSync(target, 'before\n');
    const { bytes } = await convertLarge(tableOf('a,1\n'), target, { at: 7 });
    expect([readFileSync(target, 'utf8'), bytes]).toEqual(['before\n1 2 a=1\n', 15]);
  });

  it('leaves nothing behind when a thread fails', async () => {
    const before = readdirSync(folder);
    const table = tableOf(rowsOf(5000), { breakAt: 'r2500' });
    await expect(convert(table, { threads: 2, chunkSize: 1000 })).rejects.toThrow('a bug');
    const missing = { ...tableOf(rowsOf(10)), mapper: { module: 'file:///nowhere.mjs', data: {} } };
    await expect(convert(missing)).rejects.toThrow('nowhere.mjs');
    expect(readdirSync(folder)).toEqual(before);
  });

  it.runIf(existsSync('/dev/full'))('tells of a disk that is full', async () => {
    const table = tableOf(rowsOf(5000));
    await expect(convertLarge(table, '/dev/full', { threads: 2, chunkSize: 1000 })).rejects.toThrow('ENOSPC');
  });

  it('finds rows with the same key, and only those', async () => {
    const unique = rowsOf(3000);
    for (const [rows, due] of [
      [unique, []],
      [
        `${unique}r7,1\n,2\n,3\n"r2999",1\nr7,2\n`,
        [
          [['r7'], 7, 3000],
          [['r2999'], 2999, 3003],
          [['r7'], 7, 3004],
        ],
      ],
      [unique + unique, Array.from({ length: 100 }, (_, i) => [[`r${i}`], i, 3000 + i])],
    ] as const) {
      const table = tableOf(rows);
      const result = await convertLarge(table, undefined, { threads: 2, chunkSize: 1000 });
      const found = await findDuplicates(table, result);
      expect(found.map(({ key, first, record }) => [key, first, record])).toEqual(due);
    }
  });
});
