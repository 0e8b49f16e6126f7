import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** What is said of a request that cannot be answered; a client never sees more of a fault of ours than that there is one. */
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

export function answerFaults(app: FastifyInstance): void {
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500 && status !== 503) request.log.error(error);
    // To end a connection on which a body still comes takes the answer away as well: the rest is read into nothing.
    if (status === 413) reply.removeHeader('Connection');
    return refuse(reply, status);
  });
  app.setNotFoundHandler(async (_request, reply) => refuse(reply, 404));
}

/** A body must be what it is: a few packed bytes may be gigabytes. */
export function refusePackedBodies(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (/^(?:identity)?$/i.test(request.headers['content-encoding'] ?? '')) return;
    return refuse(reply.header('Accept-Encoding', 'identity'), 415);
  });
}

/** An address that is none, such as one with a broken escape, leads nowhere. */
export const refuseBadAddress = (error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void => {
  void refuse(reply, error.code === 'FST_ERR_BAD_URL' ? 404 : (error.statusCode ?? 400));
};

const refuse = (reply: FastifyReply, status: number): FastifyReply =>
  reply
    .code(status)
    .type('text/plain; charset=utf-8')
    .send(`${sentences[status] ?? 'the server made a mistake, which has been noted'}\n`);

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
