import { createReadStream } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { whenOver } from '../budget.js';
import { type Form, formats, formatWord, requireFormat } from '../negotiation.js';
import type { ServedRelease } from '../release.js';
import { hashOf, isUnchanged } from '../send.js';
import { limits } from '../settings.js';
import { inTurn } from './refusals.js';

/** True if a graph is too large for an answer of the engine. */
export const isLargeGraph = ({ manifest, queries }: ServedRelease, graph: string | undefined): boolean =>
  ((graph === undefined ? manifest.triples : queries.graphs.get(graph)) ?? 0) > limits.engineGraph;

/** Formats that the lines of the published N-Quads have when they lack the graph. */
const lineFormats: Form[] = formats.graphs.filter(({ extension }) => extension === 'nt' || extension === 'ttl');

/** Sends a named graph from the published N-Quads while they are read, so that it needs no memory. */
export function sendLargeGraph(request: FastifyRequest, reply: FastifyReply, graph: string): FastifyReply {
  const { manifest } = request.release;
  const { contentType } = requireFormat(request, reply, lineFormats, formatWord(request));
  const version = { isText: false, tag: hashOf(manifest.hash, graph, contentType), modified: undefined };
  if (isUnchanged(request, reply, version)) return reply;
  reply.type(contentType);
  if (request.method === 'HEAD') return reply.send();
  const body = Readable.from(piecesInTurn(request, graph));
  whenOver(request, () => body.destroy());
  return reply.send(body);
}

/** Makes each piece in a turn of the client, because all pieces together take as long as a slow query. */
async function* piecesInTurn(request: FastifyRequest, graph: string): AsyncGenerator<Buffer> {
  const { folder, manifest } = request.release;
  const file = createReadStream(path.join(folder, `${manifest.name}.nq`), { highWaterMark: pieceBytes });
  try {
    const pieces = linesOfGraph(file, graph);
    for (;;) {
      const { value, done } = await inTurn(request, () => pieces.next());
      if (done) return;
      yield value;
    }
  } finally {
    file.destroy();
  }
}

const pieceBytes = 262_144;
const [lineEnd, space] = [0x0a, 0x20];

/** Returns the statements of one graph as N-Triples, piece by piece. */
export async function* linesOfGraph(nquads: AsyncIterable<Buffer>, graph: string): AsyncGenerator<Buffer> {
  const tail = Buffer.from(` <${graph}> .\n`);
  const end = Buffer.from(' .\n');
  let rest = Buffer.alloc(0);
  for await (const piece of nquads) {
    const bytes = Buffer.concat([rest, piece]);
    const kept: Buffer[] = [];
    let at = 0;
    for (let next = bytes.indexOf(lineEnd) + 1; next > 0; next = bytes.indexOf(lineEnd, at) + 1) {
      const cut = next - tail.length;
      const object = bytes.indexOf(space, bytes.indexOf(space, at) + 1);
      // Without a third space, the IRI is the object of a statement in the default graph.
      if (object < cut && bytes.compare(tail, 0, tail.length, cut, next) === 0) kept.push(bytes.subarray(at, cut), end);
      at = next;
    }
    rest = bytes.subarray(at);
    if (kept.length > 0) yield Buffer.concat(kept);
  }
}
