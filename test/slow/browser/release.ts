import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { serveRelease } from '../../support/serving.js';

declare module 'vitest' {
  interface ProvidedContext {
    release: string; // the folder of a release of the real data
    address: string; // of its site: "http://127.0.0.1:1234/site/"
  }
}

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Builds a release of the real data and serves it for all tests in a browser. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const out = mkdtempSync(path.join(os.tmpdir(), 'gcm-site-'));
  const build = [path.join(root, 'dist/cli/gcm.js'), 'build', '--out', out];
  const { status, stdout, stderr } = spawnSync(process.execPath, build, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`Cannot build the release for the tests:\n${stdout}${stderr}`);
  const release = realpathSync(path.join(out, 'current'));
  const server = await serveRelease(release);
  project.provide('release', release);
  project.provide('address', `${server.address}site/`);
  return async () => {
    await server.close();
    rmSync(out, { recursive: true, force: true });
  };
}
