import { randomBytes } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  createWriteStream,
  mkdtempSync,
  openSync,
  realpathSync,
  renameSync,
  statSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { naming } from '../node/name-failed-file.js';
import { UserError } from '../problem.js';
import type { Io } from './io.js';
import { isDeviceName, isStdout } from './output-file.js';
import { withTemporary } from './temporary.js';

/** Fills a file that is there and empty; false when what it wrote is not to be used. */
export type Fill = (file: string) => Promise<boolean>;

/**
 * Lets `fill` make an output that appears whole or not at all: a file takes its name when it is done, and the terminal,
 * a pipe or a device gets what is in a temporary one then. A link is followed.
 */
export async function writeAtomically(io: Io, out: string | undefined, fill: Fill): Promise<void> {
  if (out === undefined) return throughFile(fill, () => new Writable({ write: toStdout(io) }));
  if (out === '') throw new UserError('--out: the name of a file is missing');
  const found = statSync(out, { throwIfNoEntry: false });
  if (found?.isDirectory()) throw new UserError(`--out: ${out} is a folder`);
  const isDevice = (found && !found.isFile()) || isDeviceName(out);
  if (isDevice && isStdout(out, io)) return writeAtomically(io, undefined, fill); // opened by its name it could not be a socket
  if (isDevice) return throughFile(fill, () => createWriteStream(out, { flags: 'a' }), out);
  const target = found ? realpathSync(out) : out;
  const beside = (): string => {
    const name = `${target}.${process.pid}-${randomBytes(4).toString('hex')}.part`;
    closeSync(openSync(name, 'wx', found?.mode));
    return name;
  };
  await withTemporary(beside, async (name) => {
    if (await named(fill, name, target)) renameSync(name, target);
  });
}

/** Fills a part of an output; a failed write names the output, or what `fill` names itself. */
const named = (fill: Fill, part: string, target: string): Promise<boolean> =>
  naming(target, () => fill(part)).catch((error: NodeJS.ErrnoException) => {
    if (error.path === part) error.path = target;
    throw error;
  });

/** stdout is not to be closed, as a stream in a pipeline would be. */
const toStdout =
  ({ stdout }: Io) =>
  (chunk: Uint8Array, _encoding: unknown, done: (error?: Error | null) => void): void =>
    void stdout.write(chunk, done);

async function throughFile(fill: Fill, open: () => Writable, out = '/dev/stdout'): Promise<void> {
  await withTemporary(
    () => mkdtempSync(path.join(os.tmpdir(), 'gcm-')),
    async (folder) => {
      const file = path.join(folder, 'output');
      closeSync(openSync(file, 'wx'));
      if (!(await naming(file, () => fill(file)))) return;
      await naming(out, () => pipeline(createReadStream(file), open())).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EPIPE') throw error; // a reader that goes away (`… | head`) is no fault
      });
    },
  );
}
