import type { Manifest } from './manifest.js';

/** What the folder of a release is called: VERSION-HASH, "0.1.0-7261943c610b". */
export const releaseName = ({ version, hash }: Manifest): string => `${version}-${hash.slice(0, 12)}`;

/** Whether a folder is called as its manifest says: other bytes of the same graph have a number behind, from 2 on. */
export function isNameOf(folder: string, manifest: Manifest): boolean {
  const name = releaseName(manifest);
  return folder === name || (folder.startsWith(`${name}-`) && /^([2-9]|[1-9]\d+)$/.test(folder.slice(name.length + 1)));
}

/** Whether a folder is called as releases are, so that its name says what is in it. */
export const isReleaseFolderName = (folder: string): boolean => /^[\w.-]+-[0-9a-f]{12}(-\d+)?$/.test(folder);
