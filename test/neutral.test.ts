import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { root } from './support/gcm.js';

/** Words of the project in data/, ontology/ and queries/. The program must work for any other project. */
const foreign =
  /\b(?:objectives?|principles?|migrations?|migrants?|refugees?|SDGs?|sdgo|unstats|united nations)\b|metadata\.un\.org|\bgcm:\w/i;

/** Names, which are ordinary words in lower case: the Compact, the UN. */
const foreignNames = /\bCompacts?\b|\bGCM\b(?!_)|\bUN\b/;

/** Text files of the program: "src/site/site.ts". Only the tables in formats/, which read files of the UN, name it. */
const files = ['src', 'rules', 'templates'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:tsx?|mjs|json|css|svg|rq|ttl|csv|md)$/.test(name))
    .map((name) => path.posix.join(folder, ...name.split(path.sep))),
);

/** True for a text that names the project. */
const isForeign = (text: string): boolean => foreign.test(text) || foreignNames.test(text);

it('the program contains no word of a project', () => {
  expect(files.length).toBeGreaterThan(300);
  expect(files.filter((file) => isForeign(readFileSync(path.join(root, file), 'utf8')))).toEqual([]);
});
