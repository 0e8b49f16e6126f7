import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Parser, Store, type Term } from 'n3';
import { root } from './gcm.js';

/**
 * Returns the folder of an external test suite: from the environment variable, or `../shared/conformance/NAME` next to
 * the checkout. Undefined without the suite; its tests are then skipped, and their title says why.
 */
export function suiteFolder(name: string, variable: string): string | undefined {
  const folder = process.env[variable] ?? path.join(root, '../shared/conformance', name);
  return existsSync(folder) ? folder : undefined;
}

const mf = 'http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#';
const ht = 'http://www.w3.org/2011/http#';
const cnt = 'http://www.w3.org/2011/content#';
const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';

/** A test of the SPARQL protocol: a sequence of requests with their expected results. */
export interface ProtocolTest {
  name: string; // its local name, "query_post_form"
  requests: ManifestRequest[];
}

export interface ManifestRequest {
  method: string;
  path: string; // "/sparql/?query=…"
  headers: Record<string, string>;
  body: Buffer | undefined;
  statuses: string[]; // "2xx", "4xx"
  boolean: boolean | undefined;
  format: string | undefined; // "boolean", "tabular", "RDF"
}

/** Reads the entries of a manifest in order (HTTP Vocabulary in RDF, Content in RDF). */
export function readManifestGraph(file: string): { graph: Store; entries: Term[] } {
  const graph = new Store(new Parser({ baseIRI: 'http://example.org/manifest' }).parse(readFileSync(file, 'utf8')));
  const [list] = graph.getObjects(null, `${mf}entries`, null);
  return { graph, entries: listOf(graph, list) };
}

export function readProtocolTests(file: string): ProtocolTest[] {
  const { graph, entries } = readManifestGraph(file);
  return entries.map((entry) => {
    const [action] = graph.getObjects(entry, `${mf}action`, null);
    const [requests] = graph.getObjects(action as Term, `${ht}requests`, null);
    return {
      name: entry.value.replace(/.*#/, ''),
      requests: listOf(graph, requests).map((request) => readRequest(graph, request)),
    };
  });
}

function readRequest(graph: Store, request: Term): ManifestRequest {
  const all = (of: Term | undefined, name: string): Term[] => (of ? graph.getObjects(of, name, null) : []);
  const text = (of: Term | undefined, name: string): string | undefined => all(of, name)[0]?.value;
  const [body] = all(request, `${ht}body`);
  const [response] = all(request, `${ht}resp`);
  const headers = listOf(graph, all(request, `${ht}headers`)[0]).map((header) => [
    text(header, `${ht}fieldName`),
    text(header, `${ht}fieldValue`),
  ]);
  const encoding = text(body, `${cnt}characterEncoding`) === 'UTF-16' ? 'utf16le' : 'utf8';
  const boolean = text(response, `${mf}expectedBoolean`);
  return {
    method: text(request, `${ht}methodName`) as string,
    path: text(request, `${ht}absolutePath`) as string,
    headers: Object.fromEntries(headers),
    body: body && Buffer.from(text(body, `${cnt}chars`) as string, encoding),
    statuses: all(response, `${mf}expectedStatus`).map(({ value }) => value.slice(-3)),
    boolean: boolean === undefined ? undefined : boolean === 'true',
    format: text(response, `${mf}expectedFormat`),
  };
}

function listOf(graph: Store, start: Term | undefined): Term[] {
  const items: Term[] = [];
  for (let node = start; node && node.value !== `${rdf}nil`; node = graph.getObjects(node, `${rdf}rest`, null)[0])
    items.push(graph.getObjects(node, `${rdf}first`, null)[0] as Term);
  return items;
}
