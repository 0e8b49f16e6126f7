import type { FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';

/**
 * The media type that a client likes best of those that there are (RFC 9110, section 12.5.1); undefined when it takes none
 * of them. Parameters but weights are passed over: ours have no others, and a profile of JSON-LD is but a wish.
 */
export function acceptedType({ headers }: FastifyRequest, mediaTypes: string[]): string | undefined {
  const accept = headers.accept?.replace(/;(?!\s*q\s*=)[^=;,]*(?:=(?:"[^"]*"|[^;,]*))?/gi, '');
  return new Negotiator({ headers: { accept } }).mediaType(mediaTypes);
}
