import type { FastifyRequest } from 'fastify';

/** Where the client sees this server: "https://example.org"; undefined when it says nothing that an address may hold. */
export function originOf({ protocol, host }: FastifyRequest): string | undefined {
  const isHost = /^[\w.-]+(?::\d+)?$|^\[[\da-f:.]+\](?::\d+)?$/i.test(host);
  return isHost && /^https?$/.test(protocol) ? `${protocol}://${host}` : undefined;
}
