import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { text } from 'node:stream/consumers';
import { sha256 } from '../../bytes.js';
import { UserError } from '../../problem.js';
import { realPath } from '../disk-files.js';

/** Time for a busy process to report its PID. */
const patience = 5000; // milliseconds

/**
 * Locks the releases of a folder, which can be missing, and returns a function that unlocks them. The lock is a socket, so
 * the operating system releases it if the process ends. Throws `UserError` (75) with the PID if another process holds it.
 */
export const lockReleases = (out: string): Promise<() => void> => lockAt(addressOf(out), out);

/** Locks by the address of a socket: an abstract name, a pipe or a file. */
export async function lockAt(address: string, out: string): Promise<() => void> {
  for (let attempt = 0; attempt < 3; attempt++) {
    const server = await listen(address);
    if (server) return () => void server.close();
    const holder = await askHolder(address);
    if (holder !== undefined) throw inUse(out, holder);
    // The other process has ended, but the file of its socket can remain.
    if (address.startsWith('/')) rmSync(address, { force: true });
  }
  throw inUse(out, '');
}

const inUse = (out: string, pid: string): UserError =>
  new UserError(
    `${pid === '' ? 'Another process' : `Process ${pid}`} is publishing into "${out}". Try again later`,
    75,
  );

/**
 * Returns an address for a folder: an abstract name on Linux and a named pipe on Windows, which end with their process, and
 * the file of a socket elsewhere.
 */
function addressOf(out: string): string {
  const name = `gcm-graph-${sha256(realPath(out)).slice(0, 32)}`;
  if (process.platform === 'linux') return `\0${name}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : `/tmp/${name}.sock`;
}

/** Returns undefined if the address is in use. */
async function listen(address: string): Promise<Server | undefined> {
  const server = createServer((client) => {
    client.on('error', () => {}); // the other process may have ended
    client.end(String(process.pid));
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

/** Returns the PID of the process that holds the lock. It is empty without an answer, and undefined without a process. */
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
