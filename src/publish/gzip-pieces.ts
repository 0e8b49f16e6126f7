import { Gzip } from 'fflate';

/** Compresses pieces with gzip. The output of zlib depends on the version of Node, so fflate is used. */
export function gzipPieces(pieces: Iterable<string | Uint8Array>, sink: (packed: Uint8Array) => void): void {
  const encoder = new TextEncoder();
  const gzip = new Gzip({ mtime: 0 }, (packed) => sink(packed));
  for (const piece of pieces) gzip.push(typeof piece === 'string' ? encoder.encode(piece) : piece);
  gzip.push(new Uint8Array(), true);
}
