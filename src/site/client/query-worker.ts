import { initSync, type Literal, type Quad, Store, type Term } from 'oxigraph/web.js';
import { formOf, withoutTexts } from '../../graph/query-text.js';
import { xsdString } from '../../rdf/nquads.js';
import type { JsonTerm } from '../../rdf/terms.js';
import { type Answer, mostRows, readResults } from '../query/answer.js';
import { limited } from '../query/limit.js';
import { serveOrders } from './query/messages.js';
import { linePieces, openPacked } from './query/packed.js';

/** The engine beside the page: while it works the page goes on answering, and ending this thread ends any query. */
serveOrders({ open, answer });

interface Opened {
  store: Store;
  base: string;
}

async function open(graph: string, base: string, onBytes: (count: number) => void): Promise<Opened> {
  const program = await openPacked(new URL('oxigraph.wasm.gz', import.meta.url), onBytes);
  const compiled = await WebAssembly.compile(await new Response(program).arrayBuffer());
  initSync({ module: compiled });
  const store = new Store();
  for await (const piece of linePieces(await openPacked(graph, onBytes)))
    store.load(piece, { format: 'application/n-quads' });
  return { store, base };
}

/** As `gcm query` has it: over the union of the graphs, unless the query names those that it wants. */
function answer({ store, base }: Opened, query: string): Answer {
  const options = { base_iri: base, use_default_graph_as_union: !/\bFROM\b/i.test(withoutTexts(query)) };
  const form = formOf(query);
  if (form === 'CONSTRUCT' || form === 'DESCRIBE') return graphOf(store.query(query, options) as Quad[]);
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

function graphOf(quads: Quad[]): Answer {
  const rows = quads
    .slice(0, mostRows)
    .map(({ subject, predicate, object }) => [subject, predicate, object].map(toJson));
  return { form: 'graph', columns: ['subject', 'predicate', 'object'], rows, isCut: quads.length > mostRows };
}

function toJson(term: Term): JsonTerm {
  if (term.termType === 'NamedNode') return { type: 'uri', value: term.value };
  if (term.termType === 'BlankNode') return { type: 'bnode', value: term.value };
  if (term.termType !== 'Literal') return { type: 'literal', value: term.toString() };
  const { value, language, datatype } = term as Literal;
  if (language) return { type: 'literal', value, 'xml:lang': language };
  return { type: 'literal', value, ...(datatype.value === xsdString ? {} : { datatype: datatype.value }) };
}
