import { STATUS_CODES } from 'node:http';
import { BlockList, isIPv6, type Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { clientOf, type Shares } from './clients.js';
import { writeSentence } from './faults.js';
import { limits } from './settings.js';

/** State of a connection at the last check of its speed. */
interface Progress {
  request?: { complete: boolean }; // the last request with a body
  isSending: boolean; // the rest of a body is missing
  isReading: boolean; // bytes wait for the client
  received: number;
  sent: number;
}

const { leastBytesPerSecond, checkSeconds, lingerMilliseconds } = limits.connections;
const least = leastBytesPerSecond * checkSeconds;

/**
 * Limits the connections in total and per client, and closes connections that are slower than the minimum. The
 * connections of trusted proxies are not counted per client. `refused` is called with the reason.
 */
export function limitConnections(
  app: FastifyInstance,
  shares: Shares,
  trusted: readonly string[],
  refused: (reason: string) => void,
): void {
  const { server } = app;
  const isTrusted = addressTest(trusted);
  const open = new Map<Socket, Progress>();
  const serve = server.listeners('connection') as ((socket: Socket) => void)[];
  server.removeAllListeners('connection');
  server.maxConnections = 2 * limits.connections.total; // including refused ones that still get their answer
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    const client = isTrusted(address) ? `${address} ${socket.remotePort}` : clientOf(address);
    const end = shares.take(client, 1, () => close(socket, 'connections'));
    if (typeof end === 'string') return refuse(socket, end === 'client' ? 'client-connections' : 'connections');
    socket.once('close', () => {
      open.delete(socket);
      end();
    });
    open.set(socket, { isSending: false, isReading: false, received: 0, sent: 0 });
    for (const one of serve) one.call(server, socket);
  });
  const close = (socket: Socket, reason: string): void => {
    refused(reason);
    socket.destroy();
  };
  const refuse = (socket: Socket, reason: string): void => {
    refused(reason);
    socket.on('error', () => {}); // stays open for a moment, because closing it with unread bytes loses the answer
    writeSentence(socket, reason === 'connections' ? 503 : 429, 'Too many connections: try again later');
    setTimeout(() => socket.destroy(), lingerMilliseconds).unref();
  };
  app.addHook('onRequest', async ({ raw }) => {
    const progress = open.get(raw.socket);
    if (progress && !raw.complete) progress.request = raw;
  });
  const check = setInterval(() => {
    for (const [socket, before] of open) {
      const now = progressOf(socket, before.request);
      open.set(socket, now);
      if (before.isReading && now.isReading && now.sent - before.sent < least) close(socket, 'slow-reader');
      else if (before.isSending && now.isSending && now.received - before.received < least) {
        refused('slow-sender');
        writeSentence(socket, 408, `${STATUS_CODES[408]}: the request arrived too slowly`);
      }
    }
  }, checkSeconds * 1000).unref();
  app.addHook('onClose', async () => clearInterval(check));
}

function progressOf(socket: Socket, request: Progress['request']): Progress {
  const isSending = request !== undefined && !request.complete;
  const waiting = socket.writableLength; // includes the bytes that the operating system has not taken
  return {
    ...(isSending && { request }),
    isSending,
    isReading: waiting > 0,
    received: socket.bytesRead,
    sent: socket.bytesWritten - waiting,
  };
}

function addressTest(trusted: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const one of trusted) {
    const [address = '', bits] = one.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    list.addSubnet(address, Number(bits ?? (family === 'ipv6' ? 128 : 32)), family);
  }
  return (address) => trusted.length > 0 && list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
