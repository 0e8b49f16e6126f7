import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { pagesFolder } from '../publish/release-files.js';
import { perRelease } from './served-release.js';

/** The languages that a release has pages in, English first; none when it has no site. */
export const languagesOf = perRelease(({ folder, manifest }): string[] => {
  if (!manifest.site) return [];
  const site = path.join(folder, pagesFolder);
  const found = readdirSync(site).filter((name) => existsSync(path.join(site, name, 'index.html')));
  return [...found.filter((name) => name === 'en'), ...found.filter((name) => name !== 'en')];
});

/** The language of the pages that suits a client best; English when none does, and undefined without a site. */
export function chooseLanguage(request: FastifyRequest): string | undefined {
  const languages = languagesOf(request.release);
  return new Negotiator(request.raw).language(languages) ?? languages[0];
}
