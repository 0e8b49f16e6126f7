/** Texts, all of them in UTF-8; they are worth compressing. */
const texts: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.conf': 'text/plain; charset=utf-8',
  '.json': 'application/json',
  '.jsonld': 'application/ld+json',
  '.svg': 'image/svg+xml',
  '.xml': 'application/xml',
  '.ttl': 'text/turtle; charset=utf-8',
  '.trig': 'application/trig; charset=utf-8',
  '.nt': 'application/n-triples; charset=utf-8',
  '.nq': 'application/n-quads; charset=utf-8',
  '.rdf': 'application/rdf+xml; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.tsv': 'text/tab-separated-values; charset=utf-8',
};

const others: Record<string, string> = {
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** What a client is told of a file, by its name or its extension (".ttl"), else by what its list says. */
export function mediaTypeOf(file: string, listed = 'application/octet-stream'): { mediaType: string; isText: boolean } {
  const extension = /\.[^./]*$/.exec(file)?.[0] ?? '';
  const other = others[extension];
  if (other !== undefined) return { mediaType: other, isText: false };
  const isText = extension in texts || listed.startsWith('text/');
  return { mediaType: texts[extension] ?? (isText ? `${listed}; charset=utf-8` : listed), isText };
}
