import { realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { serveRelease } from '../../support/serving.js';
import { sharedFolder } from '../../support/shared-folder.js';
import { sharedRelease } from '../../support/shared-release.js';

declare module 'vitest' {
  interface ProvidedContext {
    release: string; // the folder of a release of the real data
    address: string; // of its site: "http://127.0.0.1:1234/site/"
  }
}

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Serves a release of the real data for all tests in a browser. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const built = await sharedRelease(path.join(sharedFolder(), 'real'), root, []);
  const release = realpathSync(built.release);
  const server = await serveRelease(release);
  project.provide('release', release);
  project.provide('address', `${server.address}site/`);
  return server.close;
}
