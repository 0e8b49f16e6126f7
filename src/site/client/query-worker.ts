import { initSync, namedNode, Store } from 'oxigraph/web.js';
import { answerBy } from '../query/answer.js';
import { namesGraphs } from '../query/query-text.js';
import { openPacked, serveOrders } from './parts/engines.js';

/** The engine runs in a worker, so that the page stays responsive. Terminating the worker ends any query. */
serveOrders({
  async start(onBytes) {
    const program = await openPacked(new URL('oxigraph.wasm.gz', import.meta.url), onBytes);
    initSync({ module: await WebAssembly.compile(await new Response(program).arrayBuffer()) });
    return new Store();
  },
  load: (store, nquads) => store.load(nquads, { format: 'application/n-quads' }),
  has: (store, subject) => store.match(namedNode(subject)).length > 0,
  drop: (store, graph) => store.update(`DROP SILENT GRAPH <${graph}>`),
  /** Like `gcm query`, queries the union of all graphs, unless the query names graphs. */
  answer(store, { query, base }) {
    const options = { base_iri: base, use_default_graph_as_union: !namesGraphs(query) };
    return answerBy((text, mediaType) => store.query(text, { ...options, results_format: mediaType }) as string, query);
  },
});
