import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { JsonObject } from '../../publish/chunks.js';
import { hold } from '../budget.js';
import { textContent } from '../content.js';
import { type Refusal, refuseOthers } from '../faults.js';
import { contentType, modifiedOf, sendFile, sendNotFound } from '../files.js';
import {
  documentFormats,
  encodePath,
  type Form,
  formats,
  formatWord,
  languageFor,
  requestPath,
  requireFormat,
  vary,
} from '../negotiation.js';
import { languagesOf, pageFile, pageUrl, perRelease, type ServedRelease, thingsOf } from '../release.js';
import { hashOf, isUnchanged, send } from '../send.js';
import { ownAnswer } from '../sparql/pool.js';
import { notAnswered } from '../sparql/refusals.js';
import type { Job, Outcome } from '../sparql/worker.js';
import { type Described, findDataset, findDescribed } from './find-described.js';

/** Serves the files of the release and the resources that it describes (W3C, Cool URIs for the Semantic Web). */
export function documentRoutes(app: FastifyInstance): void {
  const answers = { '/': sendHome, '/.well-known/void': sendVoid, '/context.jsonld': sendContext, '/*': sendAny };
  // Handle HEAD explicitly, so that no file is read only to be discarded.
  for (const [url, handler] of Object.entries(answers)) app.route({ method: ['GET', 'HEAD'], url, handler });
  refuseOthers(app, '/*', 'GET, HEAD', 'This resource is read-only: use GET or HEAD');
}

/** Formats of a resource. HTML only if it appears on a page. */
const formsOf = ({ page }: Described): Form[] =>
  page === undefined ? documentFormats : [...documentFormats, formats.page];

/** Links to all formats, for the Link header (RFC 8288). */
const alternates = (at: string, forms: Form[]): string[] =>
  forms.map(
    ({ extension, mediaTypes: [type] }) => `</${encodePath(at)}.${extension}>; rel="alternate"; type="${type}"`,
  );

/** Converts an IRI to the ASCII characters that a header allows (RFC 3987, section 3.1). */
const asAddress = (iri: string): string => iri.replace(/[^!-~]/gu, encodeURIComponent);

/** Picks the page language that suits the client best, or English; undefined without a site. */
const languageOfPages = (request: FastifyRequest): string | undefined =>
  languageFor<string | undefined>(request, languagesOf(request.release));

async function sendAny(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const asked = requestPath(request.raw.url ?? '');
  if (asked === undefined) return sendNotFound(request, reply);
  if (await sendFile(request, reply, asked)) return reply;
  const thing = await findDescribed(request.release, asked);
  if (thing) return sendNegotiated(request, reply, thing);
  const form = [...documentFormats, formats.page].find(({ extension }) => asked.endsWith(`.${extension}`));
  const described = form && (await findDescribed(request.release, asked.slice(0, -form.extension.length - 1)));
  if (!described || !formsOf(described).includes(form)) return sendNotFound(request, reply);
  if (form !== formats.page) return sendDocument(request, reply, described, form);
  vary(reply, 'Accept-Language');
  return redirectToPage(request, reply, described);
}

/** Redirects to a document about a resource, or sends the resource if it is itself a document. */
async function sendNegotiated(request: FastifyRequest, reply: FastifyReply, described: Described) {
  const form = chooseForm(request, reply, described.path, formsOf(described));
  if (described.retired) return sendGone(request, reply, described, form);
  reply.header('Cache-Control', 'no-cache');
  if (form === formats.page) return redirectToPage(request, reply, described);
  const document = `/${encodePath(described.path)}.${form.extension}`;
  if (!described.isDocument) return reply.redirect(document, 303);
  return sendDocument(request, reply.header('Content-Location', document), described, form);
}

/** Picks the format that the client prefers. Throws `Refusal` with the available formats. */
function chooseForm(request: FastifyRequest, reply: FastifyReply, at: string, forms: Form[]): Form {
  vary(reply, 'Accept', 'Accept-Language');
  const headers = { Link: alternates(at, forms), 'Cache-Control': 'no-cache' };
  const sentence = 'This resource is available in these formats';
  return requireFormat(request, reply, forms, formatWord(request), { sentence, headers }).format;
}

const redirectToPage = (request: FastifyRequest, reply: FastifyReply, { page = '' }: Described): FastifyReply =>
  reply.redirect(pageUrl(request.release, languageOfPages(request), encodePath(page)), 303);

/** Serves the context at the URL that the JSON-LD documents of the site refer to. */
const sendContext = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
  (await sendFile(request, reply, 'site/context.jsonld')) || (await sendFile(request, reply, contextFile))
    ? reply
    : sendNotFound(request, reply);

/** The context of a release. */
const contextFile = 'ontology/context.jsonld';

/** The JSON-LD context of a release; undefined without a context file. */
const contextOf = perRelease(async ({ folder }: ServedRelease): Promise<JsonObject | undefined> => {
  const text = await readFile(path.join(folder, contextFile), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text)['@context'];
});

async function sendHome(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const language = languageOfPages(request);
  if (language === undefined) return sendNotFound(request, reply);
  vary(reply, 'Accept-Language');
  return reply.header('Cache-Control', 'no-cache').redirect(`/site/${language}/index.html`, 302);
}

/** Serves the dataset at the URL that crawlers know (VoID, section 7.2). */
async function sendVoid(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const described = await findDataset(request.release);
  if (!described) return sendNotFound(request, reply);
  return sendDocument(request, reply, described, chooseForm(request, reply, described.path, documentFormats));
}

/** Sends the statements about a resource in one format. */
async function sendDocument(request: FastifyRequest, reply: FastifyReply, described: Described, form: Form) {
  const { release } = request;
  const { hash, site } = release.manifest;
  const others = formsOf(described).filter(({ extension }) => extension !== form.extension);
  const about = described.isDocument ? [] : [`<${asAddress(described.iri)}>; rel="describes"`];
  reply.header('Link', [...about, ...alternates(described.path, others)]);
  const version = {
    ...contentType(form.mediaTypes[0]),
    tag: hashOf(hash, site?.sha256 ?? '', described.path, form.extension),
    modified: modifiedOf(release),
  };
  if (isUnchanged(request, reply, version)) return reply;
  const content = textContent(await documentText(request, described, form));
  hold(request, content.bytes);
  return send(request, reply, { ...version, content });
}

/** Answers 410 for a retired resource, with its last description and links to its successors. */
async function sendGone(request: FastifyRequest, reply: FastifyReply, described: Described, form: Form) {
  const { release } = request;
  const successors = described.successors.map((iri) => {
    const at = thingsOf(release).pathOf.get(iri);
    return `<${at === undefined ? asAddress(iri) : `/${encodePath(at)}`}>; rel="successor-version"`;
  });
  const file = pageFile(release, languageOfPages(request), described.page ?? '');
  const text =
    form === formats.page
      ? withLinksFrom(await readFile(path.join(release.folder, file), 'utf8'), file)
      : await documentText(request, described, form);
  return reply
    .code(410)
    .headers({ Link: [`<${asAddress(described.iri)}>; rel="describes"`, ...successors], 'Cache-Control': 'no-cache' })
    .type(contentType(form.mediaTypes[0]).mediaType)
    .send(text);
}

/** Makes the links of a page absolute, so that it works at any URL. */
const withLinksFrom = (page: string, file: string): string =>
  page.replace(/(href|src|data-index)="(?!#|[a-z]+:|\/)([^"]*)"/g, (_all, name, link) => {
    const { pathname, search, hash } = new URL(link, `http://localhost/${file}`);
    return `${name}="${pathname}${search}${hash}"`;
  });

/**
 * Returns the statements about a resource in one format: from a file of the release, or otherwise from the engine.
 * Throws `Refusal`.
 */
async function documentText(
  { release, client, over: signal }: FastifyRequest,
  { path: at, files, iri, isNamedOnly, isDocument }: Described,
  { extension, mediaTypes: [mediaType] }: Form,
): Promise<string> {
  const textOf = (file: string): Promise<string> => readFile(path.join(release.folder, file), 'utf8');
  const made = async (job: Job): Promise<string> =>
    ownAnswer(await release.queries.run(job, { client, signal }), notNow);
  const file = files[extension];
  if (file !== undefined) return textOf(file);
  // The IRI comes from the dump, so it contains no ">" that could end it early.
  const statements = isNamedOnly ? `?s ?p <${iri}>` : `<${iri}> ?p ?o`;
  const text = `CONSTRUCT { ${statements} } WHERE { ${statements} }`;
  const turtle = files['ttl']
    ? await textOf(files['ttl'])
    : await made({ kind: 'own-query', text, mediaType: 'text/turtle' });
  if (extension === 'ttl') return turtle;
  const context = extension === 'jsonld' && !isDocument ? await contextOf(release) : undefined;
  if (context !== undefined) {
    const contextUrl = `${'../'.repeat(at.split('/').length - 1)}context.jsonld`;
    return made({ kind: 'json-ld', turtle, about: isNamedOnly ? undefined : iri, context, contextUrl });
  }
  return made({ kind: 'document', turtle, mediaType });
}

/** Explains that a document cannot be generated now. */
const notNow = (outcome: Outcome): Refusal =>
  notAnswered(outcome, {
    busy: 'The server is busy. Try again later, or request Turtle',
    timeout: 'This format took too long to generate. Try again later, or request Turtle',
  });
