import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { atEnd } from './at-end.js';
import { temporaryFolder } from './gcm.js';
import { type Fault, type SparqlStore, startStore } from './sparql-store.js';

/** What transfers are tested with: stores that end with the tests of a file, and files of statements. */

let own: string | undefined;

/** The folder that a file's transfers are from. */
export function folder(): string {
  own ??= temporaryFolder();
  atEnd(() => {
    own = undefined;
  });
  return own;
}

export async function store(fault?: Fault): Promise<SparqlStore> {
  const made = await startStore(fault);
  atEnd(() => made.close());
  return made;
}

/** `count` statements in `graphs` graphs, one after the other as canonical order has them. */
export const statements = (count: number, graphs: number): string[] =>
  Array.from(
    { length: count },
    (_, i) => `<https://example.org/s${i}> <https://example.org/p> "value ${i}" <https://example.org/g${i % graphs}> .`,
  );

let made = 0;
export const fileOf = (lines: string[]): string => {
  const file = path.join(folder(), `${made++}.nq`);
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
};
export const journalsOf = (file: string): string[] =>
  readdirSync(folder()).filter((name) => name.startsWith(`.push-${path.basename(file)}-`));

/** What was asked of a store, but for queries. */
export const parts = ({ asked }: SparqlStore) => asked.filter(({ path }) => path !== '/query');
