import { initSync, type Quad, Store } from 'oxigraph/web.js';
import { type Answer, graphOf, readResults, rowOf } from '../query/answer.js';
import { formOf, limited, withoutTexts } from '../query/query-text.js';
import type { Question } from './parts/engines.js';
import { openPacked, serveOrders } from './parts/worker.js';

/** The engine runs in a worker, so that the page stays responsive; terminating the worker ends any query. */
serveOrders({
  async start(onBytes) {
    const program = await openPacked(new URL('oxigraph.wasm.gz', import.meta.url), onBytes);
    initSync({ module: await WebAssembly.compile(await new Response(program).arrayBuffer()) });
    return new Store();
  },
  load: (store, nquads) => store.load(nquads, { format: 'application/n-quads' }),
  answer,
});

/** Like `gcm query`: over the union of the graphs, unless the query names graphs. */
function answer(store: Store, { query, base }: Question): Answer {
  const options = { base_iri: base, use_default_graph_as_union: !/\bFROM\b/i.test(withoutTexts(query)) };
  const form = formOf(query);
  if (form === 'CONSTRUCT' || form === 'DESCRIBE') return graphOf(store.query(query, options) as Quad[], rowOf);
  const results = (text: string): Answer =>
    readResults(store.query(text, { ...options, results_format: 'json' }) as string);
  try {
    return results(limited(query));
  } catch (error) {
    // A syntax error must name a line of the reader's text, not the added LIMIT.
    if (!/^error at /.test((error as Error).message)) throw error;
    return results(query);
  }
}
