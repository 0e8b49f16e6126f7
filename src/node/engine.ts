import { createRequire } from 'node:module';
import type * as oxigraph from 'oxigraph';

/** The SPARQL engine in Node. It is loaded as CommonJS, because only such a module can be forgotten. */

/** Returns the engine. */
export const loadEngine = (): typeof oxigraph => createRequire(import.meta.url)('oxigraph');

/**
 * Forgets the engine, whose memory never shrinks, so that the garbage collector frees it with all graphs. The next graph gets
 * a new engine. Returns true.
 */
export function dropEngine(): boolean {
  const { cache, resolve } = createRequire(import.meta.url);
  return delete cache[resolve('oxigraph')];
}
