import { rmSync } from 'node:fs';

/** Files and folders that are there only while a command runs: they go when it ends, also by a signal (main.ts). */
const names = new Set<string>();

process.on('exit', () => {
  for (const name of names) rmSync(name, { recursive: true, force: true });
});

/** Lets `use` work with a temporary file or folder that `make` makes, and takes it away. */
export async function withTemporary<T>(make: () => string, use: (name: string) => Promise<T>): Promise<T> {
  const name = make();
  names.add(name);
  try {
    return await use(name);
  } finally {
    rmSync(name, { recursive: true, force: true });
    names.delete(name);
  }
}
