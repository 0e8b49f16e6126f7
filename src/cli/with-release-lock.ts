import { lockReleases } from '../node/release/lock.js';
import type { Io } from './io.js';
import { exitOnSignals } from './signals.js';
import { say } from './terminal.js';

/** Lets `use` change the releases of a folder, which nobody else does meanwhile, and a signal leaves no half of it. */
export async function withReleaseLock<T>(io: Io, out: string, use: () => Promise<T>): Promise<T> {
  const unlock = await lockReleases(out);
  const letGo = exitOnSignals((signal) => say(io, `gcm: ended by ${signal}; no release is left half made`));
  try {
    return await use();
  } finally {
    letGo();
    unlock();
  }
}
