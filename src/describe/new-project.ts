import { utf8 } from '../bytes.js';
import { filesOf } from '../files.js';
import { namespaces } from '../rdf/iri.js';
import { csvText, plainForm, readCsv } from '../text/csv.js';
import { nearestLanguage } from '../text/languages.js';
import type { NewSheet } from './drafts.js';
import { describeInProject } from './in-project.js';

/** The settings of a new project. */
export interface NewProject {
  name: string;
  base: string;
  languages: readonly string[];
  today: string; // "2025-01-31"
}

/** Words of the examples, by language: `{ "Example": { "en": "Example", "de": "Beispiel" } }`. */
export type Words = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Makes the files of a new project from a template, and describes its sheets. `sheets` replace sheets of the template. In a
 * template, `{{name}}` is a setting, `[[Example]]` a word, and a column with `{language}` in its header becomes one for each language.
 */
export function newProject(
  template: ReadonlyMap<string, string>,
  words: Words,
  settings: NewProject,
  sheets: readonly NewSheet[] = [],
): Map<string, string> | { fault: string } {
  const { base, languages } = settings;
  const { text: filled, rows: expanded } = fillers(words, settings);
  const files = new Map<string, string>();
  const described = new Map(sheets.map((sheet) => [sheet.file, sheet]));
  for (const [name, text] of template) {
    if (!name.endsWith('.csv')) files.set(name, filled(text));
    const file = name.replace('data/', '');
    if (!name.endsWith('.csv') || described.has(file)) continue;
    const rows: string[][] = [];
    readCsv(text, plainForm, (cells) => rows.push(cells));
    if (rows.length > 1) described.set(file, { file, rows: expanded(rows) });
  }
  for (const { file, rows } of described.values()) files.set(`data/${file}`, csvText(rows));
  if (sheets.some(({ aboutUrl }) => aboutUrl?.startsWith('{')))
    files.set(
      'queries/checks.csv',
      csvText([
        ['rule', 'severity', 'reason'],
        ['address-under-base', 'off', foreign],
      ]),
    );
  const place = {
    files: filesOf(new Map([...files].map(([name, text]) => [name, utf8(text)]))),
    data: 'data',
    ontology: 'ontology',
    base,
    languages,
  };
  const proposal = describeInProject(place, [...described.values()]);
  if ('fault' in proposal) return proposal;
  return new Map([...files, ...proposal.changed]);
}

const foreign = 'The items keep the addresses of their publishers.';

/** Short names for addresses and prefixes: "my-words" for "My words". */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '') || 'vocabulary';

/** Returns functions that replace the placeholders of a text or of the rows of a sheet. */
function fillers(words: Words, { name, base, languages, today }: NewProject) {
  const [language = 'en'] = languages;
  const identifier = slugOf(name);
  const short = identifier.replace(/^[0-9-]+|-/g, '') || 'own';
  const prefix = Object.hasOwn(namespaces, short) ? `my${short}` : short;
  const quoted = languages.map((tag) => `"${tag}"`).join(' ');
  const title = `${JSON.stringify(name)}@${language}`;
  const settings: Record<string, string> = {
    name,
    base,
    identifier,
    prefix,
    today,
    language,
    languages: quoted,
    title,
  };
  const set = (text: string): string => text.replace(/\{\{(\w+)\}\}/g, (_, key: string) => settings[key] ?? '');
  const wordIn = (word: string, tag: string): string => {
    const known = words[word] ?? {};
    return known[nearestLanguage(tag, Object.keys(known)) ?? ''] ?? '';
  };
  const literals = (word: string): string =>
    languages.flatMap((tag) => (wordIn(word, tag) ? `${JSON.stringify(wordIn(word, tag))}@${tag}` : [])).join(' , ') ||
    `${JSON.stringify(wordIn(word, 'en'))}@en`;
  const cellIn = (cell: string, tag: string, number: number): string => {
    if (tag !== language && cell.includes('{{')) return ''; // only the first language has the name of the project
    const filled = set(cell.replace(/\[\[(.*?)\]\]/g, (_, word: string) => wordIn(word, tag))).trim();
    return filled === '' && cell !== '' && tag === language ? `${number}` : filled; // the first language has every name
  };
  return {
    text: (text: string): string => set(text.replace(/\[\[(.*?)\]\]/g, (_, word: string) => literals(word))),
    rows: ([titles = [], ...rows]: string[][]): string[][] => {
      const columns = titles.flatMap((title, at) =>
        title.includes('{language}')
          ? languages.map((tag) => ({ title: title.replace('{language}', tag), at, tag }))
          : [{ title, at, tag: language }],
      );
      return [
        columns.map(({ title }) => title),
        ...rows.map((row, i) => columns.map(({ at, tag }) => cellIn(row[at] ?? '', tag, i + 1))),
      ];
    },
  };
}
