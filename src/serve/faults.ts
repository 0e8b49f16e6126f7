import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import safeHeaders from './safe-headers.json' with { type: 'json' };

/** An error for the client, thrown by handlers. The scope of the route decides its format. */
export class Refusal extends Error {
  constructor(
    readonly statusCode: number,
    message: string,
    readonly headers: Record<string, string | string[]> = {},
    readonly reason?: string, // for the log and the metrics
  ) {
    super(message);
  }
}

/** Messages for other errors. Clients never see details of an internal error. */
const sentences: Record<number, string> = {
  400: 'Invalid request',
  404: 'Nothing found at this URL',
  408: 'The request took too long to arrive',
  413: 'The request body is too large',
  415: 'Unsupported media type, or compressed body: send an uncompressed body of a supported type',
  431: 'The URL or the headers are too large: send long queries by POST',
  429: 'Too many requests: try again later',
  503: 'The server is shutting down: try again later',
  505: 'Unsupported version of HTTP: use HTTP/1.1',
};

/** Answers every error with one sentence of plain text. */
export function answerFaults(app: FastifyInstance): void {
  app.setErrorHandler(async (error: FastifyError | Refusal, request, reply) => {
    noteRefusal(request, error);
    if (error instanceof Refusal) return sendRefusal(error, reply);
    const status = error.statusCode ?? 500;
    if (status >= 500 && status !== 503) request.log.error(error);
    // Closing the connection while a body arrives would lose the answer too, so the rest of the body is discarded.
    if (status === 413) reply.removeHeader('Connection');
    return sendSentence(reply, status);
  });
  app.setNotFoundHandler(async (_request, reply) => sendSentence(reply, 404));
  // HTTP/0.9 has no headers, so its clients would show our headers as content.
  app.addHook('onRequest', async ({ raw }, reply) => {
    if (raw.httpVersionMajor !== 1) return sendSentence(reply.header('Connection', 'close'), 505);
  });
}

function sendRefusal({ statusCode, message, headers }: Refusal, reply: FastifyReply): FastifyReply {
  reply.removeHeader('ETag').removeHeader('Link').header('Cache-Control', 'no-store');
  if (statusCode === 503) reply.header('Retry-After', '2');
  return sendSentence(reply.headers(headers), statusCode, message);
}

/** Remembers why a request was refused that another time or a smaller one would be answered. */
function noteRefusal(request: FastifyRequest, error: FastifyError | Refusal): void {
  const reason = (error instanceof Refusal ? error.reason : undefined) ?? usualReasons[error.statusCode ?? 500];
  if (reason !== undefined) request.refused ??= reason;
}

const usualReasons: Record<number, string> = {
  408: 'slow-sender',
  413: 'too-large',
  429: 'rate',
  431: 'too-large',
  503: 'unavailable',
};

/** Makes a scope answer refusals as JSON: `{"error": "…"}`. */
export function refuseAsJson(app: FastifyInstance): void {
  app.setErrorHandler(async (error, request, reply) => {
    if (!(error instanceof Refusal)) throw error;
    noteRefusal(request, error);
    if (error.statusCode === 503) reply.header('Retry-After', '2');
    return reply.code(error.statusCode).headers(error.headers).send({ error: error.message });
  });
}

/** Rejects compressed bodies, which can expand from a few bytes to gigabytes. */
export function refusePackedBodies(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (/^(?:identity)?$/i.test(request.headers['content-encoding'] ?? '')) return;
    return sendSentence(reply.header('Accept-Encoding', 'identity'), 415);
  });
}

/** Answers 404 for a malformed URL, such as one with a broken escape. */
export const refuseBadAddress = (error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void => {
  void sendSentence(reply.headers(safeHeaders), error.code === 'FST_ERR_BAD_URL' ? 404 : (error.statusCode ?? 400));
};

function sendSentence(reply: FastifyReply, status: number, sentence = sentences[status]): FastifyReply {
  const text = sentence ?? 'Internal server error (logged)';
  return reply.code(status).type('text/plain; charset=utf-8').send(`${text}\n`);
}

/** Rejects methods that a route does not allow, before a body is read. */
export function refuseOthers(app: FastifyInstance, url: string, allowed: string, sentence: string): void {
  const all = ['POST', 'PUT', 'PATCH', 'DELETE'];
  app.route({
    method: all.filter((method) => !allowed.includes(method)),
    url,
    onRequest: async () => {
      throw new Refusal(405, sentence, { Allow: allowed });
    },
    handler: async () => {},
  });
}

/**
 * Answers data that is not valid HTTP, or too slow: writes the message to the socket and closes it. `refused` is called
 * with the reason.
 */
export function refuseBadRequest(
  error: NodeJS.ErrnoException,
  socket: Socket,
  refused: (reason: string) => void,
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status = statuses[error.code ?? ''] ?? 400;
  // A client that disconnects within a request is not refused.
  if (error.code !== 'HPE_INVALID_EOF_STATE') refused(usualReasons[status] ?? 'invalid');
  writeSentence(socket, status);
}

/** Writes an answer to a socket without a request, and closes it. */
export function writeSentence(socket: Socket, status: number, sentence = sentences[status]): void {
  const body = `${sentence}\n`;
  const later = [408, 429, 503].includes(status) ? 'Retry-After: 2\r\n' : '';
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: text/plain; charset=utf-8\r\n` +
      `Content-Length: ${body.length}\r\n${later}Connection: close\r\n${safeLines}\r\n${body}`,
    () => socket.destroy(),
  );
}

const safeLines = Object.entries(safeHeaders)
  .map(([name, value]) => `${name}: ${value}\r\n`)
  .join('');

const statuses: Record<string, number> = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 };
