import { systemErrorMessage } from '../node/disk-files.js';
import { grouped, UserError } from '../problem.js';
import type { Io, Output } from './command.js';

/** What the terminal shows, and the signals that it sends. Data goes to stdout, messages to stderr. */

/** Whether an output shows colours. */
export const hasColor = (io: Io, to: Output = io.stdout): boolean => to.isTTY === true && !io.env['NO_COLOR'];

/** Writes a message. */
export const say = (io: Io, words: string): void => void io.stderr.write(`${words}\n`);

/** Writes data, and waits until it is taken, so that a slow reader gets all of it. */
export const print = (io: Io, text: string | Uint8Array, to: Output = io.stdout): Promise<void> =>
  new Promise((resolve) => to.write(text, () => resolve()));

/** Writes what a command was ended by, and returns its exit code. */
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
  say(io, `gcm: this is a bug of ours, please report it\n${fault.stack ?? error}`);
  return 70;
}

/** One line on a terminal that says what is done now, each step over the last; nothing where nobody watches. */
export function progress(io: Io): { step(words: string): void; end(): void } {
  const isWatched = io.stderr.isTTY === true;
  const show = (words: string): void => void (isWatched && io.stderr.write(`\r\u001b[K${words}`));
  return { step: (words) => show(`${words} …`), end: () => show('') };
}

/** How far a long task is: "1,200,000 statements, 80,000 a second, 3 min left"; `share` of all its work is done, from 0 to 1. */
export function progressText(done: number, things: string, share: number, seconds: number): string {
  const rate = Math.round(done / Math.max(seconds, 0.001));
  const left = share > 0 ? `, ${timeText((seconds / share) * Math.max(0, 1 - share))} left` : '';
  return `${grouped(done)} ${things}, ${grouped(rate)} a second${left}`;
}

const timeText = (seconds: number): string =>
  seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;

/** Columns side by side, as wide as their longest value; long values are cut at `limit`. */
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

/** The signals that end a command; its exit code is 128 and the signal's number. */
const signals = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;

/** Calls `end` with the exit code at the first signal. */
export function onSignal(end: (code: number) => void): void {
  for (const signal of signals) process.once(signal, (_signal: string, number: number) => end(128 + number));
}

/**
 * From now on a signal ends the process by its exit, so that what is to be removed then is; `tell` is called first.
 * (The signal waits for a step that cannot be interrupted.) The function that is returned ends that.
 */
export function exitOnSignals(tell: (signal: string) => void = () => {}): () => void {
  const end = (signal: string, number: number): void => {
    tell(signal);
    process.exit(128 + number);
  };
  for (const signal of signals) process.on(signal, end);
  return () => {
    for (const signal of signals) process.off(signal, end);
  };
}
