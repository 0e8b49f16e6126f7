import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { outlines } from './site/maps/outlines.mjs';

/**
 * Writes the files of rules/ as one JSON file before compilation, so that Node, browsers and bundlers read the same text;
 * the template of a thesaurus; and the places of the areas on the map of the site.
 */

const rules = fileURLToPath(new URL('../rules/', import.meta.url));
const files = readdirSync(rules, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(rq|ttl)$/.test(file))
  .map((file) => file.replaceAll('\\', '/'))
  .sort();
const texts = files.map((file) => [file, readFileSync(rules + file, 'utf8')]);
const shipped = new URL('roles/shipped.json', import.meta.url);
writeFileSync(shipped, `${JSON.stringify(Object.fromEntries(texts), undefined, 2)}\n`);
writeFileSync(new URL('site/maps/places.json', import.meta.url), `${JSON.stringify(outlines().places)}\n`);

const template = (kind) => {
  const folder = fileURLToPath(new URL(`../templates/${kind}/`, import.meta.url));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.(csv|ttl|rq)$/.test(file),
  );
  return files.sort().map((file) => [file.replaceAll('\\', '/'), readFileSync(folder + file, 'utf8')]);
};
const words = JSON.parse(readFileSync(new URL('../templates/words.json', import.meta.url), 'utf8'));
const thesaurus = { words, files: Object.fromEntries([...template('common'), ...template('thesaurus')]) };
writeFileSync(new URL('describe/templates.json', import.meta.url), `${JSON.stringify(thesaurus, undefined, 2)}\n`);
