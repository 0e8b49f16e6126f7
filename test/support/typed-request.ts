import { type IncomingHttpHeaders, request } from 'node:http';

export interface Answered {
  status: number;
  headers: IncomingHttpHeaders;
  bytes: Buffer;
  body: string;
}

/** A request as it is typed: `fetch` would tidy up the path, follow redirects and unpack what is packed. */
export function ask(
  address: string,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Answered> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () => {
        const bytes = Buffer.concat(pieces);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes, body: bytes.toString('utf8') });
      });
    });
    sent.on('error', reject).end();
  });
}

/** A header that is a list, as a sorted set; of several lines one. */
export const listOf = (header: string | string[] | undefined): string[] =>
  [...new Set([header ?? []].flat().flatMap((line) => line.split(/\s*,\s*(?![^<]*>)/)))].filter(Boolean).sort();
