import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { RunQuery } from '../graph/store.js';
import { diskFiles, systemErrorMessage } from '../node/disk-files.js';
import { keepCensus } from '../node/figures/keep-census.js';
import type { Threads } from '../pipeline.js';
import { grouped, UserError } from '../problem.js';
import { type Project, projectFault } from '../project.js';
import { oneLine } from '../report/harmless-text.js';
import type { ReadWorkbook } from '../workbook/workbook.js';

/** Shared by all commands: streams, options and exit codes. Data goes to stdout, messages to stderr. */

/** An output of a command: a stream of the process, or a collector in a test. */
export interface Output {
  /** Writes a text or bytes, and calls `done` afterwards. */
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
  runQuery?: RunQuery; // runs the queries of a build or a check
}

/** The options of a command line as commander gives them: "dryRun" is --dry-run. */
export type Options = Record<string, string | boolean | string[] | undefined>;

/** Runs a command and returns the exit code. Its name and options are in commands.json. */
export type RunCommand = (args: string[], options: Options, io: Io) => Promise<number>;

/** Reads a workbook in a thread. The code is loaded with the first workbook. */
export const readWorkbook: ReadWorkbook = async (...given) =>
  (await import('../node/workbook/read-in-thread.js')).readWorkbook(...given);

/** Returns the project of a command's options. Throws `UserError` if a folder is missing or a value is invalid. */
export function projectFrom(options: Options): Project & Pick<Threads, 'readWorkbook' | 'recall'> {
  const base = options['base'] as string | undefined;
  const commit = options['commit'] as string | undefined;
  const siteAddress = options['siteAddress'] as string | undefined;
  const fault = projectFault({ base, siteAddress, commit });
  if (fault) throw new UserError(`--${fault}`);
  const folder = (name: string): string => folderFrom(options, name);
  const [data, ontology, queries] = [folder('data'), folder('ontology'), folder('queries')];
  const out = options['out'] as string | undefined;
  const kept = out === undefined ? {} : { recall: keepCensus(out) };
  return { files: diskFiles, data, ontology, queries, base, siteAddress, commit, readWorkbook, ...kept };
}

/** Returns the folder of an option ("data" is `--data`). Throws `UserError` if it does not exist. */
export function folderFrom(options: Options, name: string): string {
  const given = options[name] as string;
  if (statSync(given, { throwIfNoEntry: false })?.isDirectory()) return path.normalize(given);
  // a missing default folder usually means that the current folder is wrong
  const remedy = given === name ? '. Go to the folder of your project, or create one with gcm init' : '';
  throw new UserError(`--${name}: Missing folder "${given}"${remedy}`);
}

/** Returns the number of an option. Throws `UserError` unless it is a whole number in this range. */
export function numberFrom(options: Options, name: string, least: number, most: number, kind = 'number'): number {
  const given = String(options[name]);
  const number = Number(given);
  if (/^\d{1,9}$/.test(given) && number >= least && number <= most) return number;
  const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw new UserError(`--${flag}: Invalid ${kind} "${oneLine(given)}". Expected ${least} to ${most}`);
}

/** Returns the entry that an option names. Throws `UserError` for an unknown name. */
export function choiceFrom<T>(options: Options, name: string, choices: Record<string, T>): T {
  const given = options[name] as string;
  if (Object.hasOwn(choices, given)) return choices[given] as T;
  throw new UserError(`--${name}: Unknown value "${given}". Expected one of ${Object.keys(choices).join(', ')}`);
}

/** Throws `UserError` unless the input file exists and is a regular file. */
export function requireFile(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) throw new UserError(`Missing file "${file}"`);
  if (found.isDirectory()) throw new UserError(`"${file}" is a folder. Expected a file`);
  if (!found.isFile()) throw new UserError(`"${file}" is not a regular file`);
}

/** The version of the program, from package.json. */
export function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** True if an output shows colours. */
export const hasColor = (io: Io, to: Output = io.stdout): boolean => to.isTTY === true && !io.env['NO_COLOR'];

/** Writes a message. */
export const say = (io: Io, words: string): void => void io.stderr.write(`${words}\n`);

/** Writes data and waits until the reader has received it. */
export const print = (io: Io, text: string | Uint8Array, to: Output = io.stdout): Promise<void> =>
  new Promise((resolve) => to.write(text, () => resolve()));

/** Writes the error that ended a command, and returns the exit code. */
export function sayError(io: Io, error: unknown): number {
  if (error instanceof UserError) {
    say(io, `gcm: ${error.message}`);
    return error.exitCode;
  }
  const fault = error as NodeJS.ErrnoException;
  if (fault.syscall !== undefined) {
    say(io, `gcm: ${systemErrorMessage(fault)}`);
    return 1;
  }
  say(io, `gcm: This is a bug in gcm. Please report it\n${fault.stack ?? error}`);
  return 70;
}

/** Shows the current step on one line of a terminal. Writes nothing to a file or pipe. */
export function progress(io: Io): { step(words: string): void; end(): void } {
  const isWatched = io.stderr.isTTY === true;
  const show = (words: string): void => void (isWatched && io.stderr.write(`\r\u001b[K${words}`));
  return { step: (words) => show(`${words} …`), end: () => show('') };
}

/** The progress of a long task: "1,200,000 statements, 80,000 a second, 3 min left". `share` of its work is done, from 0 to 1. */
export function progressText(done: number, things: string, share: number, seconds: number): string {
  const rate = Math.round(done / Math.max(seconds, 0.001));
  const left = share > 0 ? `, ${timeText((seconds / share) * Math.max(0, 1 - share))} left` : '';
  return `${grouped(done)} ${things}, ${grouped(rate)} a second${left}`;
}

const timeText = (seconds: number): string =>
  seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;

/** Formats a table with columns as wide as their longest value. Longer values are cut at `limit`. */
export function textTable(columns: string[], rows: string[][], limit = 60): string {
  const cells = [columns, ...rows].map((row) => row.map((value) => cut(value.replace(/\s+/g, ' '), limit)));
  const widths = columns.map((_, i) => Math.max(...cells.map((row) => widthOf(row[i] ?? ''))));
  const lines = cells.map((row) =>
    row
      .map((value, i) => value + ' '.repeat((widths[i] as number) - widthOf(value)))
      .join('  ')
      .trimEnd(),
  );
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return `${[lines[0], rule, ...lines.slice(1)].join('\n')}\n`;
}

const widthOf = (text: string): number => Array.from(text).length;

const cut = (text: string, limit: number): string => {
  const characters = Array.from(text);
  return characters.length > limit ? `${characters.slice(0, limit - 1).join('')}…` : text;
};
