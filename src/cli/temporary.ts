import { rmSync } from 'node:fs';
import path from 'node:path';
import type { SystemFault } from '../node/name-failed-file.js';
import { exitOnSignals } from './signals.js';

/**
 * Lets `use` work with a temporary file or folder that `make` makes, and takes it away, also when a signal ends the
 * process meanwhile. (Without anything temporary no signal waits.)
 */
export async function withTemporary<T>(make: () => string, use: (name: string) => Promise<T>): Promise<T> {
  const name = make();
  const remove = (): void => rmSync(name, { recursive: true, force: true });
  process.on('exit', remove);
  const letGo = exitOnSignals(); // the exit removes it
  try {
    return await use(name);
  } catch (error) {
    const fault = error as SystemFault;
    if (fault.path?.startsWith(name + path.sep)) fault.temporary = path.dirname(name);
    throw fault;
  } finally {
    remove();
    process.off('exit', remove);
    letGo();
  }
}
