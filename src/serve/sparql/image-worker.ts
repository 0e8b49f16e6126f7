import { parentPort } from 'node:worker_threads';
import { isEngineBroken } from './bounded-store.js';
import { type EngineImage, makeEngineImage } from './engine-image.js';

/** What runs inside the thread that query-pool.ts starts first: it loads the graph, once for all that come after. */

export interface ImageOrder {
  program: WebAssembly.Module;
  nquads: string;
}

/** Nothing, when the engine has no room for the graph. */
export type ImageAnswer = EngineImage | undefined;

/** A throw goes to whoever waits for the image. */
parentPort?.on('message', ({ program, nquads }: ImageOrder) => parentPort?.postMessage(answerTo(program, nquads)));

function answerTo(program: WebAssembly.Module, nquads: string): ImageAnswer {
  try {
    return makeEngineImage(program, Buffer.from(nquads));
  } catch (error) {
    if (isEngineBroken(error)) return undefined;
    throw error;
  }
}
