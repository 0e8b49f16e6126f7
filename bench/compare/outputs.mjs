// Compares two folders of output byte by byte.
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';

/** Reads all files of a folder. The content of a link is its target. */
function filesOf(folder) {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true }).sort() : [];
  return new Map(
    names.flatMap((name) => {
      const file = path.join(folder, name);
      const found = lstatSync(file);
      if (found.isSymbolicLink()) return [[name, Buffer.from(`link to ${readlinkSync(file)}`)]];
      return found.isFile() ? [[name, readFileSync(file)]] : [];
    }),
  );
}

const digest = (bytes, encoding) => createHash('sha256').update(bytes).digest(encoding);

/**
 * Finds the differences between two folders. Lists separately the files that differ only in the packages of the
 * program: the bill of materials, and files that contain its digest or length, directly or indirectly.
 */
export function compareFolders(oldFolder, newFolder) {
  const [before, after] = [filesOf(oldFolder), filesOf(newFolder)];
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  const missing = names.filter((name) => !before.has(name) || !after.has(name));
  let different = names.filter((name) => !missing.includes(name) && !before.get(name).equals(after.get(name)));
  const packages = different.filter((name) => path.basename(name) === 'sbom.json');
  const plain = (files, name) =>
    packages.reduce(
      (text, one) => {
        const bytes = files.get(one);
        for (const known of [digest(bytes, 'hex'), digest(bytes, 'base64')]) text = text.replaceAll(known, 'DIGEST');
        const rounded = (bytes.length / 1000).toFixed(1).replace('.', '[.,]'); // format of the web site, in kB
        return text.replace(new RegExp(`\\b(?:${bytes.length}|${rounded})\\b`, 'g'), 'LENGTH');
      },
      withoutSums(name, files.get(name).toString('latin1')),
    );
  for (let found = packages; found.length > 0; ) {
    different = different.filter((name) => !packages.includes(name));
    found = packages.length === 0 ? [] : different.filter((name) => plain(before, name) === plain(after, name));
    packages.push(...found);
  }
  const differences = [
    ...missing.map((name) => `${name} is only in the ${before.has(name) ? 'old' : 'new'} output`),
    ...different.map((name) => `${name}: ${firstDifference(before.get(name), after.get(name))}`),
  ];
  return { files: names.length, differences, packages };
}

/** Removes the checksums of the manifest itself and of the web site, whose pages are compared separately. */
const withoutSums = (name, text) =>
  path.basename(name) === 'manifest.json'
    ? text.replace(/("site": \{[^}]*"sha256": ")\w+/, '$1SUM').replace(/("digest": ")\w+/, '$1SUM')
    : text;

/** Quotes both files near the first byte that differs. */
function firstDifference(before, after) {
  let at = 0;
  while (at < before.length && before[at] === after[at]) at++;
  const from = Math.max(0, at - 40);
  const near = (bytes) => JSON.stringify(bytes.subarray(from, at + 60).toString('utf8'));
  return `byte ${at}\n      old ${near(before)}\n      new ${near(after)}`;
}
