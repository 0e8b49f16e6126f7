import { initSync, type Quad, Store } from 'oxigraph/web.js';
import { formOf, withoutTexts } from '../../graph/query-text.js';
import { type Answer, graphOf, readResults, rowOf } from '../query/answer.js';
import { limited } from '../query/query.js';
import type { Question } from './parts/engines.js';
import { openPacked, serveOrders } from './parts/worker.js';

/** The engine beside the page: while it works the page goes on answering, and ending this thread ends any query. */
serveOrders({
  async start(onBytes) {
    const program = await openPacked(new URL('oxigraph.wasm.gz', import.meta.url), onBytes);
    initSync({ module: await WebAssembly.compile(await new Response(program).arrayBuffer()) });
    return new Store();
  },
  load: (store, nquads) => store.load(nquads, { format: 'application/n-quads' }),
  answer,
});

/** As `gcm query` has it: over the union of the graphs, unless the query names those that it wants. */
function answer(store: Store, { query, base }: Question): Answer {
  const options = { base_iri: base, use_default_graph_as_union: !/\bFROM\b/i.test(withoutTexts(query)) };
  const form = formOf(query);
  if (form === 'CONSTRUCT' || form === 'DESCRIBE') return graphOf(store.query(query, options) as Quad[], rowOf);
  const results = (text: string): Answer =>
    readResults(store.query(text, { ...options, results_format: 'json' }) as string);
  try {
    return results(limited(query));
  } catch (error) {
    // What cannot be read is told by its own lines and not by that of our limit.
    if (!/^error at /.test((error as Error).message)) throw error;
    return results(query);
  }
}
