import { createHash } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import oxigraph from 'oxigraph';
import { atEnd } from './at-end.js';
import { temporaryFolder } from './gcm.js';

/** A request with its complete body. */
export interface Asked {
  method: string;
  path: string; // "/data"
  graph: string | null;
  headers: IncomingMessage['headers'];
  body: string;
  at: number;
}

/** Replaces the reaction of the store. Returns true if it has answered. */
export type Fault = (asked: Asked, response: ServerResponse, number: number) => boolean | Promise<boolean>;

/** A local SPARQL 1.1 store: Oxigraph with the Graph Store Protocol, updates and queries. */
export interface SparqlStore {
  address: string; // "http://127.0.0.1:40123"
  asked: Asked[];
  fault: Fault | undefined;
  dump(): string[]; // sorted lines of N-Quads
  close(): Promise<void>;
  open(): Promise<void>; // on the same port again
}

/** Starts a store that ends with the tests of the file. */
export async function store(fault?: Fault): Promise<SparqlStore> {
  const quads = new oxigraph.Store();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      return;
    }
    const url = new URL(request.url ?? '/', 'http://localhost');
    const asked: Asked = {
      method: request.method ?? '',
      path: url.pathname,
      graph: url.searchParams.get('graph'),
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
      at: Date.now(),
    };
    made.asked.push(asked);
    if (await made.fault?.(asked, response, made.asked.length)) return;
    try {
      answer(quads, asked, response);
    } catch (error) {
      response.writeHead(400).end(String(error));
    }
  });
  const made: SparqlStore = {
    address: '',
    asked: [],
    fault,
    dump: () => quads.dump({ format: 'application/n-quads' }).split('\n').filter(Boolean).sort(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    open: () => new Promise((resolve) => server.listen(Number(new URL(made.address).port), '127.0.0.1', resolve)),
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  made.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  atEnd(() => made.close());
  return made;
}

function answer(quads: oxigraph.Store, { method, path, graph, body }: Asked, response: ServerResponse): void {
  if (path === '/update') {
    quads.update(body);
    response.writeHead(204).end();
  } else if (path === '/query') {
    const query = new URLSearchParams(body).get('query') ?? '';
    const json = quads.query(query, { results_format: 'application/sparql-results+json' }) as string;
    response.writeHead(200, { 'content-type': 'application/sparql-results+json' }).end(json);
  } else {
    if (method === 'PUT') quads.update(graph === null ? 'CLEAR DEFAULT' : `CLEAR SILENT GRAPH <${graph}>`);
    const target = graph === null ? oxigraph.defaultGraph() : oxigraph.namedNode(graph);
    quads.load(body, { format: 'text/turtle', to_graph_name: target });
    response.writeHead(method === 'PUT' ? 201 : 200).end();
  }
}

/** Requires authentication by Digest (RFC 7616), and rejects repeated answers. */
export function digestGuard(user: string, password: string, algorithm: 'MD5' | 'SHA-256'): Fault {
  const hash = (text: string): string =>
    createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
      .update(text)
      .digest('hex');
  const used = new Set<string>();
  return ({ method, headers }, response) => {
    const given = Object.fromEntries(
      [...(headers.authorization ?? '').matchAll(/(\w+)=(?:"([^"]*)"|([^\s,]+))/g)].map(([, key, a, b]) => [
        key,
        a ?? b,
      ]),
    );
    const { uri, nc, cnonce, response: said } = given;
    const secret = hash(`${user}:here, and "there":${password}`);
    const expected = hash(`${secret}:n1:${nc}:${cnonce}:auth:${hash(`${method}:${uri}`)}`);
    if (said === expected && !used.has(`${nc}`)) {
      used.add(`${nc}`);
      return false;
    }
    response
      .writeHead(401, {
        'www-authenticate': `Basic realm="x", Digest realm="here, and \\"there\\"", nonce="n1", algorithm=${algorithm}, qop="auth-int,auth"`,
      })
      .end('who are you?');
    return true;
  };
}

let own: string | undefined;

/** Folder for the files of the tests in a file. */
export function folder(): string {
  own ??= temporaryFolder();
  atEnd(() => {
    own = undefined;
  });
  return own;
}

/** Returns `count` statements, distributed to `graphs` graphs. */
export const statements = (count: number, graphs: number): string[] =>
  Array.from(
    { length: count },
    (_, i) => `<https://example.org/s${i}> <https://example.org/p> "value ${i}" <https://example.org/g${i % graphs}> .`,
  );

let files = 0;
export const fileOf = (lines: string[]): string => {
  const file = path.join(folder(), `${files++}.nq`);
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
};
export const journalsOf = (file: string): string[] =>
  readdirSync(folder()).filter((name) => name.startsWith(`.push-${path.basename(file)}-`));

/** Requests to a store, except queries. */
export const parts = ({ asked }: SparqlStore) => asked.filter(({ path }) => path !== '/query');
