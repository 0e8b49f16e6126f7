import type { FastifyReply, FastifyRequest } from 'fastify';
import { hashOf, modifiedOf } from '../files/listed-files.js';
import { mediaTypeOf } from '../files/media-types.js';
import { isUnchanged, send } from '../files/send.js';
import { textContent } from '../files/text-content.js';
import { type Described, formsOf } from './described.js';
import { documentText } from './document-text.js';
import type { Form } from './forms.js';
import { alternates, describes } from './links.js';
import { refuse } from './refusal.js';

/** Answers with what the graph says of something, in one form. */
export async function sendDocument(
  request: FastifyRequest,
  reply: FastifyReply,
  described: Described,
  form: Form,
): Promise<FastifyReply> {
  const { release } = request;
  const { hash, site } = release.manifest;
  const others = formsOf(described).filter(({ extension }) => extension !== form.extension);
  const about = described.isDocument ? [] : [describes(described.iri)];
  reply.header('Link', [...about, ...alternates(described.path, others)]);
  const version = {
    ...mediaTypeOf(`.${form.extension}`),
    tag: hashOf(hash, site?.sha256 ?? '', described.path, form.extension),
    modified: modifiedOf(release),
  };
  if (isUnchanged(request, reply, version)) return reply;
  const outcome = await documentText(release, described, form, request.over);
  if (outcome.kind !== 'answer') return refuse(reply, outcome);
  return send(request, reply, { ...version, content: textContent(outcome.text) });
}
