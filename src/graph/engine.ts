import * as oxigraph from 'oxigraph';

/** The SPARQL engine in a browser. node/engine.ts replaces this file in Node. */

/** Returns the engine. */
export const loadEngine = (): typeof oxigraph => oxigraph;

/** Returns false: a module cannot be forgotten. */
export const dropEngine = (): boolean => false;
