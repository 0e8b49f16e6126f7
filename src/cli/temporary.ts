import { rmSync } from 'node:fs';
import { signals } from './signals.js';

/**
 * Lets `use` work with a temporary file or folder that `make` makes, and takes it away, also when a signal ends the
 * process meanwhile. (The signal waits for a step that cannot be interrupted; without anything temporary none does.)
 */
export async function withTemporary<T>(make: () => string, use: (name: string) => Promise<T>): Promise<T> {
  const name = make();
  const remove = (): void => rmSync(name, { recursive: true, force: true });
  const handlers = Object.entries(signals).map(([signal, code]): [string, () => void] => [
    signal,
    () => process.exit(code), // the exit removes it
  ]);
  process.on('exit', remove);
  for (const [signal, end] of handlers) process.on(signal, end);
  try {
    return await use(name);
  } finally {
    remove();
    process.off('exit', remove);
    for (const [signal, end] of handlers) process.off(signal, end);
  }
}
