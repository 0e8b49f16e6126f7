import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';

/** What is not a release yet, or no more: ".staging-123-a8f", ".current-123", ".removed-123-9c2"; the number is the process's. */
const passing = /^\.(?:staging|current|removed)-\d+/;

/** Takes away what a process that was killed left behind. Only who holds the lock of the folder may do so. */
export function sweep(out: string): void {
  if (!existsSync(out)) return;
  for (const name of readdirSync(out))
    if (passing.test(name)) rmSync(path.join(out, name), { recursive: true, force: true });
}

/**
 * Lets `use` fill a folder beside the releases, on their file system, and takes away what is left of it when that ends,
 * for good or ill, or when the process does.
 */
export async function withStaging<T>(out: string, use: (staging: string) => Promise<T>): Promise<T> {
  const staging = mkdtempSync(path.join(out, `.staging-${process.pid}-`));
  const remove = (): void => {
    try {
      discard(out, staging);
    } catch {
      // a disk that fails: what went wrong is told already, and the next build sweeps
    }
  };
  process.on('exit', remove);
  try {
    return await use(staging);
  } finally {
    remove();
    process.off('exit', remove);
  }
}

/**
 * Takes a folder away whole: first it loses its name, so that nobody takes the half of it that is left for a release, and
 * no thread that is still at work makes a file in it.
 */
export function discard(out: string, folder: string): void {
  if (!existsSync(folder)) return;
  const removed = path.join(out, `.removed-${process.pid}-${randomBytes(4).toString('hex')}`);
  renameSync(folder, removed);
  rmSync(removed, { recursive: true, force: true, maxRetries: 3 });
}
