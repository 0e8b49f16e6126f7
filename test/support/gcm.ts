import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Output } from '../../src/cli/command.js';
import { main } from '../../src/cli/main.js';
import { keepThreads } from '../../src/node/thread.js';
import { atEnd } from './at-end.js';

/** The checkout under test. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

keepThreads();
let isRunning = false;

/** Runs the compiled command in this process and collects its output. */
export async function gcm(
  args: string[],
  { cwd = root, env = {} }: { cwd?: string; env?: Record<string, string> } = {},
): Promise<Ended> {
  if (isRunning) throw new Error('Run one command at a time, because they share the working directory');
  isRunning = true;
  const before = process.cwd();
  const [stdout, stderr] = [collector(), collector()];
  process.chdir(cwd);
  try {
    const io = { stdout: stdout.output, stderr: stderr.output, env: { ...process.env, ...env } };
    return { code: await main(args, io), stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    process.chdir(before);
    isRunning = false;
  }
}

function collector(): { output: Output; text(): string } {
  const chunks: Uint8Array[] = [];
  const write = (content: string | Uint8Array, done?: () => void): void => {
    chunks.push(Buffer.from(content));
    done?.();
  };
  return { output: { write }, text: () => Buffer.concat(chunks).toString() };
}

/** Runs the compiled command in a new process. */
export function gcmProcess(
  args: string[],
  options: { cwd?: string; env?: Record<string, string>; node?: string[]; program?: string } = {},
): Ended {
  const { cwd = root, env = {}, node = [], program = process.execPath } = options;
  const { status, stdout, stderr } = spawnSync(program, [...node, path.join(root, 'dist/cli/gcm.js'), ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: 1 << 28,
  });
  return { code: status, stdout, stderr };
}

/** Creates a folder that is deleted after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'gcm-test-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Copies the small project of test/project with the real tables.json to a new folder, as `data`. */
export function smallProject(): string {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, 'data'));
  cpSync(path.join(root, 'test/project'), path.join(folder, 'data'), { recursive: true });
  cpSync(path.join(root, 'data/tables.json'), path.join(folder, 'data/tables.json'));
  return folder;
}

/** Copies the small project with the ontology and the queries. */
export function wholeProject(): string {
  const folder = smallProject();
  for (const name of ['ontology', 'queries'])
    cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  return folder;
}

/** Copies the sheets of the checkout to a new folder, as `data`. */
export function realProject(): string {
  const folder = temporaryFolder();
  cpSync(path.join(root, 'data'), path.join(folder, 'data'), { recursive: true });
  return folder;
}

/** Copies this project with the figures of four areas. A series without figures of these areas keeps a few rows. */
export function projectWithFewFigures(): string {
  const folder = realProject();
  for (const name of ['ontology', 'queries'])
    cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  for (const family of ['figures', 'context'])
    for (const name of readdirSync(path.join(folder, 'data', family))) {
      const file = path.join(folder, 'data', family, name);
      const [header = '', ...rows] = readFileSync(file, 'utf8').trimEnd().split('\n');
      const some = rows.filter((row) => /^(?:001|019|404|498),/.test(row));
      writeFileSync(file, [header, ...(some.length > 0 ? some : rows.slice(0, 40)), ''].join('\n'));
    }
  return folder;
}

/** Copies the sheets of this project, with a description that leaves out the figures. */
export function withoutFamilies(): string {
  const file = path.join(realProject(), 'data/tables.json');
  const document = JSON.parse(readFileSync(file, 'utf8')) as { tables: { url: string }[] };
  const tables = document.tables.filter(({ url }) => !url.includes('{'));
  writeFileSync(file, JSON.stringify({ ...document, tables }));
  return file;
}

/** Creates a thesaurus in English and French with `gcm init` in a new folder. */
export async function newProject(...options: string[]): Promise<string> {
  const folder = path.join(temporaryFolder(), 'new');
  const { code, stderr } = await gcm(['init', folder, '--languages', 'en,fr', ...options]);
  if (code !== 0 || stderr !== '') throw new Error(`gcm init ended with ${code}: ${stderr}`);
  return folder;
}

/** Writes a file to a new folder. */
export function temporaryFile(name: string, content: string | Uint8Array): string {
  const file = path.join(temporaryFolder(), name);
  writeFileSync(file, content);
  return file;
}

/** Lists the sorted paths of everything below a folder. */
export const listing = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();

/** Reads a text file. */
export const readText = (...steps: string[]): string => readFileSync(path.join(...steps), 'utf8');

/** Options that use the ontology and queries of the checkout. */
export const ownRules = ['--ontology', path.join(root, 'ontology'), '--queries', path.join(root, 'queries')];
