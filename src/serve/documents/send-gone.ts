import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { pagesFolder } from '../../publish/release-files.js';
import { mediaTypeOf } from '../files/media-types.js';
import { thingsOf } from '../site-things.js';
import type { Described } from './described.js';
import { documentText } from './document-text.js';
import type { Form } from './forms.js';
import { describes, succeededBy } from './links.js';
import { refuse } from './refusal.js';

/** Says that a thing is no longer in use, what it was, and what took its place. */
export async function sendGone(
  request: FastifyRequest,
  reply: FastifyReply,
  described: Described,
  form: Form,
  language: string | undefined,
): Promise<FastifyReply> {
  const { release } = request;
  reply.headers({
    Link: [
      describes(described.iri),
      ...described.successors.map((iri) => succeededBy(iri, thingsOf(release).pathOf.get(iri))),
    ],
    'Cache-Control': 'no-cache',
  });
  reply.code(410).type(mediaTypeOf(`.${form.extension}`).mediaType);
  if (form.extension === 'html') {
    const file = `${pagesFolder}/${language}/${described.page}.html`;
    return reply.send(withLinksFrom(await readFile(path.join(release.folder, file), 'utf8'), file));
  }
  const outcome = await documentText(release, described, form, request.over);
  return outcome.kind === 'answer' ? reply.send(outcome.text) : refuse(reply, outcome);
}

/** A page as it can be shown at any address: its own links go out from where it stands. */
const withLinksFrom = (page: string, file: string): string =>
  page.replace(/(href|src|data-index)="(?!#|[a-z]+:|\/)([^"]*)"/g, (_all, name, link) => {
    const { pathname, search, hash } = new URL(link, `http://localhost/${file}`);
    return `${name}="${pathname}${search}${hash}"`;
  });
