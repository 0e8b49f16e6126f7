// npm run bench: checks a code list with names in three languages, and another with ten times as many concepts. The
// second check can take at most 12 times as long.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gcm, measure, measureInRounds } from './measure.mjs';

const folder = mkdtempSync(path.join(os.tmpdir(), 'gcm-code-lists-'));
const rounds = Number(process.argv[2] ?? 3);
const categories = 4; // of the template
const limits = { ratio: 12, megabytes: 600 };

/** Writes the template project with more items and a third language. */
function writeProject(concepts) {
  const project = path.join(folder, String(concepts));
  measure([gcm, 'init', project], folder);
  const tables = path.join(project, 'data/tables.json');
  const french = '{ "name": "title_fr", "titles": "title_fr", "lang": "fr", "propertyUrl": "skos:prefLabel" },';
  const [before, items] = readFileSync(tables, 'utf8').split('"url": "items.csv"');
  const spanish = french.replaceAll('title_fr', 'title_es').replace('"fr"', '"es"');
  writeFileSync(tables, `${before}"url": "items.csv"${items.replace(french, `${french}\n${spanish}`)}`);
  const rows = Array.from({ length: concepts }, (_, i) => {
    const category = (i % categories) + 1;
    return `${category}.${Math.floor(i / categories) + 1},${category},Item ${i},Objet ${i},Cosa ${i},,town-guide\n`;
  });
  const header = 'code,category,title_en,title_fr,title_es,advice_en,source\n';
  writeFileSync(path.join(project, 'data/items.csv'), header + rows.join(''));
  return project;
}

const commands = [5000, 50_000].map((concepts) => ({
  concepts,
  args: [gcm, 'check', '--data', `${writeProject(concepts)}/data`].concat(
    ['ontology', 'queries'].flatMap((name) => [`--${name}`, path.join(folder, String(concepts), name)]),
  ),
}));
const measured = measureInRounds(commands, rounds, folder);
console.log('\ngcm check of a code list × 3 languages   seconds   peak MB');
for (const [i, { concepts }] of commands.entries())
  console.log(
    `${concepts.toLocaleString('en').padStart(17)} concepts`.padEnd(39),
    measured[i].seconds.toFixed(2).padStart(9),
    measured[i].megabytes.toFixed(0).padStart(9),
  );
const ratio = (measured[1].seconds / measured[0].seconds).toFixed(1);
console.log(`ratio ${ratio} (limit ${limits.ratio}); memory limit ${limits.megabytes} MB`);
rmSync(folder, { recursive: true, force: true });
