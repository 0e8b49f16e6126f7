import { closeSync, createReadStream, fstatSync, openSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream';

/** What a browser is told of a file; all texts here are UTF-8. */
const mediaTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.jsonld': 'application/ld+json',
  '.svg': 'image/svg+xml',
  '.xml': 'application/xml',
  '.wasm': 'application/wasm',
  '.ttl': 'text/turtle; charset=utf-8',
  '.trig': 'application/trig; charset=utf-8',
  '.nt': 'application/n-triples; charset=utf-8',
  '.nq': 'application/n-quads; charset=utf-8',
  '.rdf': 'application/rdf+xml; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.tsv': 'text/tab-separated-values; charset=utf-8',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Where the pages stand in a release: the start page, and the one for what is not there. */
const start = '/site/index.html';
const notFound = 'site/404.html';

/**
 * Serves the files of a release, and nothing outside of it. `folder` may be a link that moves to another release: each
 * request looks anew.
 */
export function createStaticServer(folder: string): Server {
  return createServer((request, response) => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Cache-Control', 'no-cache');
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, { Allow: 'GET, HEAD' });
    const asked = pathOf(request.url ?? '/');
    if (asked === '/') return refuse(response, 302, { Location: start });
    const file = asked === undefined ? undefined : openAt(folder, asked.endsWith('/') ? `${asked}index.html` : asked);
    if (file === undefined) return sendNotFound(request, response, folder);
    const { descriptor, name } = file;
    response.writeHead(200, { 'Content-Type': mediaTypeOf(name), 'Content-Length': fstatSync(descriptor).size });
    // Whoever goes away in the middle leaves no file open.
    if (request.method === 'GET') return pipeline(createReadStream(name, { fd: descriptor }), response, () => {});
    closeSync(descriptor);
    response.end();
  });
}

const mediaTypeOf = (file: string): string => mediaTypes[path.extname(file)] ?? 'application/octet-stream';

/** The path of a request, decoded; undefined when it is none. */
function pathOf(url: string): string | undefined {
  try {
    const decoded = decodeURIComponent(url.replace(/[?#].*$/s, ''));
    return /^\/[^\\\0]*$/.test(decoded) ? decoded : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The plain file at a path of a release, opened, so that it stays there as long as it is sent; links and dots that lead
 * out of the release lead nowhere.
 */
function openAt(folder: string, asked: string): { name: string; descriptor: number } | undefined {
  try {
    const root = realpathSync(folder);
    const name = realpathSync(path.join(root, asked));
    if (!name.startsWith(root + path.sep) || !statSync(name).isFile()) return undefined;
    return { name, descriptor: openSync(name, 'r') };
  } catch {
    return undefined;
  }
}

/** A link of the page for what is not there, up to where its way through the site begins: "", or "/gcm/site/". */
const beginnings = /(href|src|data-index)="(?![a-z]+:|#)(?:\/(?:[^"]*\/)?site\/)?/g;

/** The page of the site for this; its links go out from the top, for nobody knows how deep the wrong address is. */
function sendNotFound({ method }: IncomingMessage, response: ServerResponse, folder: string): void {
  const file = openAt(folder, notFound);
  const page = file === undefined ? 'not found\n' : readFileSync(file.descriptor, 'utf8');
  if (file !== undefined) closeSync(file.descriptor);
  const body = page.replace(beginnings, '$1="/site/');
  response.writeHead(404, { 'Content-Type': file === undefined ? 'text/plain' : 'text/html; charset=utf-8' });
  response.end(method === 'HEAD' ? undefined : body);
}

function refuse(response: ServerResponse, status: number, headers: Record<string, string>): void {
  response.writeHead(status, headers);
  response.end();
}
