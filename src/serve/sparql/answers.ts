import type { FastifyReply, FastifyRequest } from 'fastify';
import type { QueryForm } from '../../graph/sparql.js';
import { Refusal } from '../faults.js';
import { chosenFormat, type Format, formats, noFormat, vary } from '../negotiation.js';
import { hashOf, isUnchanged, send, textContent, whenOver } from '../send.js';
import { limits } from '../settings.js';
import type { Job } from './worker.js';

const formatsOf: Record<QueryForm, Format[]> = {
  SELECT: [...formats.booleans, ...formats.tables],
  ASK: formats.booleans,
  CONSTRUCT: formats.graphs,
  DESCRIBE: formats.graphs,
};

/** The media types of an answer that suits a client: the standard one, and what Content-Type says. Throws `Refusal`. */
export function chooseFormat(
  request: FastifyRequest,
  reply: FastifyReply,
  formats: Format[],
  word: string | undefined,
): { made: string; told: string } {
  vary(reply, 'Accept');
  const chosen = chosenFormat(request, formats, word);
  if (!chosen) throw noFormat('this can be answered', formats, word);
  return { made: chosen.format.mediaTypes[0], told: contentType(chosen.mediaType) };
}

const contentType = (mediaType: string): string =>
  mediaType.startsWith('text/') ? `${mediaType}; charset=utf-8` : mediaType;

/** The formats that suit a client for each form of query: only the thread learns which form it is. */
export function formatsFor(request: FastifyRequest, word: string | undefined) {
  const [made, told]: [Record<string, string>, Record<string, string>] = [{}, {}];
  for (const [form, formats] of Object.entries(formatsOf)) {
    const chosen = chosenFormat(request, formats, word);
    if (chosen) [made[form], told[form]] = [chosen.format.mediaTypes[0], contentType(chosen.mediaType)];
  }
  return { made, told };
}

let waiting = 0; // bytes of answers that are on their way to clients

/**
 * Has a job done as long as the client is there, and answers with what came of it, unless the client has that already.
 * `told` is the media type of the answer, for a query by its form. Throws `Refusal`.
 */
export async function sendAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  job: Job,
  told: string | Record<string, string>,
  {
    timeout = Number.POSITIVE_INFINITY,
    rows,
    word,
  }: { timeout?: number; rows?: number; word?: string | undefined } = {},
): Promise<FastifyReply> {
  vary(reply, 'Accept');
  const tag = hashOf(request.release.manifest.hash, JSON.stringify(job), JSON.stringify(told), String(rows));
  const version = { isText: true, tag, modified: undefined };
  // Whether there is an answer at all, which is what "*" asks, is known later.
  if (request.headers['if-none-match'] !== '*' && isUnchanged(request, reply, version)) return reply;
  if (waiting > limits.waitingBytes) throw new Refusal(...refusals.busy);
  const outcome = await request.release.queries.run(job, { signal: request.over, timeout });
  if (outcome.kind === 'refused') throw new Refusal(outcome.status, outcome.message);
  if (outcome.kind === 'not-acceptable') throw noFormat('this can be answered', formatsOf[outcome.form], word);
  if (outcome.kind !== 'answer') throw new Refusal(...refusals[outcome.kind]);
  if (outcome.truncated && rows !== undefined) tellTruncated(request, reply, rows);
  const content = textContent(outcome.text);
  waiting += content.bytes;
  whenOver(request, () => {
    waiting -= content.bytes;
  });
  const mediaType = typeof told === 'string' ? told : (told[outcome.form ?? ''] ?? '');
  if (outcome.isRepeatable !== false) return send(request, reply, { ...version, content, mediaType });
  return reply.removeHeader('ETag').header('Cache-Control', 'no-store').type(mediaType).send(outcome.text);
}

/** The request was sound and asked for too much: 422. What may go well later is 503, with the time to wait. */
const refusals: Record<'timeout' | 'too-much' | 'busy', [statusCode: number, message: string]> = {
  timeout: [503, 'this took longer than a query may here: ask for less, or take the whole graph and ask it at home'],
  'too-much': [422, 'this wants more memory than a query may have here: ask for less, or take the whole graph'],
  busy: [503, 'there are too many queries now: try again in a moment'],
};

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
