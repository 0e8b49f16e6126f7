import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { diskFiles } from '../node/disk-files.js';
import type { Threads } from '../pipeline.js';
import { UserError } from '../problem.js';
import { type Project, projectFault } from '../project.js';
import { oneLine } from '../report/harmless-text.js';
import type { ReadWorkbook } from '../workbook/workbook.js';

/** What a command is given, and what its options name. */

/** An output of a command: a stream of the process, or a collector in a test. */
export interface Output {
  /** Takes a text or bytes, and calls `done` once it has them. */
  write(content: string | Uint8Array, done?: (error?: Error | null) => void): unknown;
  isTTY?: boolean;
  columns?: number;
  fd?: number; // only streams of the process have one
}

/** The streams and the environment of a command. */
export interface Io {
  stdout: Output;
  stderr: Output;
  env: Record<string, string | undefined>;
}

/** The options of a command line as commander gives them: "dryRun" is --dry-run. */
export type Options = Record<string, string | boolean | string[] | undefined>;

/** Runs a command and returns the exit code; what it is called and which options it has is in commands.json. */
export type RunCommand = (args: string[], options: Options, io: Io) => Promise<number>;

/** Reads a workbook in a thread of its own; the code for it is loaded with the first workbook. */
export const readWorkbook: ReadWorkbook = async (...given) =>
  (await import('../node/workbook/read-in-thread.js')).readWorkbook(...given);

/** The project that the options of a command name. Throws `UserError` when a folder is missing or a value is invalid. */
export function projectFrom(options: Options): Project & Pick<Threads, 'readWorkbook'> {
  const base = options['base'] as string | undefined;
  const commit = options['commit'] as string | undefined;
  const fault = projectFault({ base, commit });
  if (fault) throw new UserError(`--${fault}`);
  const folder = (name: string): string => folderFrom(options, name);
  const [data, ontology, queries] = [folder('data'), folder('ontology'), folder('queries')];
  return { files: diskFiles, data, ontology, queries, base, commit, readWorkbook };
}

/** The folder that an option names ("data" is `--data`). Throws `UserError` when it does not exist. */
export function folderFrom(options: Options, name: string): string {
  const given = options[name] as string;
  if (statSync(given, { throwIfNoEntry: false })?.isDirectory()) return path.normalize(given);
  // someone who names no folder is most likely in the wrong one
  const remedy = given === name ? ' here: go to the folder of your project, or make one with gcm init' : '';
  throw new UserError(`--${name}: there is no folder ${given}${remedy}`);
}

/** The number that an option names. Throws `UserError` unless it is a whole number in this range. */
export function numberFrom(options: Options, name: string, least: number, most: number, kind = 'number'): number {
  const given = String(options[name]);
  const number = Number(given);
  if (/^\d{1,9}$/.test(given) && number >= least && number <= most) return number;
  const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw new UserError(`--${flag}: ${oneLine(given)} is no ${kind} from ${least} to ${most}`);
}

/** The value of an option that names one of a table's entries. Throws `UserError` for any other name. */
export function choiceFrom<T>(options: Options, name: string, choices: Record<string, T>): T {
  const given = options[name] as string;
  if (Object.hasOwn(choices, given)) return choices[given] as T;
  throw new UserError(`--${name}: ${given} is none of ${Object.keys(choices).join(', ')}`);
}

/** Throws `UserError` unless a file that a command is to read exists and is a plain file. */
export function requireFile(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) throw new UserError(`there is no file ${file}`);
  if (!found.isFile()) throw new UserError(`${file} is no file`);
}

/** The version of the program, as its package says. */
export function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
