import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendFile } from '../files/files.js';
import { sendNotFound } from '../files/not-found.js';
import { encodePath, requestPath } from '../files/request-path.js';
import { vary } from '../files/vary.js';
import type { Room } from '../room.js';
import { chooseLanguage } from '../site-languages.js';
import { type Described, findDescribed, formsOf } from './described.js';
import { dataForms, type Form, html, splitExtension } from './forms.js';
import { chooseForm } from './negotiate.js';
import { rowsOf } from './rows.js';
import { sendDocument } from './send-document.js';
import { sendGone } from './send-gone.js';

/** The files of the release, and the things that it describes (W3C, Cool URIs for the Semantic Web). */
export const documents: Room = (app) => {
  const answers = { '/': sendHome, '/.well-known/void': sendVoid, '/context.jsonld': sendContext, '/*': sendAny };
  // HEAD by name too, so that nothing is read only to be thrown away.
  for (const [url, handler] of Object.entries(answers)) app.route({ method: ['GET', 'HEAD'], url, handler });
  app.route({
    method: ['POST', 'PUT', 'PATCH', 'DELETE'],
    url: '/*',
    // Before a body is read.
    onRequest: async (_request, reply) =>
      reply.code(405).header('Allow', 'GET, HEAD').type('text/plain; charset=utf-8').send('this can only be read\n'),
    handler: async () => {},
  });
};

async function sendAny(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const path = requestPath(request.raw.url ?? '');
  if (path === undefined) return sendNotFound(request, reply);
  if (await sendFile(request, reply, path)) return reply;
  const thing = await findDescribed(request.release, path);
  if (thing) return sendNegotiated(request, reply, thing);
  const document = splitExtension(path);
  const described = document && (await findDescribed(request.release, document.stem));
  if (!described || !formsOf(described).includes(document.form)) return sendNotFound(request, reply);
  if (document.form !== html) return sendDocument(request, reply, described, document.form);
  vary(reply, 'Accept-Language');
  return reply.redirect(pageOf(described, chooseLanguage(request)), 303);
}

/** A thing has no bytes: a client is sent to a document about it. A text is there itself. */
async function sendNegotiated(request: FastifyRequest, reply: FastifyReply, described: Described) {
  const form = chooseForm(request, reply, described.path, formsOf(described));
  if (!form) return reply;
  const language = chooseLanguage(request);
  if (described.retired) return sendGone(request, reply, described, form, language);
  reply.header('Cache-Control', 'no-cache');
  if (form === html) return reply.redirect(pageOf(described, language), 303);
  if (!described.isDocument) return reply.redirect(`/${encodePath(described.path)}.${form.extension}`, 303);
  reply.header('Content-Location', `/${encodePath(described.path)}.${form.extension}`);
  return sendDocument(request, reply, described, form);
}

const pageOf = ({ page = '' }: Described, language: string | undefined): string =>
  `/site/${language}/${encodePath(page)}.html`;

/** Where the JSON-LD documents look for it: they are files of the site. */
const sendContext = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
  (await sendFile(request, reply, 'site/context.jsonld')) ? reply : sendNotFound(request, reply);

async function sendHome(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const language = chooseLanguage(request);
  if (language === undefined) return sendNotFound(request, reply);
  vary(reply, 'Accept-Language');
  return reply.header('Cache-Control', 'no-cache').redirect(`/site/${language}/index.html`, 302);
}

/** The dataset as a whole, at the address that crawlers know (VoID, section 7.2). */
async function sendVoid(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const rows = await rowsOf(request.release);
  const [path] = [...rows].find(([, { isDataset }]) => isDataset) ?? [];
  const described = path === undefined ? undefined : await findDescribed(request.release, path);
  if (!described) return sendNotFound(request, reply);
  const form: Form | undefined = chooseForm(request, reply, described.path, dataForms);
  return form ? sendDocument(request, reply, described, form) : reply;
}
