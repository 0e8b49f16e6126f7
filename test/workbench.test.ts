import { readFileSync } from 'node:fs';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Findings, NamedFile } from '../src/site/workbench/messages.js';
import { change } from '../src/workbench/change.js';
import { fetchPack } from '../src/workbench/fetch-pack.js';
import { open } from '../src/workbench/open.js';
import { report } from '../src/workbench/report.js';
import { rows } from '../src/workbench/rows.js';
import { createState } from '../src/workbench/state.js';
import { zipParts } from '../src/workbook/zip.js';
import { gcm, wholeProject } from './support/gcm.js';
import { filesIn, packsOf } from './support/workbench.js';

const site = 'https://site.test/gcm/';
const folder = wholeProject();

beforeAll(async () => {
  const packs = await packsOf(folder);
  const answer = async (url: URL): Promise<Response> => {
    const bytes = packs.get(url.href.slice(site.length));
    return bytes ? new Response(bytes as never) : new Response('', { status: 404, statusText: 'Not Found' });
  };
  vi.stubGlobal('fetch', vi.fn(answer));
  return () => vi.unstubAllGlobals();
});

const sheetWith = (name: string, edit: (text: string) => string): NamedFile => ({
  path: name,
  bytes: Buffer.from(edit(readFileSync(path.join(folder, 'data', name), 'utf8'))),
});

/** A response that arrives in pieces. */
const inPieces = (bytes: Uint8Array, length: number): Response =>
  new Response(
    new ReadableStream({
      start(stream) {
        for (let at = 0; at < bytes.length; at += length) stream.enqueue(bytes.slice(at, at + length));
        stream.close();
      },
    }),
    { headers: { 'content-length': String(bytes.length) } },
  );

const openFiles = async (files: NamedFile[], withFigures = false) => {
  const state = createState();
  const findings = (await open(state, { order: 'open', site, files, withFigures }, () => {})) as Findings;
  return { state, findings };
};

describe('the workbench', () => {
  it('finds the same problems in the published sheets as the command', async () => {
    const { state, findings } = await openFiles([]);
    const { stdout } = await gcm(['check', '--report', 'json', '--since', 'none'], { cwd: folder });
    expect(JSON.stringify(JSON.parse(report(state, { order: 'report' }, () => {}) as string).problems)).toBe(
      JSON.stringify(JSON.parse(stdout).problems),
    );
    expect(findings.isOwnProject).toBe(false);
  });

  it('finds a wrong code in a dropped sheet, and checks it again after its correction', async () => {
    const file = sheetWith('links.csv', (text) => text.replace(',10.7,', ',10.77,'));
    const { state, findings } = await openFiles([file]);
    const [problem] = findings.problems;
    expect(problem).toMatchObject({ code: 'foreign-key', where: { file: 'data/links.csv', value: '10.77' } });
    const { row = 0, column = '' } = problem?.where ?? {};
    const found = rows(state, { order: 'rows', file: 'data/links.csv', rows: [row] }, () => {});
    expect(found).toMatchObject({ rows: [{ row, cells: expect.arrayContaining(['10.77']) }] });
    const changes = [{ file: 'data/links.csv', row, column, before: '10.77', after: '10.7' }];
    const again = (await change(state, { order: 'change', changes }, () => {})) as Findings;
    expect(again.counts.error).toBe(0);
  });

  it('finds the same after corrections as a new check of the corrected files', async () => {
    const { state } = await openFiles([]);
    const corrections: [file: string, row: number, column: string, after: string][] = [
      ['links.csv', 2, 'target', '17.18'],
      ['links.csv', 4, 'objective', '99'],
      ['targets.csv', 2, 'title_en', ''],
      ['sources.csv', 2, 'date', '31.12.2020'],
      ['units.csv', 2, 'unit', 'NEW'],
    ];
    for (let end = 1; end <= corrections.length; end++) {
      const changes = corrections.slice(Math.max(0, end - 2), end).map(([name, row, column, after]) => {
        return { file: `data/${name}`, row, column, before: '', after };
      });
      const { problems, counts } = (await change(state, { order: 'change', changes }, () => {})) as Findings;
      const fresh = createState();
      await open(fresh, { order: 'open', site, files: [], withFigures: false }, () => {});
      const again = (await change(fresh, { order: 'change', changes }, () => {})) as Findings;
      expect([counts, problems]).toEqual([again.counts, again.problems]);
    }
  });
});

describe('a pack of files', () => {
  const packed = zipParts(new Map([...filesIn(folder, 'data'), ['empty.csv', new Uint8Array()]]));
  const answerWith = (answer: Response): void => void vi.mocked(fetch).mockResolvedValueOnce(answer);

  it.each([1, 100, 4096, packed.length])('is unpacked while it arrives in pieces of %i bytes', async (length) => {
    const shares: number[] = [];
    answerWith(inPieces(packed, length));
    const files = await fetchPack(site, 'pack.zip', (share) => shares.push(share));
    expect(Object.fromEntries(files)).toEqual(unzipSync(packed));
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });

  it.each([0, 10, packed.length >> 1])('is refused if it ends after %i bytes', async (length) => {
    answerWith(inPieces(packed.subarray(0, length), 100));
    await expect(fetchPack(site, 'pack.zip')).rejects.toThrow(/^pack\.zip cannot be unpacked/);
  });

  it('is refused if it ends between two files', async () => {
    answerWith(inPieces(packed.subarray(0, Buffer.from(packed).lastIndexOf('PK\x03\x04')), 4096));
    await expect(fetchPack(site, 'pack.zip')).rejects.toThrow('pack.zip cannot be unpacked: it is not complete');
  });
});

describe('a vocabulary that was never published', () => {
  it('starts from a sheet that has nothing in common with the site', async () => {
    const rows = 'id,prefLabel@en,prefLabel@fr,definition@en\nsaw,Saw,Scie,A tool with teeth\nhammer,Hammer,,\n';
    const { state, findings } = await openFiles([{ path: 'tools.csv', bytes: Buffer.from(rows) }]);
    expect(findings.isOwnProject).toBe(true);
    expect([...state.files.keys()]).toContain('data/tables.json');
    expect(findings.problems.map(({ code, where }) => `${code} ${where.file} ${where.row}`)).toContain(
      'names-in-each-language data/tools.csv 3',
    );
  });

  it('does not start from a sheet of the site under another name, or with a wrong column', async () => {
    const copy = sheetWith('links.csv', (text) => text.replace('note', 'remark'));
    const { findings } = await openFiles([{ ...copy, path: 'links (1).csv' }]);
    expect(findings.isOwnProject).toBe(false);
  });
});

describe('the worker', () => {
  it('tells a fault of the program from a fault of the files or the network', async () => {
    const answers: unknown[] = [];
    vi.stubGlobal('postMessage', (answer: unknown) => answers.push(answer));
    vi.stubGlobal('onmessage', undefined);
    await import('../src/workbench/worker.js');
    const order = (data: object): unknown =>
      (globalThis as unknown as { onmessage(event: object): unknown }).onmessage({ data });
    await order({ id: 1, order: 'report' });
    expect(answers.pop()).toEqual({ id: 1, fault: expect.stringContaining('oxigraph.wasm.gz cannot be fetched') });
    vi.stubGlobal('fetch', async () => new Response(new Uint8Array(8)));
    await order({ id: 2, order: 'change', changes: null });
    expect(answers.pop()).toEqual({ id: 2, bug: expect.stringMatching(/^TypeError: .*\n[\s\S]*\n +at /) });
  });
});
