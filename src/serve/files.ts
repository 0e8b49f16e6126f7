import { open, readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { manifestName } from '../publish/manifest.js';
import mediaTypes from '../publish/media-types.json' with { type: 'json' };
import { pagesFolder } from '../publish/release-files.js';
import { acceptedType, encodePath, vary } from './negotiation.js';
import { perRelease, type ServedRelease } from './release.js';
import { type Content, hashOf, send } from './send.js';

/** The pages that can use the endpoint here instead of an engine of their own, and learn of it by this link (RFC 8631). */
const queryPage = new RegExp(`^${pagesFolder}/[^/]+/query\\.html$`);

/**
 * Answers with a file of the release, or the index of a folder of it; false when there is none. (A reply itself cannot be
 * returned to whoever waits: it is a thenable, of which nothing is left when it has been sent.)
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

/** "site/en" is a slip for "site/en/", from where the links of its index lead on. */
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

/** What tells a file of a release from any other version of it; undefined for what is no part of it. */
function tagOf(release: ServedRelease, file: string): string | undefined {
  const { site } = release.manifest;
  if (site && file.startsWith(`${pagesFolder}/`)) return hashOf(site.sha256, file);
  return ownTags(release).get(file);
}

/** When the data was issued, as HTTP writes it (RFC 9110, section 5.6.7): a day, for the data knows no time. */
export const modifiedOf = perRelease(({ manifest: { issued } }) => {
  const time = /^\d{4}(-\d\d){0,2}$/.test(issued ?? '') ? Date.parse(issued as string) : Number.NaN;
  return Number.isNaN(time) ? undefined : new Date(time).toUTCString();
});

/**
 * The plain file at a path of a release, opened, so that it stays there as long as it is sent; undefined when there is
 * none, or when links lead out of the release.
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
    // With its end the stream knows the last byte for it; a client that has all goes away before another read would tell.
    read: (range = { start: 0, end: stats.size - 1 }) => handle.createReadStream(range),
    close: () => handle.close(),
  };
}

const absences = ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'];

/** A file that is there and cannot be read is a fault here: to say that it is gone would be wrong. */
function ifAbsent(error: NodeJS.ErrnoException): undefined {
  if (!absences.includes(error.code ?? '')) throw error;
}

const knownTypes: Record<string, string> = { ...mediaTypes.sources, ...mediaTypes.others };

/** What a client is told of bytes of a media type. All texts are in UTF-8, which JSON and XML say themselves; they are worth compressing. */
export const contentType = (mediaType: string): { mediaType: string; isText: boolean } => ({
  mediaType: /^text\/|[/+](?:trig|n-triples|n-quads|rdf\+xml)$/.test(mediaType)
    ? `${mediaType}; charset=utf-8`
    : mediaType,
  isText: /^text\/|\/(?:trig|n-triples|n-quads)$|[/+](?:json|xml)$/.test(mediaType),
});

/** A link of the page for what is not there, up to where its way through the site begins: "", or "/gcm/site/". */
const beginnings = /(href|src|data-index)="(?![a-z]+:|#)(?:\/(?:[^"]*\/)?site\/)?/g;

/**
 * For whoever wants HTML the page of the site for this; its links go out from the top, for nobody knows how deep the
 * wrong address is. For others a sentence.
 */
export async function sendNotFound(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  vary(reply, 'Accept');
  reply.code(404).header('Cache-Control', 'no-cache');
  const wanted = acceptedType(request, ['text/plain', 'text/html']);
  const file = path.join(request.release.folder, pagesFolder, '404.html');
  const page = wanted === 'text/html' ? await readFile(file, 'utf8').catch(() => undefined) : undefined;
  if (page === undefined) return reply.type('text/plain; charset=utf-8').send('there is nothing at this address\n');
  return reply.type('text/html; charset=utf-8').send(page.replace(beginnings, `$1="/${pagesFolder}/`));
}
