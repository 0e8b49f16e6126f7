import type { FastifyReply, FastifyRequest } from 'fastify';
import { pagesFolder } from '../../publish/release-files.js';
import type { ServedRelease } from '../served-release.js';
import { modifiedOf, tagOf } from './listed-files.js';
import { mediaTypeOf } from './media-types.js';
import { openFile } from './open-file.js';
import { encodePath } from './request-path.js';
import { send } from './send.js';

/** The pages that can use the endpoint here instead of an engine of their own, and learn of it by this link (RFC 8631). */
const queryPage = new RegExp(`^${pagesFolder}/[^/]+/query\\.html$`);

/**
 * Answers with a file of the release, or the index of a folder of it; false when there is none. (A reply itself cannot be
 * returned to whoever waits: it is a thenable, of which nothing is left when it has been sent.)
 */
export async function sendFile(request: FastifyRequest, reply: FastifyReply, path: string): Promise<boolean> {
  const { release } = request;
  const file = path.endsWith('/') ? `${path}index.html` : path;
  const tag = tagOf(release, file);
  const content = tag === undefined ? undefined : await openFile(release.folder, file);
  if (tag === undefined || content === undefined) return sendToFolder(reply, release, path);
  if (queryPage.test(file)) reply.header('Link', '<../../sparql>; rel="service-desc"');
  const listed = release.manifest.files.find((one) => one.file === file)?.mediaType;
  await send(request, reply, { content, ...mediaTypeOf(file, listed), tag, modified: modifiedOf(release) });
  return true;
}

/** "site/en" is a slip for "site/en/", from where the links of its index lead on. */
async function sendToFolder(reply: FastifyReply, release: ServedRelease, path: string): Promise<boolean> {
  const index = await openFile(release.folder, `${path}/index.html`);
  if (index === undefined) return false;
  await index.close();
  await reply.header('Cache-Control', 'no-cache').redirect(`/${encodePath(path)}/`, 301);
  return true;
}
