import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { pagesFolder } from '../../publish/release-files.js';
import { acceptedType } from '../accepted-type.js';
import { vary } from './vary.js';

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
