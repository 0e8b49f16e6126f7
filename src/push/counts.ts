import { UserError } from '../problem.js';
import { type Connection, deliver } from './deliver.js';

/** Asks a SPARQL endpoint how many statements a graph has; "" is the default graph. */
export async function askCount(url: string, graph: string, connection: Connection): Promise<number> {
  const pattern = graph === '' ? '?s ?p ?o' : `GRAPH <${graph}> { ?s ?p ?o }`;
  const answer = await deliver(
    {
      method: 'POST',
      url,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/sparql-results+json',
      },
      body: new URLSearchParams({ query: `SELECT (COUNT(*) AS ?count) WHERE { ${pattern} }` }).toString(),
    },
    connection,
  );
  const count = readCount(answer);
  if (count === undefined)
    throw new UserError(
      `${url.replace(/[?#].*/s, '')} answers no counts: give the address of its queries by --query`,
      1,
    );
  return count;
}

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
