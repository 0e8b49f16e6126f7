import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import oxigraph from 'oxigraph';
import { describe, expect, it } from 'vitest';
import { createDistinctCounts } from '../src/node/push/distinct-counts.js';
import { readStatement } from '../src/node/push/read-statements.js';
import { lineOf } from '../src/rdf/nquads.js';
import { gcm, temporaryFolder } from './support/gcm.js';
import { fileOf, folder, statements, store } from './support/pushing.js';

/** Files of statements in different spellings: invalid ones are rejected, others arrive unchanged and are counted. */

describe('a file', () => {
  it.each([
    ['_:a <https://example.org/p> "x" .', 'Blank nodes are not supported'],
    ['<https://example.org/s> <https://example.org/p> "x" . } ; DROP ALL', 'Invalid N-Quads statement'],
    ['<https://example.org/s> <https://example.org/p> "x"} <https://example.org/g> .', 'Invalid N-Quads statement'],
    ['<https://example.org/s> <https://example.org/p> <https://example.org/\\u003e> .', 'Invalid escape'],
    ['<https://example.org/s> <https://example.org/p> "\\uD800" .', 'Invalid escape'],
    ['<relative> <https://example.org/p> "x" .', 'Invalid N-Quads statement'],
  ])('with %s is rejected at this line', async (line, words) => {
    const target = await store();
    const file = fileOf([...statements(2, 1), line]);
    const { code, stderr } = await gcm(['push', `${target.address}/data`, file]);
    expect(code).toBe(1);
    expect(stderr).toContain(`gcm: ${file}:3: ${words}`);
    expect(target.asked).toEqual([]);
  });

  it.each([
    ['nothing', ''],
    ['comments only', '# nothing\n\n'],
  ])('with %s is reported, and does not change the store', async (_what, text) => {
    const target = await store();
    const file = path.join(folder(), 'empty.nq');
    writeFileSync(file, text);
    for (const name of [file, `${file}.gz`]) {
      if (name !== file) writeFileSync(name, gzipSync(text));
      const { code, stdout, stderr } = await gcm(['push', `${target.address}/data`, name]);
      expect({ code, stdout, stderr }).toEqual({
        code: 1,
        stdout: '',
        stderr: `gcm: ${name} contains no statements. Nothing was sent\n`,
      });
    }
    expect(target.asked).toEqual([]);
  });

  it('with an invalid line reports that earlier lines were sent', async () => {
    const target = await store();
    const file = fileOf([...statements(20, 1), '_:b <https://example.org/p> "x" .']);
    const { code, stderr } = await gcm(['push', `${target.address}/data`, file, '--batch', '10']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/:21: Blank nodes are .*\n {2}The lines before it were already sent\n$/);
    expect(target.dump()).toHaveLength(10);
  });

  it('is recognized as gzip by its content, not by its name', async () => {
    const target = await store();
    for (const [name, bytes] of [
      ['packed.NQ', gzipSync(statements(3, 1).join('\n'))],
      ['plain.nq.gz', Buffer.from(statements(3, 1).join('\n'))],
    ] as const) {
      writeFileSync(path.join(folder(), name), bytes);
      expect(await gcm(['push', `${target.address}/data`, path.join(folder(), name)])).toMatchObject({
        code: 0,
        stderr: '',
      });
    }
  });

  it('cannot be sent to a URL with a graph', async () => {
    const { code, stderr } = await gcm(['push', 'http://127.0.0.1:1/data?graph=urn:x', fileOf(statements(1, 1))]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'gcm: URL: Remove the graph from the URL, and name it with --graph\n',
    });
  });

  it('is rejected if it is truncated or not UTF-8', async () => {
    const [cut, bad] = [path.join(folder(), 'cut.nq.gz'), path.join(folder(), 'bad.nq')];
    writeFileSync(cut, gzipSync(statements(1000, 1).join('\n')).subarray(0, 2000));
    writeFileSync(bad, Buffer.from('<https://example.org/s> <https://example.org/p> "\xff" .\n', 'latin1'));
    const target = await store();
    expect((await gcm(['push', `${target.address}/data`, cut])).stderr).toContain(
      'The gzip file is damaged or truncated',
    );
    expect((await gcm(['push', `${target.address}/data`, bad])).stderr).toContain('The file is not UTF-8');
  });

  it('arrives unchanged with any text, by both protocols', async () => {
    const parts = fc.constantFrom(
      '\\',
      'u0022',
      '"',
      '\n',
      '\r',
      '\t',
      '\u0001',
      'U0001F600',
      "'",
      '}',
      '😀',
      'é',
      ' ',
      '\u007f',
    );
    const texts = fc.sample(fc.string({ unit: parts, maxLength: 12 }), { numRuns: 300, seed: 1 });
    const term = (text: string, i: number) => ({
      subject: oxigraph.namedNode(`https://example.org/s${i}`),
      object: oxigraph.literal(text, i % 2 ? 'en' : oxigraph.namedNode('https://example.org/type')),
    });
    const graph = oxigraph.namedNode('https://example.org/g');
    const plain = texts.map((text, i) => {
      const { subject, object } = term(text, i);
      return lineOf(
        subject as never,
        oxigraph.namedNode('https://example.org/p') as never,
        object as never,
        graph as never,
      ).trim();
    });
    // other programs can escape every character
    const escaped = plain.map((line) =>
      line
        .replace(
          /\\["\\nrt]/g,
          (pair) => `\\u00${{ '"': '22', '\\': '5C', n: '0a', r: '0D', t: '09' }[pair[1] as string]}`,
        )
        .replace('/s', '/\\U00000073'),
    );
    const expected = new oxigraph.Store();
    expected.load(plain.join('\n'), { format: 'application/n-quads' });
    for (const [protocol, place] of [
      ['graph-store', '/data'],
      ['update', '/update'],
    ] as const)
      for (const lines of [plain, escaped]) {
        const target = await store();
        const { code, stderr } = await gcm(['push', target.address + place, fileOf(lines), '--protocol', protocol]);
        expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
        expect(target.dump()).toEqual(
          expected.dump({ format: 'application/n-quads' }).split('\n').filter(Boolean).sort(),
        );
      }
  });

  it('does not contain text that SPARQL would unescape before parsing', () => {
    const before = (text: string): string =>
      text.replace(/\\u([0-9A-F]{4})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
    for (const text of ['\\\\u0022', '\\\\\\u0022', '\\u0022', '\\u005Cu0022', '\\\\\\\\u0022', '\\U00000022']) {
      const statement = readStatement(`<a:s> <a:p> "${text}" .`);
      expect(before((statement as { triple: string }).triple)).toMatch(/^<a:s> <a:p> "(?:[^"\\]|\\.)*" \.$/);
    }
  });
});

it('counts distinct statements of each graph, in memory and in a file', async () => {
  for (const [count, files] of [
    [30_000, []],
    [600_000, ['hashes']],
  ] as const) {
    const folder = temporaryFolder();
    const counts = createDistinctCounts(folder);
    for (let i = 0; i < count; i++)
      counts.add({ graph: `urn:g${i % 3}`, triple: `<urn:s${i % (count / 2)}> <urn:p> "${i % 3 ? 'x' : i}" .` });
    // Two thirds are duplicates in the same graph, because half of the count is a multiple of 3.
    expect([...(await counts.count())]).toEqual([
      ['urn:g0', count / 3],
      ['urn:g1', count / 6],
      ['urn:g2', count / 6],
    ]);
    expect(counts.total).toBe(count);
    counts.end();
    expect(readdirSync(folder)).toEqual(files);
  }
});
