import { createHash } from 'node:crypto';
import { manifestName } from '../../publish/manifest.js';
import { pagesFolder } from '../../publish/release-files.js';
import { perRelease, type ServedRelease } from '../served-release.js';

/** The SHA-256 of some words. */
export const hashOf = (...words: string[]): string => createHash('sha256').update(words.join('\n')).digest('hex');

const ownTags = perRelease(({ manifest }) => {
  const tags = new Map(manifest.files.map(({ file, sha256 }) => [file, sha256]));
  return tags.set(manifestName, hashOf(JSON.stringify(manifest)));
});

/** What tells a file of a release from any other version of it; undefined for what is no part of it. */
export function tagOf(release: ServedRelease, file: string): string | undefined {
  const { site } = release.manifest;
  if (site && file.startsWith(`${pagesFolder}/`)) return hashOf(site.sha256, file);
  return ownTags(release).get(file);
}

/** When the data was issued, as HTTP writes it (RFC 9110, section 5.6.7): a day, for the data knows no time. */
export const modifiedOf = perRelease(({ manifest: { issued } }) => {
  const time = /^\d{4}(-\d\d){0,2}$/.test(issued ?? '') ? Date.parse(issued as string) : Number.NaN;
  return Number.isNaN(time) ? undefined : new Date(time).toUTCString();
});
