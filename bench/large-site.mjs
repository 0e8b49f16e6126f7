// Builds the site of a large thesaurus with names in three languages, and compares it with the limits.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readIndexFile } from '../dist/search/search.js';
import { createShardedSearch, shardPath } from '../dist/search/shards.js';
import { gcm, measure } from './measure.mjs';

const limits = { seconds: 150, memory: 700, files: 60_000, disk: 700, page: 300, search: 100 };
const syllables = {
  en: 'bar cor den fin gal hem lin mor nor pel rin sol tam ver wil'.split(' '),
  fr: 'bé cour dou fleu gran hau loi mai neu pé riv sau tou vier'.split(' '),
  es: 'bar cam del flor gran jue lin mar nor pue rio sol tor villa'.split(' '),
};

/** Returns made-up numbers from 0 to `below`, always the same. */
function numbers(seed) {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

/** A name of three words from a vocabulary of about 3,000 words. */
function nameOf(next, parts) {
  const word = () => Array.from({ length: 2 + next(2) }, () => parts[next(parts.length)]).join('');
  return `${word()} ${word()} ${word()}`;
}

/** Writes a project of a thesaurus: every ninth concept has two parents. */
function writeProject(folder, concepts) {
  const project = path.join(folder, 'large');
  measure([gcm, 'init', project, '--template', 'thesaurus', '--languages', 'en,fr,es'], folder);
  const file = path.join(project, 'data/concepts.csv');
  const [header] = readFileSync(file, 'utf8').split('\n');
  const columns = header.trim().split(',');
  const next = numbers(7);
  const rows = Array.from({ length: concepts }, (_, i) => {
    const parents =
      i < 10 ? [] : [Math.floor((i - 10) / 12) + 1, ...(i % 9 === 0 ? [next(Math.floor(i / 12) + 1) + 1] : [])];
    const cells = {
      id: String(i + 1),
      'broader[]': [...new Set(parents)].join('|'),
      'prefLabel@en': `${nameOf(next, syllables.en)} ${i + 1}`,
      'prefLabel@fr': `${nameOf(next, syllables.fr)} ${i + 1}`,
      'prefLabel@es': `${nameOf(next, syllables.es)} ${i + 1}`,
    };
    return `${columns.map((column) => cells[column] ?? '').join(',')}\n`;
  });
  writeFileSync(file, `${header}\n${rows.join('')}`);
  return project;
}

/** Measures searches for names, beginnings, mistakes and codes, in milliseconds. */
async function searchTimes(site) {
  const index = readIndexFile(readFileSync(path.join(site, 'en/search-index.js'), 'utf8'));
  const load = async (at) => readIndexFile(readFileSync(path.join(site, shardPath('en', at)), 'utf8')).entries;
  const times = [];
  for (const query of [
    'barcor',
    'bar',
    'morlin solver',
    'verwil 4711',
    '4711',
    'b',
    'morlim',
    'galhemrin tam',
    'nothing',
  ]) {
    const search = createShardedSearch(index, load);
    const start = performance.now();
    const found = await search(query);
    times.push([query, performance.now() - start, found.length]);
  }
  return times;
}

/** Builds the site of a thesaurus of this size in a folder; returns the exit code. */
export async function benchSite(folder, concepts) {
  const project = writeProject(folder, concepts);
  const { seconds, megabytes } = measure([gcm, 'build'], project);
  const site = path.join(project, 'build/current/site');
  const files = readdirSync(site, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const sizes = files.map(({ parentPath, name }) => [
    path.join(parentPath, name),
    statSync(path.join(parentPath, name)),
  ]);
  const [largest] = sizes.filter(([file]) => file.endsWith('.html')).sort(([, a], [, b]) => b.size - a.size);
  const times = await searchTimes(site);
  const results = {
    seconds,
    memory: megabytes,
    files: files.length,
    disk: sizes.reduce((sum, [, { blocks }]) => sum + blocks * 512, 0) / 1024 / 1024,
    page: largest[1].size / 1024,
    search: Math.max(...times.map(([, time]) => time)),
  };
  console.log(`gcm build with the site of ${concepts.toLocaleString('en')} concepts × 3 languages`);
  for (const [name, value] of Object.entries(results))
    console.log(name.padEnd(10), value.toFixed(1).padStart(10), `limit ${limits[name]}`.padStart(14));
  console.log('largest page', path.relative(site, largest[0]));
  console.log(times.map(([query, time, count]) => `${query}: ${time.toFixed(1)} ms, ${count}`).join('\n'));
  return Object.entries(results).some(([name, value]) => value > limits[name]) ? 1 : 0;
}
