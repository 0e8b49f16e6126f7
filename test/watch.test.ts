import { linkSync, mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DataFactory, type Quad } from 'n3';
import { describe, expect, it } from 'vitest';
import { createCache, type InputCache } from '../src/bytes.js';
import { changesOf, changesWithin, nextState, stateOfAll } from '../src/cli/watch.js';
import { canonicalOrder } from '../src/graph/quad-lines.js';
import type { Problem } from '../src/problem.js';
import { type Chunk, cutChunks } from '../src/publish/chunks.js';
import { temporaryFolder } from './support/gcm.js';

const never = new AbortController().signal;
const ignore = (): void => {};

describe('the state of a folder', () => {
  const folder = temporaryFolder();
  const file = path.join(folder, 'links.csv');
  writeFileSync(file, 'a,b\n1,2\n');
  const before = stateOfAll([folder]);

  it.each(['.links.csv.swp', '.~lock.links.csv#', '~$gcm.xlsx', 'links.csv~', '4913', '#links.csv#', 'x.tmp'])(
    'ignores temporary files of editors: %s',
    (name) => {
      writeFileSync(path.join(folder, name), 'x');
      expect(stateOfAll([folder])).toBe(before);
    },
  );

  it('changes with a file of the same size, with a file of the same time, and with a file in a subfolder', () => {
    const when = new Date('2026-01-01');
    utimesSync(file, when, when);
    const old = stateOfAll([folder]);
    writeFileSync(path.join(folder, '.new'), 'a,b\n1,3\n');
    utimesSync(path.join(folder, '.new'), when, when);
    renameSync(path.join(folder, '.new'), file); // how most editors save
    const renamed = stateOfAll([folder]);
    expect(renamed).not.toBe(old);
    mkdirSync(path.join(folder, 'more'));
    linkSync(file, path.join(folder, 'more/units.csv'));
    expect(stateOfAll([folder])).not.toBe(renamed);
  });

  it('is undefined without a folder', () => expect(stateOfAll([path.join(folder, 'nowhere')])).toBeUndefined());
});

describe('waiting', () => {
  it('ends when a file no longer changes', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'links.csv');
    writeFileSync(file, 'a');
    const seen = stateOfAll([folder]);
    const waiting = nextState([folder], seen, ignore, never);
    let length = 1;
    const writing = setInterval(() => writeFileSync(file, 'a'.repeat(++length)), 20);
    setTimeout(() => clearInterval(writing), 400);
    expect(await waiting).toBe(stateOfAll([folder]));
  });

  it('reports a missing folder once, and continues when it is restored', async () => {
    const folder = temporaryFolder();
    const data = path.join(folder, 'data');
    mkdirSync(data);
    const seen = stateOfAll([folder, data]);
    const gone: string[] = [];
    rmSync(data, { recursive: true });
    const waiting = nextState([folder, data], seen, (one) => gone.push(one), never);
    setTimeout(() => {
      mkdirSync(data);
      writeFileSync(path.join(data, 'links.csv'), '');
    }, 500);
    expect(await waiting).toBe(stateOfAll([folder, data]));
    expect(gone).toEqual([data]);
  });

  it('throws when it is aborted', async () => {
    const folder = temporaryFolder();
    const signal = AbortSignal.timeout(50);
    await expect(nextState([folder], stateOfAll([folder]), ignore, signal)).rejects.toThrow();
  });

  it('detects changes within a time', async () => {
    const folder = temporaryFolder();
    const seen = stateOfAll([folder]) as string;
    expect(await changesWithin(100, [folder], seen, never)).toBe(false);
    setTimeout(() => writeFileSync(path.join(folder, 'links.csv'), ''), 20);
    expect(await changesWithin(60_000, [folder], seen, never)).toBe(true);
  });
});

describe('the changes of a build', () => {
  const problem = (row: number, value: string): Problem => ({
    code: 'foreign-key',
    severity: 'error',
    message: `Unknown target "${value}"`,
    where: { file: 'data/links.csv', row, column: 'target', value },
  });

  it('are new and fixed problems, but not problems that moved to another row', () => {
    const [a, b, moved, c] = [problem(2, '1.99'), problem(3, '2.99'), problem(4, '2.99'), problem(5, '3.99')];
    expect(changesOf([a, b], [moved, c])).toMatchObject({ fresh: [c], fixed: [a] });
  });

  it('are counted for equal problems', () => {
    const same = [2, 3, 4].map((row) => problem(row, '1.99'));
    expect(changesOf(same.slice(0, 1), same)).toMatchObject({ fresh: same.slice(1), fixed: [] });
    expect(changesOf(same, same.slice(0, 1))).toMatchObject({ fresh: [], fixed: same.slice(1) });
  });

  it('do not include findings that rules omit while a sheet has errors', () => {
    const gap: Problem = { ...problem(7, ''), code: 'names', severity: 'warning', rule: 'queries/checks/names.rq' };
    const wrong = problem(2, '1.99');
    const { fresh, fixed, known } = changesOf([gap], [wrong]);
    expect({ fresh, fixed }).toEqual({ fresh: [wrong], fixed: [] });
    expect(changesOf(known, [gap])).toMatchObject({ fresh: [], fixed: [wrong] });
    expect(changesOf(known, [])).toMatchObject({ fresh: [], fixed: [wrong, gap] });
  });
});

describe('chunks', () => {
  const quad = (subject: number, object: string): Quad =>
    DataFactory.quad(
      DataFactory.namedNode(`https://example.org/${subject}`),
      DataFactory.namedNode('https://example.org/says'),
      DataFactory.literal(object),
      DataFactory.namedNode('https://example.org/graph'),
    ) as Quad;
  const graph = Array.from({ length: 2000 }, (_, i) => quad(Math.floor(i / 4), String(i)));
  const cut = (quads: Quad[], memory?: InputCache, context = {}): Chunk[] =>
    cutChunks(quads, { provenance: 'https://example.org/provenance', context, frame: undefined }, memory);
  /** Returns the chunks that are not in the memory. */
  const freshAmong = (chunks: Chunk[], before: Chunk[]): Chunk[] =>
    chunks.filter(({ recall }) => before.every((one) => one.recall !== recall));

  it('are cut at the same places after an edit, and reused if they did not change', () => {
    const memory = createCache();
    const before = cut(graph, memory);
    const edited = graph.filter((_, i) => i !== 777 && i !== 778);
    const after = cut(edited, memory);
    expect(before.length).toBeGreaterThan(20);
    expect(freshAmong(after, before)).toHaveLength(1);
    expect(after.flatMap(({ quads }) => quads)).toEqual(cut(edited).flatMap(({ quads }) => quads));
  });

  it('are not reused with another context', () => {
    const memory = createCache();
    const before = cut(graph, memory);
    const after = cut(graph, memory, { id: '@id' });
    expect(freshAmong(after, before)).toEqual(after);
  });

  it('never split a subject, and have a limited size', () => {
    const chunks = cut(graph);
    expect(chunks.flatMap(({ quads }) => quads)).toEqual(canonicalOrder(graph));
    for (const [i, { quads }] of chunks.entries())
      expect(chunks[i + 1]?.quads[0]?.subject.value).not.toBe(quads.at(-1)?.subject.value);
    const alone = Array.from({ length: 20_000 }, (_, i) => quad(i, 'x'));
    const first = quad(-1, 'x');
    const unlucky = alone.filter((one) => cut([first, one]).length === 1); // do not begin a chunk
    expect(Math.max(...cut(unlucky).map(({ quads }) => quads.length))).toBe(1000);
  });
});
