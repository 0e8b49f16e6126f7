import { open, readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { manifestName } from '../publish/manifest.js';
import mediaTypes from '../publish/media-types.json' with { type: 'json' };
import { pagesFolder } from '../publish/release-files.js';
import type { Content } from './content.js';
import { acceptedType, encodePath, vary } from './negotiation.js';
import { perRelease, type ServedRelease } from './release.js';
import { hashOf, send } from './send.js';

/** Pages that use this SPARQL endpoint instead of an engine in the browser, if a Link header names it (RFC 8631). */
const queryPage = new RegExp(`^${pagesFolder}/[^/]+/query\\.html$`);

/**
 * Sends a file of the release, or the index of one of its folders. Returns false when the file is missing. Does not
 * return the reply itself, because a reply is a thenable, which cannot be awaited after it is sent.
 */
export async function sendFile(request: FastifyRequest, reply: FastifyReply, asked: string): Promise<boolean> {
  const { release } = request;
  const file = asked.endsWith('/') ? `${asked}index.html` : asked;
  const tag = tagOf(release, file);
  const content = tag === undefined ? undefined : await openFile(release.folder, file);
  if (tag === undefined || content === undefined) return sendToFolder(reply, release, asked);
  if (queryPage.test(file)) reply.header('Link', '<../../sparql>; rel="service-desc"');
  const listed = release.manifest.files.find((one) => one.file === file)?.mediaType ?? 'application/octet-stream';
  await send(request, reply, {
    content,
    ...contentType(knownTypes[path.extname(file)] ?? listed),
    tag,
    modified: modifiedOf(release),
  });
  return true;
}

/** Redirects "site/en" to "site/en/", so that relative links of the index work. */
async function sendToFolder(reply: FastifyReply, release: ServedRelease, asked: string): Promise<boolean> {
  const index = await openFile(release.folder, `${asked}/index.html`);
  if (index === undefined) return false;
  await index.close();
  await reply.header('Cache-Control', 'no-cache').redirect(`/${encodePath(asked)}/`, 301);
  return true;
}

const ownTags = perRelease(({ manifest }) => {
  const tags = new Map(manifest.files.map(({ file, sha256 }) => [file, sha256]));
  return tags.set(manifestName, hashOf(JSON.stringify(manifest)));
});

/** Returns the ETag of a file; undefined for a file outside the release. */
function tagOf(release: ServedRelease, file: string): string | undefined {
  const { site } = release.manifest;
  if (site && file.startsWith(`${pagesFolder}/`)) return hashOf(site.sha256, file);
  return ownTags(release).get(file);
}

/** Date of issue in HTTP format (RFC 9110, section 5.6.7). The data gives a day without a time. */
export const modifiedOf = perRelease(({ manifest: { issued } }) => {
  const time = /^\d{4}(-\d\d){0,2}$/.test(issued ?? '') ? Date.parse(issued as string) : Number.NaN;
  return Number.isNaN(time) ? undefined : new Date(time).toUTCString();
});

/**
 * Opens a regular file of a release, so that it stays readable until it is sent. Returns undefined when the file is
 * missing, or when a symbolic link leads out of the release.
 */
async function openFile(folder: string, file: string): Promise<Content | undefined> {
  const name = await realpath(path.join(folder, file)).catch(ifAbsent);
  if (name === undefined || !name.startsWith(folder + path.sep)) return undefined;
  const handle = await open(name, 'r').catch(ifAbsent);
  if (handle === undefined) return undefined;
  const stats = await handle.stat();
  if (!stats.isFile()) {
    await handle.close();
    return undefined;
  }
  return {
    bytes: stats.size,
    // With an explicit end, the stream closes after the last byte. Otherwise it needs one more read.
    read: (range = { start: 0, end: stats.size - 1 }) => handle.createReadStream(range),
    close: () => handle.close(),
  };
}

const absences = ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'];

/** Rethrows all errors except a missing file: an unreadable file is an internal error, not a 404. */
function ifAbsent(error: NodeJS.ErrnoException): undefined {
  if (!absences.includes(error.code ?? '')) throw error;
}

const knownTypes: Record<string, string> = { ...mediaTypes.sources, ...mediaTypes.others };

/** Returns the Content-Type for a media type. Text is UTF-8; JSON and XML declare that themselves. */
export const contentType = (mediaType: string): { mediaType: string; isText: boolean } => ({
  mediaType: /^text\/|[/+](?:trig|n-triples|n-quads|rdf\+xml)$/.test(mediaType)
    ? `${mediaType}; charset=utf-8`
    : mediaType,
  isText: /^text\/|\/(?:trig|n-triples|n-quads)$|[/+](?:json|xml)$/.test(mediaType),
});

/** The start of a link in the 404 page, up to its path within the site: "" or "/gcm/site/". */
const beginnings = /(href|src|data-index)="(?![a-z]+:|#)(?:\/(?:[^"]*\/)?site\/)?/g;

/**
 * Answers 404: with the page of the site for clients that accept HTML, otherwise with one sentence. The links of the
 * page start at the root, because the wrong URL can have any depth.
 */
export async function sendNotFound(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  vary(reply, 'Accept');
  reply.code(404).header('Cache-Control', 'no-cache');
  const wanted = acceptedType(request, ['text/plain', 'text/html']);
  const file = path.join(request.release.folder, pagesFolder, '404.html');
  const page = wanted === 'text/html' ? await readFile(file, 'utf8').catch(() => undefined) : undefined;
  if (page === undefined) return reply.type('text/plain; charset=utf-8').send('Nothing found at this URL\n');
  return reply.type('text/html; charset=utf-8').send(page.replace(beginnings, `$1="/${pagesFolder}/`));
}
