import { gunzipSync } from 'fflate';
import { isAt } from '../bytes.js';
import { openEngine } from '../graph/store.js';
import { UserError } from '../problem.js';
import type { Answer, Order, ReaderRequest } from '../site/workbench/messages.js';
import { cells } from './changed-cells.js';
import { change, open, report } from './check.js';
import { download } from './download.js';
import { fetchFile } from './fetch-pack.js';
import { find } from './find.js';
import { createPageReader } from './read-in-worker.js';
import { newRow, rows } from './rows.js';
import { createState, type Handler } from './state.js';

/** The worker of the workbench: carries out one order at a time. The page terminates it to cancel an order. */

const handlers: { [Name in Order['order']]?: Handler<Name> } = {
  open,
  change,
  rows,
  'new-row': newRow,
  report,
  find,
  differences: later(async () => (await import('./draft.js')).differences),
  page: later(async () => (await import('./draft.js')).page),
  graph: later(async () => (await import('./draft.js')).graph),
  cells,
  download,
};

/** A handler whose modules are loaded with its first order. */
function later<Name extends Order['order']>(load: () => Promise<Handler<Name>>): Handler<Name> {
  return async (...order) => (await load())(...order);
}

/** The scope of a worker, without the types of the DOM. */
const scope = globalThis as unknown as {
  onmessage: (event: { data: { id: number } & Order }) => void;
  postMessage(answer: Answer | ReaderRequest, transferred?: MessagePort[]): void;
};

const state = createState(createPageReader((reader) => scope.postMessage({ reader }, reader ? [reader] : [])));

/** Loads the SPARQL engine, which is stored compressed because some servers do not compress responses. */
async function loadEngine(): Promise<void> {
  const bytes = await fetchFile(new URL('.', import.meta.url).href, 'oxigraph.wasm.gz');
  const isPacked = isAt(bytes, 0, [0x1f, 0x8b]); // some servers declare the compression, and then it is already undone
  await openEngine(isPacked ? gunzipSync(bytes) : bytes);
}

let hasEngine = false;

scope.onmessage = async ({ data: { id, ...order } }) => {
  try {
    if (!hasEngine) await loadEngine();
    hasEngine = true;
    const handler = handlers[order.order] as Handler<Order['order']> | undefined;
    if (!handler) throw new UserError(`Unknown order "${order.order}"`);
    const result = await handler(state, order as never, (step, share) => scope.postMessage({ id, step, share }));
    scope.postMessage({ id, result });
  } catch (error) {
    const bug = `${error}\n${(error as Error).stack}`; // some browsers have no message in the stack
    scope.postMessage({ id, ...(error instanceof UserError ? { fault: error.message } : { bug }) });
  }
};
