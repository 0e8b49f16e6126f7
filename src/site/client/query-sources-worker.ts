import { QueryEngine } from '@comunica/query-sparql/lib/index-browser.js';
import type { Bindings } from '@rdfjs/types';
import { DataFactory, Parser, Store } from 'n3';
import { type Answer, graphOf, jsonTerm, type Row, rowOf, tableOf } from '../query/answer.js';
import { mostRows, originOf } from '../query/query-text.js';
import { type Question, serveOrders } from './parts/engines.js';

const parser = new Parser({ format: 'application/n-quads' });

/**
 * The slow engine, which can also query other servers. It is loaded when the reader adds a source or writes SERVICE. It
 * sends requests only to origins that the reader agreed to.
 */
serveOrders({
  start: async () => new Store(),
  load: (store, nquads) => store.addQuads(parser.parse(nquads)),
  has: (store, subject) => store.countQuads(subject, null, null, null) > 0,
  drop: (store, graph) => void store.removeMatches(null, null, null, DataFactory.namedNode(graph)),
  answer,
});

/** One more row than the page shows proves that there are more rows; then the query stops. */
const limit = mostRows + 1;

const ask = globalThis.fetch.bind(globalThis);

async function answer(store: Store, { query, base, endpoints, agreed }: Question): Promise<Answer> {
  const fetch = guarded(new Set(agreed));
  globalThis.fetch = fetch;
  const others = endpoints.map((value) => ({ type: 'sparql', value }));
  const context = { sources: [store, ...others], unionDefaultGraph: true, baseIRI: base, fetch };
  const result = await new QueryEngine().query(query, context as never);
  if (result.resultType === 'boolean') return { form: 'truth', isTrue: await result.execute() };
  if (result.resultType === 'bindings') {
    const columns = (await result.metadata()).variables.map(({ value }) => value);
    const found = await (await result.execute()).take(limit).toArray();
    const toRow = (one: Bindings): Row => columns.map((name) => jsonTerm(one.get(name)));
    return { form: 'rows', ...tableOf(columns, found, toRow) };
  }
  if (result.resultType !== 'quads') throw new Error('Only SELECT, ASK, CONSTRUCT and DESCRIBE queries are supported');
  return graphOf(await (await result.execute()).take(limit).toArray(), rowOf);
}

/** A fetch that refuses all other origins, and sends no cookies and no referrer. Redirects are errors. */
const guarded =
  (agreed: Set<string>): typeof fetch =>
  async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    if (!agreed.has(originOf(address) ?? '')) throw new Error(`${address} was not queried: you did not agree to it`);
    return ask(input, { ...init, credentials: 'omit', redirect: 'error', referrerPolicy: 'no-referrer' });
  };
