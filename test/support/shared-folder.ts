import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    shared: string; // a folder for all test files of a run
  }
}

/** The folder of the whole run, which has one for each process that sets up tests. */
export function sharedFolder(): string {
  process.env['GCM_TEST_SHARED'] ??= mkdtempSync(path.join(os.tmpdir(), 'gcm-shared-'));
  return process.env['GCM_TEST_SHARED'];
}

export default function setup(project: TestProject): () => Promise<void> {
  const folder = sharedFolder();
  project.provide('shared', folder);
  return () => rm(folder, { recursive: true, force: true });
}
