import { createRequire } from 'node:module';
import type * as oxigraph from 'oxigraph';

/** The SPARQL engine in Node. It is loaded as CommonJS, because only such a module can be forgotten. */

/** Returns the engine. */
export const loadEngine = (): typeof oxigraph => createRequire(import.meta.url)('oxigraph');

/** Forgets the engine, so that its memory is freed, which never shrinks. The next graph gets a new one. */
export function dropEngine(): void {
  const { cache, resolve } = createRequire(import.meta.url);
  delete cache[resolve('oxigraph')];
}
