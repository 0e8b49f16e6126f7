import { rmSync } from 'node:fs';
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
  } finally {
    remove();
    process.off('exit', remove);
    letGo();
  }
}
