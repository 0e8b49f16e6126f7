import { parentPort } from 'node:worker_threads';
import { type EngineImage, makeEngineImage } from '../../graph/engine-image.js';

/** What runs inside the thread that query-pool.ts starts first: it loads the graph, once for all that come after. */

export interface ImageOrder {
  program: WebAssembly.Module;
  nquads: string;
}

/** A throw goes to whoever waits for the image. */
parentPort?.on('message', ({ program, nquads }: ImageOrder) => {
  const image: EngineImage = makeEngineImage(program, Buffer.from(nquads));
  parentPort?.postMessage(image);
});
