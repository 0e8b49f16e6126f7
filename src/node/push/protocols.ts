import { type Batch, type BatchLimits, bytesOf } from './batches.js';
import type { Delivery } from './deliver.js';

/** How a batch of statements is put to a store. */
export interface Protocol {
  limits: BatchLimits;
  /** The request for a batch; `isFirst` when none was sent for its graph yet. */
  request(url: string, batch: Batch, isFirst: boolean, isReplacing: boolean): Delivery;
}

/** Both ways of SPARQL 1.1 to write into a store. Either request can be sent twice, for a graph is a set of statements. */
export const protocols: Record<string, Protocol> = {
  'graph-store': { limits: { statements: 20_000, bytes: 2 << 20 }, request: graphStore },
  update: { limits: { statements: 1_000, bytes: 1 << 20 }, request: update }, // Virtuoso compiles no more than some 1,900
};

/** SPARQL 1.1 Graph Store HTTP Protocol, sections 5.3 and 5.5: the first part takes the graph's place, the others are added. */
function graphStore(url: string, batch: Batch, isFirst: boolean): Delivery {
  const { graph } = batch;
  const question = graph === '' ? 'default' : `graph=${encodeURIComponent(graph)}`;
  return {
    method: isFirst ? 'PUT' : 'POST',
    url: `${url}${url.includes('?') ? '&' : '?'}${question}`,
    headers: { 'content-type': 'text/turtle; charset=utf-8' }, // N-Triples are Turtle, which every store must take
    body: bytesOf(batch),
  };
}

/** SPARQL 1.1 Update, sections 3.1.1 and 3.1.3, sent directly (SPARQL 1.1 Protocol, section 2.2.2). */
function update(url: string, batch: Batch, isFirst: boolean, isReplacing: boolean): Delivery {
  const { graph } = batch;
  const clear = isFirst && isReplacing ? `CLEAR SILENT ${graph === '' ? 'DEFAULT' : `GRAPH <${graph}>`} ;\n` : '';
  const [open, close] = graph === '' ? ['', ''] : [`GRAPH <${graph}> {\n`, '}\n'];
  return {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/sparql-update; charset=utf-8' },
    body: bytesOf(batch, `${clear}INSERT DATA {\n${open}`, `${close}}\n`),
  };
}
