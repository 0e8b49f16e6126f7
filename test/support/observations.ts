import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Parser, type Quad } from 'n3';
import { expect } from 'vitest';
import type { ReadBytes } from '../../src/csvw/stream/records.js';
import { type Ended, gcm, root, temporaryFolder } from './gcm.js';
import { startGcm, until } from './processes.js';

const folder = process.env['OBSERVATIONS'] ?? path.join(root, '../shared/observations');

/** Folder of real exports next to the checkout, or undefined. */
export const realFiles = existsSync(folder) ? folder : undefined;

/** Returns the real exports in a folder with names that match a pattern. */
export function exportsIn(name: string, pattern: RegExp): string[] {
  if (realFiles === undefined) return [];
  const inside = path.join(realFiles, name);
  return readdirSync(inside)
    .filter((file) => pattern.test(file))
    .map((file) => path.join(inside, file));
}

/** Generates random rows with a logged seed. */
export function sampled<T>(rows: T[]): T[] {
  let seed = Number(process.env['SAMPLE_SEED'] ?? Date.now() & 0x7fffffff);
  console.log(`SAMPLE_SEED=${seed}, ${rows.length} rows`);
  const random = (): number => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return seed / 0x80000000;
  };
  return Array.from({ length: 200 }, () => rows[Math.floor(random() * rows.length)] as T);
}

export const base = 'https://w3id.org/gcm-graph/';
export const un = 'http://metadata.un.org/sdg/';
export const qb = 'http://purl.org/linked-data/cube#';
export const ontology = `${base}ontology#`;
export const dimension = 'http://purl.org/linked-data/sdmx/2009/dimension#';
export const attribute = 'http://purl.org/linked-data/sdmx/2009/attribute#';
export const obsValue = 'http://purl.org/linked-data/sdmx/2009/measure#obsValue';
export const skos = 'http://www.w3.org/2004/02/skos/core#';

/** Runs `gcm observations` on valid files and returns the output file. */
export async function observed(
  files: string[],
  name = 'cube.nq',
  options: string[] = [],
): Promise<{ out: string; ended: Ended }> {
  const out = path.join(temporaryFolder(), name);
  const ended = await gcm(['observations', ...files, '-o', out, '--verbose', ...options]);
  expect(ended).toMatchObject({ code: 0 });
  return { out, ended };
}

/** Converts files to Parquet. */
export const tableOf = async (...files: string[]): Promise<string> => (await observed(files, 'cube.parquet')).out;

/** Converts invalid files, checks that no output is left, and returns the report. */
export async function refused(files: string[], options: string[] = []): Promise<string> {
  const folder = temporaryFolder();
  const { code, stdout } = await gcm([
    'observations',
    ...files,
    '-o',
    path.join(folder, 'cube.nq'),
    '--verbose',
    ...options,
  ]);
  expect({ code, left: readdirSync(folder) }).toEqual({ code: 1, left: [] });
  return stdout;
}

/** Reads bytes in memory like a file. */
export const inMemory =
  (bytes: Uint8Array): ReadBytes =>
  (from, length) =>
    bytes.subarray(from, from + length);

/** Interrupts a conversion when its unfinished file matches, and checks that nothing is left. */
export async function expectCleanEnd(file: string, out: string, isBegun: (part: string) => boolean): Promise<void> {
  const folder = temporaryFolder();
  const scratch = path.join(folder, 'tmp');
  mkdirSync(scratch);
  const { child, ended } = startGcm(['observations', file, '--base', base, '-o', out], {
    cwd: folder,
    env: { TMPDIR: scratch },
  });
  await until(() => readdirSync(folder).some((name) => name.endsWith('.part') && isBegun(path.join(folder, name))));
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ code: 130 });
  expect(readdirSync(folder)).toEqual(['tmp']);
  expect(readdirSync(scratch)).toEqual([]);
}

const generator = path.join(root, 'bench/observations/generate.mjs');

/** Generates rows in the format of the portal with unique keys. With `twice`, the last row repeats the first key. */
export function generated(rows: number, twice = false): string {
  const file = path.join(temporaryFolder(), 'rows.csv');
  const { status } = spawnSync(process.execPath, [generator, String(rows), file, twice ? 'twice' : '']);
  expect(status).toBe(0);
  return file;
}

/** Returns the problems in a report as "2:4 error [datatype]". */
export const placesIn = (report: string): string[] =>
  [...report.matchAll(/(?<=^\S+?:)[\d:]+ (?:error|warning|notice) \[[a-z-]+\]/gm)].map(([place]) => place);

export const textOf = (out: string): string =>
  (out.endsWith('.gz') ? gunzipSync(readFileSync(out)) : readFileSync(out)).toString('utf8');

/** Statements by subject and property. IRIs and literals as plain text. */
export type Things = Map<string, Map<string, string[]>>;

export function thingsOf(quads: Quad[]): Things {
  const things: Things = new Map();
  for (const { subject, predicate, object } of quads) {
    const thing = things.get(subject.value) ?? new Map<string, string[]>();
    things.set(subject.value, thing);
    thing.set(predicate.value, [...(thing.get(predicate.value) ?? []), object.value]);
  }
  return things;
}

export const quadsOf = (out: string): Quad[] => new Parser({ format: 'N-Quads' }).parse(textOf(out));

export const observationsOf = (things: Things): Things =>
  new Map([...things].filter(([, thing]) => thing.get(`${qb}dataSet`) !== undefined));

/** Parses N-Quads. */
export const thingsIn = (out: string): Things => thingsOf(quadsOf(out));
