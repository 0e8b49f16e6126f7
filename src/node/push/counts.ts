import { UserError } from '../../problem.js';
import { type Connection, deliver, nameOf, wordsOf } from './deliver.js';

/** Asks a SPARQL endpoint how many statements a graph has; "" is the default graph. */
export async function askCount(url: string, graph: string, connection: Connection): Promise<number> {
  const pattern = graph === '' ? '?s ?p ?o' : `GRAPH <${graph}> { ?s ?p ?o }`;
  const request = {
    method: 'POST' as const,
    url,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/sparql-results+json',
    },
    body: new URLSearchParams({ query: `SELECT (COUNT(*) AS ?count) WHERE { ${pattern} }` }).toString(),
  };
  const answer = await deliver(request, connection).catch((error: unknown) => {
    throw error instanceof UserError ? new UserError(error.message + elsewhere, error.exitCode) : error;
  });
  const count = readCount(answer);
  if (count !== undefined) return count;
  const words = wordsOf(answer);
  throw new UserError(`${nameOf(url)} answers no count${words && `, but: ${words}`}${elsewhere}`, 1);
}

const elsewhere = '\n  counts are asked there, after all was sent: --query names another address for them';

function readCount(answer: string): number | undefined {
  try {
    const { results } = JSON.parse(answer) as { results: { bindings: { count: { value: string } }[] } };
    const value = results.bindings[0]?.count.value ?? '';
    return /^\d+$/.test(value) ? Number(value) : undefined;
  } catch {
    return undefined;
  }
}

/** What well-known stores call the place for queries beside the one for data; the same address where we know nothing. */
const beside: [RegExp, string][] = [
  [/\/sparql-(graph-crud-auth|auth)$/, '/sparql'], // Virtuoso
  [/\/(data|update)$/, '/query'], // Fuseki, Oxigraph
  [/\/store$/, '/query'], // Oxigraph
  [/\/(statements|rdf-graphs\/service)$/, ''], // GraphDB, RDF4J
];

/** The address for queries that goes with an address for data. */
export function queryAddress(address: string): string {
  const url = new URL(address);
  const [pattern, by] = beside.find(([one]) => one.test(url.pathname)) ?? [/$/, ''];
  url.pathname = url.pathname.replace(pattern, by);
  url.search = '';
  return url.href;
}
