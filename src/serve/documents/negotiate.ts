import type { FastifyReply, FastifyRequest } from 'fastify';
import { acceptedType } from '../accepted-type.js';
import { vary } from '../files/vary.js';
import type { Form } from './forms.js';
import { alternates } from './links.js';

/**
 * The form that a client wants of those that there are: what `?format=` says, else what suits `Accept` best (RFC 9110,
 * section 12.5.1). Without one, undefined: the refusal with the list of them has been sent.
 */
export function chooseForm(
  request: FastifyRequest,
  reply: FastifyReply,
  path: string,
  forms: Form[],
): Form | undefined {
  vary(reply, 'Accept', 'Accept-Language');
  const { format } = request.query as { format?: unknown };
  const mediaTypes = forms.map(({ mediaType }) => mediaType);
  const accepted = acceptedType(request, mediaTypes);
  const found =
    format === undefined
      ? forms.find(({ mediaType }) => mediaType === accepted)
      : forms.find(({ words }) => words.includes(String(format)));
  if (found) return found;
  const list = forms.map(({ mediaType, words: [word] }) => `${mediaType} (format=${word})`).join('\n');
  reply
    .code(format === undefined ? 406 : 400)
    .headers({ Link: alternates(path, forms), 'Cache-Control': 'no-cache' })
    .type('text/plain; charset=utf-8')
    .send(`this is there in these forms:\n${list}\n`);
  return undefined;
}
