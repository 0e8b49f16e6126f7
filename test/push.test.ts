import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import oxigraph from 'oxigraph';
import { describe, expect, it } from 'vitest';
import { type Batch, bytesOf, collectBatches } from '../src/node/push/protocols.js';
import { gcm, ownRules, smallProject, temporaryFolder } from './support/gcm.js';
import { property } from './support/property.js';
import { fileOf, folder, journalsOf, parts, statements, store } from './support/pushing.js';

/** Transfers into a local store, which must contain exactly the statements of the file. */

describe('gcm push', () => {
  const lines = statements(100, 3);

  it.each([
    ['graph-store', '/data'],
    ['update', '/update'],
  ])('with %s adds every statement to its graph', async (protocol, place) => {
    const target = await store();
    const file = fileOf(lines);
    const ended = await gcm(['push', target.address + place, file, '--protocol', protocol, '--batch', '10']);
    expect(ended.stderr).toBe('');
    expect(ended.stdout).toMatch(/^Statements in the store: 100 \(graphs: 3, requests: 12, /);
    expect(ended.code).toBe(0);
    expect(target.dump()).toEqual([...lines].sort());
    expect(journalsOf(file)).toEqual([]);
  });

  it.each([
    ['graph-store', '/data'],
    ['update', '/update'],
  ])('with %s adds triples to the default graph', async (protocol, place) => {
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
    expect(await gcm(args)).toMatchObject({ code: 0, stderr: '' });
    expect((await gcm(args)).code).toBe(0);
    expect(target.dump()).toEqual([...triples].sort());
  });

  it.each([
    ['', []],
    [', also with --replace', ['--replace']],
  ])('replaces a graph with its first batch%s', async (_words, more) => {
    const target = await store();
    await gcm(['push', `${target.address}/data`, fileOf(statements(500, 3))]);
    const args = ['push', `${target.address}/data`, fileOf(lines), '--batch', '10', ...more];
    expect((await gcm(args)).code).toBe(0);
    expect(target.dump()).toEqual([...lines].sort());
    const methods = parts(target)
      .slice(-12)
      .map(({ method, graph }) => `${method} ${graph?.slice(-2)}`);
    expect(methods.filter((one) => one.startsWith('PUT')).sort()).toEqual(['PUT g0', 'PUT g1', 'PUT g2']);
  });

  it('with update adds statements, and replaces them with --replace', async () => {
    const target = await store();
    const [url, file] = [`${target.address}/update`, fileOf(lines)];
    await gcm(['push', url, fileOf(statements(103, 3)), '--protocol', 'update']);
    const { code, stderr } = await gcm(['push', url, file, '--protocol', 'update']);
    expect(code).toBe(1);
    expect(stderr).toContain('Without --replace, earlier statements are kept');
    expect(stderr).toContain('https://example.org/g0: found 35 statements, expected 34');
    expect((await gcm(['push', url, file, '--protocol', 'update', '--replace'])).code).toBe(0);
    expect(target.dump()).toEqual([...lines].sort());
  });

  it('puts all statements of a gzip file into one graph, and counts duplicates once', async () => {
    const target = await store();
    const file = path.join(folder(), 'packed.nq.gz');
    writeFileSync(file, gzipSync([...lines, lines[0], lines[0]?.replace('/g0', '/g1')].join('\r\n')));
    const ended = await gcm(['push', `${target.address}/data`, file, '--graph', 'https://example.org/all']);
    expect(ended.stderr).toBe('Duplicate statements in the file: 2\n');
    expect(ended.code).toBe(0);
    expect(target.dump()).toEqual(lines.map((line) => line.replace(/g\d> \.$/, 'all> .')).sort());
  });

  it('does not count a duplicate as another statement of the store', async () => {
    const target = await store();
    const [url, file] = [`${target.address}/update`, fileOf([lines[0] as string, lines[0] as string])];
    await gcm(['push', url, fileOf([lines[3] as string]), '--protocol', 'update']);
    const { code, stderr } = await gcm(['push', url, file, '--protocol', 'update']);
    expect(target.dump()).toHaveLength(2);
    expect(code).toBe(1);
    expect(stderr).toContain('https://example.org/g0: found 2 statements, expected 1');
    const replaced = await gcm(['push', url, file, '--protocol', 'update', '--replace']);
    expect(replaced).toMatchObject({ code: 0, stderr: 'Duplicate statements in the file: 1\n' });
    expect(replaced.stdout).toMatch(/^Statements in the store: 1 \(graphs: 1,/);
  });

  it('recognizes statements in different spellings', async () => {
    const target = await store();
    const [s, string] = [
      '<https://example.org/s> <https://example.org/p>',
      '<http://www.w3.org/2001/XMLSchema#string>',
    ];
    const file = fileOf([
      ...[
        `${s} "caf\u00e9\\t\\"" .`,
        `${s} "caf\\u00E9\\u0009\\u0022"^^${string} .`,
        `${s}"caf\\U000000e9\t\\""  . # again`,
      ],
      ...[`${s} <https://example.org/\u00e9> .`, `${s} <https://example.org/\\u00E9> .`, `${s} "\\\\u00e9" .`],
    ]);
    const { code, stdout, stderr } = await gcm(['push', `${target.address}/data`, file]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'Duplicate statements in the file: 3\n' });
    expect(stdout).toMatch(/^Statements in the store: 3 /);
    expect(target.dump()).toHaveLength(3);
  });

  it('sends the current release, without leaving files in it', async () => {
    const target = await store();
    const out = temporaryFolder();
    const built = await gcm(['build', '--no-site', '--out', out, ...ownRules], { cwd: smallProject() });
    expect(built.code).toBe(0);
    expect((await gcm(['push', `${target.address}/update`, '--protocol', 'update', '--out', out])).code).toBe(0);
    const name = readdirSync(path.join(out, 'current')).find((one) => one.endsWith('.nq'));
    const release = readFileSync(path.join(out, 'current', name as string), 'utf8');
    const lines = (text: string) => text.split('\n').filter(Boolean).sort();
    const loaded = new oxigraph.Store(); // a store writes a decimal such as 1.0 as 1
    loaded.load(release, { format: 'application/n-quads' });
    expect(loaded.size).toBe(lines(release).length);
    expect(target.dump()).toEqual(lines(loaded.dump({ format: 'application/n-quads' })));
    expect((await gcm(['verify', '--out', out])).code).toBe(0);
  });
});

it('collects each statement in a batch, and returns the first line in an incomplete batch', () => {
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
      for (const batch of batches.rest()) arrive(batch);
      expect(sent).toHaveLength(all.length);
      expect(new Set(sent).size).toBe(all.length);
    },
  );
});
