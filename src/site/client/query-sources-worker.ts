import { QueryEngine } from '@comunica/query-sparql/lib/index-browser.js';
import type { Bindings, Quad, ResultStream, Term } from '@rdfjs/types';
import { Parser, Store } from 'n3';
import type { JsonTerm } from '../../rdf/terms.js';
import { type Answer, mostRows, type Row } from '../query/answer.js';
import { originOf } from '../query/services.js';
import { type Sources, serveOrders } from './query/messages.js';
import { linePieces, openPacked } from './query/packed.js';

/**
 * The slow engine that asks others too. It is loaded when the reader adds a source or writes SERVICE, and whatever the
 * query says, nobody is asked to whom the reader did not agree.
 */
serveOrders({ open, answer });

const ask = globalThis.fetch.bind(globalThis);

interface Opened {
  store: Store;
  base: string;
}

async function open(graph: string, base: string, onBytes: (count: number) => void): Promise<Opened> {
  const store = new Store();
  const bytes = await openPacked(graph, onBytes);
  const parser = new Parser({ format: 'application/n-quads' });
  for await (const piece of linePieces(bytes)) store.addQuads(parser.parse(piece));
  return { store, base };
}

async function answer({ store, base }: Opened, query: string, { endpoints, agreed }: Sources): Promise<Answer> {
  const fetch = guarded(new Set(agreed));
  globalThis.fetch = fetch;
  const others = endpoints.map((value) => ({ type: 'sparql', value }));
  const context = { sources: [store, ...others], unionDefaultGraph: true, baseIRI: base, fetch };
  const result = await new QueryEngine().query(query, context as never);
  if (result.resultType === 'boolean') return { form: 'truth', isTrue: await result.execute() };
  if (result.resultType === 'bindings') {
    const columns = (await result.metadata()).variables.map(({ value }) => value);
    const found = await take<Bindings>(await result.execute());
    return tableOf('rows', columns, found, (row) => columns.map((name) => toJson(row.get(name))));
  }
  if (result.resultType !== 'quads') throw new Error('only queries are answered here');
  const found = await take<Quad>(await result.execute());
  const columns = ['subject', 'predicate', 'object'];
  return tableOf('graph', columns, found, (quad) => [quad.subject, quad.predicate, quad.object].map(toJson));
}

/** Asks only whom the reader agreed to, without cookies and without saying which page asks; and not whom those name instead. */
const guarded =
  (agreed: Set<string>): typeof fetch =>
  async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    if (!agreed.has(originOf(address) ?? '')) throw new Error(`${address} was not asked, for you did not agree to it`);
    return ask(input, { ...init, credentials: 'omit', redirect: 'error', referrerPolicy: 'no-referrer' });
  };

/** One more than is shown, and no more are worked out. */
function take<T extends Bindings | Quad>(stream: ResultStream<T>): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const found: T[] = [];
    stream.on('data', (one: T) => {
      if (found.length > mostRows) return;
      if (found.push(one) <= mostRows) return;
      resolve(found);
      (stream as unknown as { destroy(): void }).destroy();
    });
    stream.on('end', () => resolve(found));
    stream.on('error', reject);
  });
}

function tableOf<T>(form: 'rows' | 'graph', columns: string[], found: T[], toRow: (one: T) => Row): Answer {
  return { form, columns, rows: found.slice(0, mostRows).map(toRow), isCut: found.length > mostRows };
}

function toJson(term: Term | undefined): JsonTerm | undefined {
  if (term === undefined) return undefined;
  if (term.termType === 'NamedNode') return { type: 'uri', value: term.value };
  if (term.termType === 'BlankNode') return { type: 'bnode', value: term.value };
  if (term.termType !== 'Literal') return { type: 'literal', value: term.value };
  const { value, language, datatype } = term;
  if (language) return { type: 'literal', value, 'xml:lang': language };
  return { type: 'literal', value, ...(datatype.value.endsWith('#string') ? {} : { datatype: datatype.value }) };
}
