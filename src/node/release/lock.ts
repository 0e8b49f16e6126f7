import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { sha256 } from '../../bytes.js';
import { UserError } from '../../problem.js';
import { realPath } from '../disk-files.js';

/** How long, in milliseconds, the holder of a lock may take to say who it is: it is at work, and says so between two steps. */
const patience = 5000;

/**
 * Makes this process the only one that changes the releases of a folder, which need not be there yet; what is returned
 * ends that. The lock is an address that this process listens to, so the system takes it back however the process ends.
 * Throws `UserError` (75), with the number of the process, when another one has it.
 */
export const lockReleases = (out: string): Promise<() => void> => lockAt(addressOf(out), out);

/** The same by an address of one's own choice: an abstract name, a pipe, or a file. */
export async function lockAt(address: string, out: string): Promise<() => void> {
  for (let attempt = 0; attempt < 3; attempt++) {
    const server = await listen(address);
    if (server) return () => void server.close();
    const holder = await askHolder(address);
    if (holder !== undefined) throw inUse(out, holder);
    // it has ended meanwhile; a file, where the address is one, may be left over
    if (path.isAbsolute(address)) rmSync(address, { force: true });
  }
  throw inUse(out, '');
}

const inUse = (out: string, pid: string): UserError =>
  new UserError(`${pid === '' ? 'another process' : `process ${pid}`} is publishing into ${out}; try again later`, 75);

/**
 * One for each folder, whatever it is called: an abstract name on Linux and a named pipe on Windows, which are gone with
 * their process, and elsewhere a socket's file.
 */
function addressOf(out: string): string {
  const name = `gcm-graph-${sha256(realPath(out)).slice(0, 32)}`;
  if (process.platform === 'linux') return `\0${name}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : `/tmp/${name}.sock`;
}

/** Undefined when the address is taken. */
async function listen(address: string): Promise<Server | undefined> {
  const server = createServer((asking) => {
    asking.on('error', () => {}); // whoever asked may have gone
    asking.end(String(process.pid));
  });
  server.listen(address).unref();
  try {
    await once(server, 'listening');
    return server;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return undefined;
  }
}

/** The number of the process that has the lock; empty when it does not say, and undefined when there is none any more. */
async function askHolder(address: string): Promise<string | undefined> {
  const asking = connect(address);
  try {
    await once(asking, 'connect');
  } catch {
    return undefined;
  }
  asking.setTimeout(patience, () => asking.destroy());
  return text(asking).catch(() => '');
}
