import type { FastifyReply, FastifyRequest } from 'fastify';
import { hashOf } from '../files/listed-files.js';
import { isUnchanged, send } from '../files/send.js';
import { textContent } from '../files/text-content.js';
import type { Chosen } from './answer-forms.js';
import type { Job, Outcome } from './job.js';

/** So many bytes may wait for clients that read slowly; then new answers are not begun. */
const mostWaiting = 128 << 20;

let waiting = 0;

/** Has a job done as long as the client is there, and answers with what came of it, unless the client has that already. */
export async function sendAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  job: Job,
  { told }: Chosen,
  { timeout, mostResults }: { timeout?: number | undefined; mostResults?: number } = {},
): Promise<FastifyReply> {
  const { hash } = request.release.manifest;
  const isRepeatable = job.kind !== 'query' || job.isRepeatable;
  const tag = isRepeatable ? hashOf(hash, JSON.stringify(job), told, String(mostResults)) : undefined;
  const version = { isText: true, tag: tag ?? '', modified: undefined };
  // Whether there is an answer at all, which is what "*" asks, is known later.
  const mayKnow = tag !== undefined && request.headers['if-none-match'] !== '*';
  if (mayKnow && isUnchanged(request, reply, version)) return reply;
  if (waiting > mostWaiting) return refuse(reply, ...refusals.busy);
  const outcome = await request.release.queries.run(job, {
    signal: request.over,
    ...(timeout !== undefined && { timeout }),
  });
  if (outcome.kind === 'wrong-query') return refuse(reply, 400, outcome.message);
  if (outcome.kind !== 'answer') return refuse(reply, ...refusals[outcome.kind]);
  if (outcome.truncated && mostResults !== undefined) tellTruncated(request, reply, mostResults);
  const content = textContent(outcome.text);
  countWaiting(request, content.bytes);
  if (tag === undefined) return reply.header('Cache-Control', 'no-store').type(told).send(outcome.text);
  return send(request, reply, { ...version, content, mediaType: told });
}

function countWaiting({ over }: FastifyRequest, bytes: number): void {
  if (over.aborted) return;
  waiting += bytes;
  const free = (): void => {
    waiting -= bytes;
  };
  over.addEventListener('abort', free, { once: true });
}

/** The request was sound and asked for too much: 422. What may go well later is 503, with the time to wait. */
const refusals: Record<Exclude<Outcome['kind'], 'answer' | 'wrong-query'>, [number, string]> = {
  'no-such-graph': [404, 'there is no graph of this name here'],
  timeout: [503, 'this took longer than a query may here: ask for less, or take the whole graph and ask it at home'],
  'too-much': [422, 'this wants more memory than a query may have here: ask for less, or take the whole graph'],
  busy: [503, 'there are too many queries now: try again in a moment'],
};

/** A sentence as plain text. */
export function refuse(reply: FastifyReply, status: number, sentence: string): FastifyReply {
  if (status === 503) reply.header('Retry-After', '2');
  reply.removeHeader('ETag');
  return reply
    .code(status)
    .headers({ 'Cache-Control': 'no-store' })
    .type('text/plain; charset=utf-8')
    .send(`${sentence}\n`);
}

/** That there would be more, how much there is, and where all is. */
function tellTruncated({ release }: FastifyRequest, reply: FastifyReply, most: number): void {
  const { name, files } = release.manifest;
  const dumps = files.filter(({ file }) => file === `${name}.nq` || file === `${name}.ttl`);
  reply.header('X-Result-Truncated', String(most));
  reply.header(
    'Link',
    dumps.map(({ file, mediaType }) => `</${encodeURI(file)}>; rel="alternate"; type="${mediaType}"; title="all"`),
  );
}
