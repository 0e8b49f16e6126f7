import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Why a request is not answered, for whoever sent it. Thrown by handlers; a scope decides in which format it is sent. */
export class Refusal extends Error {
  constructor(
    readonly statusCode: number,
    message: string,
    readonly headers: Record<string, string | string[]> = {},
  ) {
    super(message);
  }
}

/** What is said of other faults; a client never sees more of a fault of ours than that there is one. */
const sentences: Record<number, string> = {
  400: 'the request cannot be read',
  404: 'there is nothing at this address',
  408: 'the request took too long to arrive',
  413: 'the body is too large',
  415: 'bodies of this media type, or packed ones, are not read here',
  431: 'the address or the headers are too large: send a long query by POST',
  429: 'too many requests: try again later',
  503: 'the server is being stopped: try again elsewhere or later',
};

/** Answers with a sentence as plain text whatever goes wrong. */
export function answerFaults(app: FastifyInstance): void {
  app.setErrorHandler(async (error: FastifyError | Refusal, request, reply) => {
    if (error instanceof Refusal) return sendRefusal(error, reply);
    const status = error.statusCode ?? 500;
    if (status >= 500 && status !== 503) request.log.error(error);
    // To end a connection on which a body still comes takes the answer away as well: the rest is read into nothing.
    if (status === 413) reply.removeHeader('Connection');
    return sendSentence(reply, status);
  });
  app.setNotFoundHandler(async (_request, reply) => sendSentence(reply, 404));
}

function sendRefusal({ statusCode, message, headers }: Refusal, reply: FastifyReply): FastifyReply {
  reply.removeHeader('ETag').removeHeader('Link').header('Cache-Control', 'no-store');
  if (statusCode === 503) reply.header('Retry-After', '2');
  return sendSentence(reply.headers(headers), statusCode, message);
}

/** Lets a scope answer refusals as JSON: `{"error": "…"}`. Other faults stay as they are. */
export function refuseAsJson(app: FastifyInstance): void {
  app.setErrorHandler(async (error, _request, reply) => {
    if (!(error instanceof Refusal)) throw error;
    return reply.code(error.statusCode).headers(error.headers).send({ error: error.message });
  });
}

/** A body must be what it is: a few packed bytes may be gigabytes. */
export function refusePackedBodies(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (/^(?:identity)?$/i.test(request.headers['content-encoding'] ?? '')) return;
    return sendSentence(reply.header('Accept-Encoding', 'identity'), 415);
  });
}

/** An address that is none, such as one with a broken escape, leads nowhere. */
export const refuseBadAddress = (error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void => {
  void sendSentence(reply, error.code === 'FST_ERR_BAD_URL' ? 404 : (error.statusCode ?? 400));
};

function sendSentence(reply: FastifyReply, status: number, sentence = sentences[status]): FastifyReply {
  const text = sentence ?? 'the server made a mistake, which has been noted';
  return reply.code(status).type('text/plain; charset=utf-8').send(`${text}\n`);
}

/** Refuses all methods but those that a route answers, before a body is read. */
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

/** What is no HTTP has no request to answer: the sentence is written to the connection, which ends. */
export function refuseBadRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status = statuses[error.code ?? ''] ?? 400;
  const body = `${sentences[status]}\n`;
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: text/plain; charset=utf-8\r\n` +
      `Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}

const statuses: Record<string, number> = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 };
