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

export default function setup(project: TestProject): () => Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'gcm-shared-'));
  project.provide('shared', folder);
  return () => rm(folder, { recursive: true, force: true });
}
