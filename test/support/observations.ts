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

/** Real exports of indicator data, beside the checkout; undefined on a machine without them. */
export const realFiles = existsSync(folder) ? folder : undefined;

/** The real exports in a folder whose names fit a pattern. */
export function exportsIn(name: string, pattern: RegExp): string[] {
  if (realFiles === undefined) return [];
  const inside = path.join(realFiles, name);
  return readdirSync(inside)
    .filter((file) => pattern.test(file))
    .map((file) => path.join(inside, file));
}

/** 200 rows by chance, which the logged seed finds again. */
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

/** Runs `gcm observations` on files that it must take, and returns the file that it wrote. */
export async function observed(
  files: string[],
  name = 'cube.nq',
  options: string[] = [],
): Promise<{ out: string; ended: Ended }> {
  const out = path.join(temporaryFolder(), name);
  const ended = await gcm(['observations', ...files, '-o', out, ...options]);
  expect(ended).toMatchObject({ code: 0 });
  return { out, ended };
}

/** The Parquet file that files become. */
export const tableOf = async (...files: string[]): Promise<string> => (await observed(files, 'cube.parquet')).out;

/** Converts files that must not be taken: nothing may be left of the output. What is told is the answer. */
export async function refused(files: string[], options: string[] = []): Promise<string> {
  const folder = temporaryFolder();
  const { code, stdout } = await gcm(['observations', ...files, '-o', path.join(folder, 'cube.nq'), ...options]);
  expect({ code, left: readdirSync(folder) }).toEqual({ code: 1, left: [] });
  return stdout;
}

/** Bytes in memory, as those of a file are read. */
export const inMemory =
  (bytes: Uint8Array): ReadBytes =>
  (from, length) =>
    bytes.subarray(from, from + length);

/** Ends a conversion by Ctrl-C once its unfinished file fits; nothing of it may be left. */
export async function expectCleanEnd(file: string, out: string, isBegun: (part: string) => boolean): Promise<void> {
  const folder = temporaryFolder();
  const scratch = path.join(folder, 'tmp');
  mkdirSync(scratch);
  const { child, ended } = startGcm(['observations', file, '-o', out], { cwd: folder, env: { TMPDIR: scratch } });
  await until(() => readdirSync(folder).some((name) => name.endsWith('.part') && isBegun(path.join(folder, name))));
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ code: 130 });
  expect(readdirSync(folder)).toEqual(['tmp']);
  expect(readdirSync(scratch)).toEqual([]);
}

const generator = path.join(root, 'bench/observations/generate.mjs');

/** Rows as the portal exports them, each with a key of its own; `twice`: the last has the key of the first. */
export function generated(rows: number, twice = false): string {
  const file = path.join(temporaryFolder(), 'rows.csv');
  const { status } = spawnSync(process.execPath, [generator, String(rows), file, twice ? 'twice' : '']);
  expect(status).toBe(0);
  return file;
}

/** Errors, warnings and notices as a report tells them: "2:4 error [datatype]". */
export const placesIn = (told: string): string[] =>
  [...told.matchAll(/(?<=^\S+?:)[\d:]+ (?:error|warning|notice) \[[a-z-]+\]/gm)].map(([place]) => place);

export const textOf = (out: string): string =>
  (out.endsWith('.gz') ? gunzipSync(readFileSync(out)) : readFileSync(out)).toString('utf8');

/** Statements by subject, and of each the values by property: IRIs as they are, literals as their text. */
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

/** What a file of N-Quads says. */
export const thingsIn = (out: string): Things => thingsOf(quadsOf(out));
