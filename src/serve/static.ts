import { createReadStream, readFileSync, realpathSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import path from 'node:path';

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
    const file = asked === undefined ? undefined : fileAt(folder, asked.endsWith('/') ? `${asked}index.html` : asked);
    if (file === undefined) return sendNotFound(request, response, folder);
    response.writeHead(200, { 'Content-Type': mediaTypeOf(file), 'Content-Length': statSync(file).size });
    if (request.method === 'HEAD') response.end();
    else
      createReadStream(file)
        .on('error', () => response.destroy())
        .pipe(response);
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

/** The plain file at a path of a release; links and dots that lead out of it lead nowhere. */
function fileAt(folder: string, asked: string): string | undefined {
  try {
    const root = realpathSync(folder);
    const file = realpathSync(path.join(root, asked));
    return file.startsWith(root + path.sep) && statSync(file).isFile() ? file : undefined;
  } catch {
    return undefined;
  }
}

/** The page of the site for this; its links go out from the top, for nobody knows how deep the wrong address is. */
function sendNotFound({ method }: IncomingMessage, response: ServerResponse, folder: string): void {
  const file = fileAt(folder, notFound);
  const page = file === undefined ? 'not found\n' : readFileSync(file, 'utf8');
  const body = page.replace(/(href|src)="(?![a-z]+:|[#/])/g, '$1="/site/');
  response.writeHead(404, { 'Content-Type': file === undefined ? 'text/plain' : 'text/html; charset=utf-8' });
  response.end(method === 'HEAD' ? undefined : body);
}

function refuse(response: ServerResponse, status: number, headers: Record<string, string>): void {
  response.writeHead(status, headers);
  response.end();
}
