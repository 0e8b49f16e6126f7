// npm run bench: checks a code list with names in three languages, and another with ten times as many concepts. The
// second check can take at most 12 times as long. With --site: builds a site of 50,000 concepts, and measures its files
// and the search.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gcm, measure, measureInRounds } from './measure.mjs';

const folder = mkdtempSync(path.join(os.tmpdir(), 'gcm-code-lists-'));
if (process.argv.includes('--site')) {
  const { benchSite } = await import('./large-site.mjs');
  process.exitCode = await benchSite(folder, Number(process.argv.at(-1)) || 50_000);
  rmSync(folder, { recursive: true, force: true });
  process.exit();
}
const rounds = Number(process.argv[2] ?? 3);
const parents = 4;
const limits = { ratio: 12, megabytes: 600 };

/** Writes the project of a template with more concepts. */
function writeProject(concepts) {
  const project = path.join(folder, String(concepts));
  measure([gcm, 'init', project, '--languages', 'en,fr,es'], folder);
  const rows = Array.from({ length: concepts }, (_, i) => {
    const parent = i < parents ? '' : `${(i % parents) + 1}`;
    return `${i + 1},Item ${i},Objet ${i},Cosa ${i},,,,,,,${parent},\n`;
  });
  const file = path.join(project, 'data/concepts.csv');
  const [header] = readFileSync(file, 'utf8').split('\n');
  writeFileSync(file, `${header}\n${rows.join('')}`);
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
