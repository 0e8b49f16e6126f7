import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { root } from './support/gcm.js';

/** Words of the project in data/, ontology/ and queries/. The program must work for any other project. */
const foreign =
  /\b(?:objectives?|principles?|compact|migrations?|migrants?|refugees?|SDGs?|sdgo|unstats)\b|metadata\.un\.org|\bgcm:\w/i;

/** Files that read formats of the UN can name them, but not addresses: these are data. */
const readers = 'src/observations/';

/** Files that still contain these words. Only remove entries. */
const notYet = [
  'src/diff/changed-column.ts',
  'src/diff/compared.ts',
  'src/diff/formats.ts',
  'src/diff/sheets-since.ts',
  'src/diff/statements.ts',
  'src/diff/vocabulary.json',
  'src/observations/observation-lines.ts',
  'src/rdf/namespaces.json',
  'src/serve/reconcile/entities.ts',
  'src/serve/reconcile/kinds.json',
  'src/serve/reconcile/match.ts',
];

/** Text files of the program: "src/site/site.ts". */
const files = ['src', 'rules', 'templates', 'formats'].flatMap((folder) =>
  existsSync(path.join(root, folder))
    ? readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(?:tsx?|mjs|json|css|svg|rq|ttl|csv|md)$/.test(name) && !name.endsWith('shipped.json'))
        .map((name) => path.posix.join(folder, ...name.split(path.sep)))
    : [],
);

/** Returns the words in a text, without the method of the JSON-LD library that is called "compact". */
function wordsIn(file: string): string[] {
  const text = readFileSync(path.join(root, file), 'utf8').replaceAll('jsonld.compact', '');
  const words = [...text.matchAll(new RegExp(foreign, 'gi'))].map(([word]) => word);
  const isExempt = file.startsWith(readers) || file.startsWith('formats/');
  return isExempt ? words.filter((word) => file.startsWith(readers) && /metadata/.test(word)) : words;
}

it('the program contains no word of a project', () => {
  expect(files.length).toBeGreaterThan(300);
  expect(files.filter((file) => wordsIn(file).length > 0).sort()).toEqual(notYet);
});
