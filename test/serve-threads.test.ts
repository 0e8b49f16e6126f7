import { closeSync, openSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startThreads } from '../src/serve/sparql/threads.js';
import type { Job } from '../src/serve/sparql/worker.js';
import { atEnd } from './support/at-end.js';
import { temporaryFolder } from './support/gcm.js';

describe('threads', () => {
  const job: Job = {
    kind: 'own-query',
    text: 'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }',
    mediaType: 'application/sparql-results+json',
  };
  const forever = new AbortController().signal;

  it('that end get no further job, even if their answer arrived', async () => {
    const program = await WebAssembly.compile(
      await readFile(createRequire(import.meta.url).resolve('oxigraph/web_bg.wasm')),
    );
    const lines = Array.from(
      { length: 400 },
      (_, i) => `<https://example.org/${i}> <https://example.org/p> "${i}" .\n`,
    );
    const file = path.join(temporaryFolder(), 'graph.nq');
    writeFileSync(file, lines.join(''));
    const nquads = { descriptor: openSync(file, 'r'), bytes: lines.join('').length };
    atEnd(() => closeSync(nquads.descriptor));
    const data = { program, nquads, base: 'https://example.org/', rows: 1, figures: undefined };
    const threads = await startThreads(data, 1, 1);
    atEnd(() => threads.close());
    await threads.run(job, forever);
    for (let round = 0; round < 3; round++) {
      const end = new AbortController();
      const first = threads.run(job, end.signal);
      const others = [threads.run(job, forever), threads.run(job, forever)];
      await setImmediate(); // the thread has the job
      for (const begin = performance.now(); performance.now() - begin < 300; ); // the answer waits for this thread
      end.abort();
      await first;
      for (const outcome of await Promise.all(others)) expect(outcome?.kind).toBe('answer');
    }
  });
});
