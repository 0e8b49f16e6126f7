import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import oxigraph from 'oxigraph';
import { describe, expect, it } from 'vitest';
import { type Batch, bytesOf, collectBatches } from '../src/push/batches.js';
import { createDistinctCounts } from '../src/push/distinct.js';
import { readStatement } from '../src/push/statement.js';
import { lineOf } from '../src/term-text.js';
import { root, temporaryFolder } from './support/gcm.js';
import { property } from './support/property.js';
import { fileOf, folder, journalsOf, parts, statements, store } from './support/pushing.js';
import { runGcm } from './support/run-gcm.js';

/** Transfers into a store of this machine: what is in the file arrives as it is, and nothing else does. */

describe('a transfer', () => {
  const lines = statements(100, 3);

  it.each([
    ['graph-store', '/data'],
    ['update', '/update'],
  ])('by %s brings every statement into its graph', async (protocol, place) => {
    const target = await store();
    const file = fileOf(lines);
    const ended = await runGcm(['push', target.address + place, file, '--protocol', protocol, '--batch', '10']);
    expect(ended.stderr).toBe('');
    expect(ended.stdout).toMatch(/^100 statements in 3 graphs are there \(12 requests, /);
    expect(ended.code).toBe(0);
    expect(target.dump()).toEqual([...lines].sort());
    expect(journalsOf(file)).toEqual([]);
  });

  it.each([
    ['graph-store', '/data'],
    ['update', '/update'],
  ])('by %s brings what has no graph into none', async (protocol, place) => {
    const target = await store();
    const triples = lines.map((line) => line.replace(/ <[^>]*> \.$/, ' .'));
    const args = [
      'push',
      target.address + place,
      fileOf(triples),
      '--protocol',
      protocol,
      '--batch',
      '30',
      '--replace',
    ];
    expect(await runGcm(args)).toMatchObject({ code: 0, stderr: '' });
    expect((await runGcm(args)).code).toBe(0);
    expect(target.dump()).toEqual([...triples].sort());
  });

  it.each([
    ['', []],
    [', with --replace too', ['--replace']],
  ])('puts the first part of a graph in the place of what was there%s', async (_words, more) => {
    const target = await store();
    await runGcm(['push', `${target.address}/data`, fileOf(statements(500, 3))]);
    const args = ['push', `${target.address}/data`, fileOf(lines), '--batch', '10', ...more];
    expect((await runGcm(args)).code).toBe(0);
    expect(target.dump()).toEqual([...lines].sort());
    const methods = parts(target)
      .slice(-12)
      .map(({ method, graph }) => `${method} ${graph?.slice(-2)}`);
    expect(methods.filter((one) => one.startsWith('PUT')).sort()).toEqual(['PUT g0', 'PUT g1', 'PUT g2']);
  });

  it('by update adds to what is there, which the counts show, and replaces it when told to', async () => {
    const target = await store();
    const [url, file] = [`${target.address}/update`, fileOf(lines)];
    await runGcm(['push', url, fileOf(statements(103, 3)), '--protocol', 'update']);
    const { code, stderr } = await runGcm(['push', url, file, '--protocol', 'update']);
    expect(code).toBe(1);
    expect(stderr).toContain('what a graph had before stays without --replace');
    expect(stderr).toContain('https://example.org/g0: 35 statements, 34 were sent');
    expect((await runGcm(['push', url, file, '--protocol', 'update', '--replace'])).code).toBe(0);
    expect(target.dump()).toEqual([...lines].sort());
  });

  it('can put all into one graph, from a packed file too, and counts what then is the same once', async () => {
    const target = await store();
    const file = path.join(folder, 'packed.nq.gz');
    writeFileSync(file, gzipSync([...lines, lines[0], lines[0]?.replace('/g0', '/g1')].join('\r\n')));
    const ended = await runGcm(['push', `${target.address}/data`, file, '--graph', 'https://example.org/all']);
    expect(ended.stderr).toBe('2 statements stand in the file more than once\n');
    expect(ended.code).toBe(0);
    expect(target.dump()).toEqual(lines.map((line) => line.replace(/g\d> \.$/, 'all> .')).sort());
  });

  it('that has a statement twice, and a store that has another one, is no agreement', async () => {
    const target = await store();
    const [url, file] = [`${target.address}/update`, fileOf([lines[0] as string, lines[0] as string])];
    await runGcm(['push', url, fileOf([lines[3] as string]), '--protocol', 'update']);
    const { code, stderr } = await runGcm(['push', url, file, '--protocol', 'update']);
    expect(target.dump()).toHaveLength(2);
    expect(code).toBe(1);
    expect(stderr).toContain('https://example.org/g0: 2 statements, 1 were sent');
    const replaced = await runGcm(['push', url, file, '--protocol', 'update', '--replace']);
    expect(replaced).toMatchObject({ code: 0, stderr: '1 statements stand in the file more than once\n' });
    expect(replaced.stdout).toMatch(/^1 statements in 1 graphs are there/);
  });

  it('takes the current release, and leaves nothing in it', async () => {
    const target = await store();
    const out = temporaryFolder();
    const built = await runGcm(['build', '--no-site', '--out', out]);
    expect(built.code).toBe(0);
    expect((await runGcm(['push', `${target.address}/update`, '--protocol', 'update', '--out', out])).code).toBe(0);
    const release = readFileSync(path.join(out, 'current/gcm-sdg.nq'), 'utf8').split('\n').filter(Boolean);
    expect(target.dump()).toEqual(release.sort());
    expect((await runGcm(['verify', '--out', out])).code).toBe(0);
  });
});

describe('a file', () => {
  it.each([
    ['_:a <https://example.org/p> "x" .', 'it has a blank node'],
    ['<https://example.org/s> <https://example.org/p> "x" . } ; DROP ALL', 'it is no statement of N-Quads'],
    ['<https://example.org/s> <https://example.org/p> "x"} <https://example.org/g> .', 'it is no statement of N-Quads'],
    ['<https://example.org/s> <https://example.org/p> <https://example.org/\\u003e> .', 'it has an escape'],
    ['<https://example.org/s> <https://example.org/p> "\\uD800" .', 'it has an escape'],
    ['<relative> <https://example.org/p> "x" .', 'it is no statement of N-Quads'],
  ])('with %s is refused at its line', async (line, words) => {
    const target = await store();
    const file = fileOf([...statements(2, 1), line]);
    const { code, stderr } = await runGcm(['push', `${target.address}/data`, file]);
    expect(code).toBe(1);
    expect(stderr).toContain(`gcm: ${file}:3: ${words}`);
    expect(target.asked).toEqual([]);
  });

  it.each([
    ['nothing', ''],
    ['comments only', '# nothing\n\n'],
  ])('of %s is told, and leaves the store as it was', async (_what, text) => {
    const target = await store();
    const file = path.join(folder, 'empty.nq');
    writeFileSync(file, text);
    for (const name of [file, `${file}.gz`]) {
      if (name !== file) writeFileSync(name, gzipSync(text));
      const { code, stdout, stderr } = await runGcm(['push', `${target.address}/data`, name]);
      expect({ code, stdout, stderr }).toEqual({
        code: 1,
        stdout: '',
        stderr: `gcm: ${name} has no statements: nothing was sent\n`,
      });
    }
    expect(target.asked).toEqual([]);
  });

  it('that is not whole is refused', async () => {
    const [cut, bad] = [path.join(folder, 'cut.nq.gz'), path.join(folder, 'bad.nq')];
    writeFileSync(cut, gzipSync(statements(1000, 1).join('\n')).subarray(0, 2000));
    writeFileSync(bad, Buffer.from('<https://example.org/s> <https://example.org/p> "\xff" .\n', 'latin1'));
    const target = await store();
    expect((await runGcm(['push', `${target.address}/data`, cut])).stderr).toContain('it is no whole gzip file');
    expect((await runGcm(['push', `${target.address}/data`, bad])).stderr).toContain('it is not in UTF-8');
  });

  it('of any text comes out as it was, by both protocols', async () => {
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
    const seed = Number(process.env['FAST_CHECK_SEED'] ?? Date.now() & 0x7fffffff);
    console.log(`seed ${seed}`);
    const texts = fc.sample(fc.string({ unit: parts, maxLength: 12 }), { numRuns: 300, seed });
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
    // every character of another writer may stand as an escape
    const escaped = plain.map((line) =>
      line
        .replace(
          /\\["\\nrt]/g,
          (pair) => `\\u00${{ '"': '22', '\\': '5C', n: '0a', r: '0D', t: '09' }[pair[1] as string]}`,
        )
        .replace('/s', '/\\U00000073'),
    );
    const due = new oxigraph.Store();
    due.load(plain.join('\n'), { format: 'application/n-quads' });
    for (const [protocol, place] of [
      ['graph-store', '/data'],
      ['update', '/update'],
    ] as const)
      for (const lines of [plain, escaped]) {
        const target = await store();
        const { code, stderr } = await runGcm(['push', target.address + place, fileOf(lines), '--protocol', protocol]);
        expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
        expect(target.dump()).toEqual(due.dump({ format: 'application/n-quads' }).split('\n').filter(Boolean).sort());
      }
  });

  it('leaves nothing that SPARQL would read as an escape before it reads the text', () => {
    const before = (text: string): string =>
      text.replace(/\\u([0-9A-F]{4})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
    for (const text of ['\\\\u0022', '\\\\\\u0022', '\\u0022', '\\u005Cu0022', '\\\\\\\\u0022', '\\U00000022']) {
      const statement = readStatement(`<a:s> <a:p> "${text}" .`);
      expect(before((statement as { triple: string }).triple)).toMatch(/^<a:s> <a:p> "(?:[^"\\]|\\.)*" \.$/);
    }
  });

  it('of a million statements takes no more than 150 MB', { timeout: 120_000 }, async () => {
    const file = path.join(folder, 'large.nq');
    const count = 1_000_000;
    writeFileSync(file, '');
    for (let at = 0; at < count; at += 50_000)
      writeFileSync(
        file,
        Array.from(
          { length: 50_000 },
          (_, i) =>
            `<https://example.org/s${at + i}> <https://example.org/p> "${'value '.repeat(10)}" <https://example.org/g${i % 5}> .\n`,
        ).join(''),
        { flag: 'a' },
      );
    let lines = 0;
    const target = await store(({ path: asked, body }, response) => {
      if (asked === '/query')
        response.end(JSON.stringify({ results: { bindings: [{ count: { value: String(count / 5) } }] } }));
      else lines += body.split('\n').length - 1;
      response.writableEnded || response.end();
      target.asked.length = 0;
      return true;
    });
    const { code, stderr } = await runGcm(['push', `${target.address}/data`, file], {
      node: ['--import', path.join(root, 'bench/peak-memory.mjs')],
    });
    expect(code).toBe(0);
    expect(lines).toBe(count);
    const peak = Number(/peak-kilobytes (\d+)/.exec(stderr)?.[1]);
    expect(peak).toBeGreaterThan(0);
    expect(peak).toBeLessThan(150 * 1024);
  });
});

it('sorts statements into parts, each into one, and knows from where on they wait', () => {
  const graphs = fc.array(fc.nat(6), { maxLength: 200 });
  property(
    graphs,
    fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 400 })),
    (all, [count, bytes]) => {
      const batches = collectBatches({ statements: count, bytes });
      const sent: string[] = [];
      const arrive = (batch: Batch): void => {
        expect(batch.count).toBeLessThanOrEqual(count);
        expect(batch.bytes <= bytes || batch.count === 1).toBe(true);
        const text = Buffer.from(bytesOf(batch)).toString();
        expect(text).toHaveLength(batch.bytes);
        sent.push(...text.split('\n').filter(Boolean));
      };
      for (const [i, graph] of all.entries()) {
        const full = batches.add(
          { triple: `<urn:s:${i}> <urn:p> "${'x'.repeat((i * 7) % 50)}" .`, graph: `urn:g:${graph}` },
          i,
        );
        if (!full) continue;
        arrive(full);
        const numbers = new Set(sent.map((line) => Number(/\d+/.exec(line)?.[0])));
        for (let line = 0; line < (batches.firstWaiting() ?? 0); line++) expect(numbers.has(line)).toBe(true);
      }
      batches.rest().forEach(arrive);
      expect(sent).toHaveLength(all.length);
      expect(new Set(sent).size).toBe(all.length);
    },
  );
});

it('counts different statements of each graph, in memory and beyond', async () => {
  for (const [count, files] of [
    [30_000, []],
    [600_000, ['hashes']],
  ] as const) {
    const folder = temporaryFolder();
    const counts = createDistinctCounts(folder);
    for (let i = 0; i < count; i++)
      counts.add({ graph: `urn:g${i % 3}`, triple: `<urn:s${i % (count / 2)}> <urn:p> "${i % 3 ? 'x' : i}" .` });
    // two thirds come twice, in graphs whose numbers are the same, for half of the count is a multiple of three
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
