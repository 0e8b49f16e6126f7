import { parseTree } from 'jsonc-parser';
import { namespacesOf } from '../rdf/iri.js';
import { csvText } from '../text/csv.js';
import type { Term } from './describe.js';

/** A new tables.json without tables. */
export const emptyTables = (base: string, language: string): string =>
  `{\n  "@context": ["http://www.w3.org/ns/csvw", ${inLine({ '@base': `${base}data/`, '@language': language })}],\n  "tables": []\n}\n`;

/**
 * Adds entries to the list of tables, replaces entries of the same sheets, and removes entries of the sheets in `gone`. All other
 * bytes stay as they are. Returns undefined for a text without a list of tables.
 */
export function withEntries(
  text: string,
  entries: readonly Record<string, unknown>[],
  gone: ReadonlySet<unknown> = new Set(),
): string | undefined {
  const tables = parseTree(text)?.children?.find(({ children: [name] = [] }) => name?.value === 'tables')
    ?.children?.[1];
  if (tables?.type !== 'array') return undefined;
  const left = new Map(entries.map((entry) => [entry['url'], entryText(entry).replace(/^/gm, '    ')]));
  let written = '';
  let at = tables.offset + 1;
  for (const { offset, length, children = [] } of tables.children ?? []) {
    const url = children.find(({ children: [name] = [] }) => name?.value === 'url')?.children?.[1]?.value;
    const space = text.slice(at, offset).replace(',', '');
    at = offset + length;
    if (gone.has(url)) continue;
    written += `${written && ','}${space}${left.get(url)?.trimStart() ?? text.slice(offset, at)}`;
    left.delete(url);
  }
  const isEmpty = !tables.children?.length;
  const added = [...left.values()].map((entry) => `\n${entry}`);
  const rest = isEmpty ? `\n  ${text.slice(at).trimStart()}` : text.slice(at);
  return `${text.slice(0, tables.offset + 1)}${[...(written ? [written] : []), ...added].join(',')}${rest}`;
}

/** Writes an entry of tables.json with a line for each column. */
export function entryText(entry: Record<string, unknown>): string {
  const table = entry['tableSchema'] as { columns: unknown[] };
  const whole = JSON.stringify({ ...entry, tableSchema: { ...table, columns: [] } }, null, 2);
  const columns = table.columns.map((column) => `      ${inLine(column)}`).join(',\n');
  return whole
    .replace(/\{\n\s+("@id": ".*")\n\s+\}/g, '{ $1 }')
    .replace(/\[\n(\s+"[^\]]*?")\n\s+\]/g, (_, list: string) => `[${list.trim().replace(/\s*\n\s*/g, ' ')}]`)
    .replace('"columns": []', () => `"columns": [\n${columns}\n    ]`);
}

const inLine = (value: unknown): string => JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ');

/** Adds the definitions of terms to an ontology in Turtle. */
export function withTerms(text: string, terms: readonly Term[], language: string): string {
  const unique = [...new Map(terms.map((term) => [term.iri, term])).values()];
  if (unique.length === 0) return text;
  const lines = unique.map((one) => lineOf(one, text, language));
  const used = namespacesOf(
    ['owl', 'rdfs', 'role', 'skos'].filter((one) => lines.join('').includes(`${one}:`)).join(' '),
  );
  const prefixes = Object.entries(used)
    .filter(([prefix, namespace]) => !new RegExp(`@?prefix\\s+${prefix}:\\s*<${namespace}>`, 'i').test(text))
    .map(([prefix, namespace]) => `@prefix ${prefix}: <${namespace}> .\n`);
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${prefixes.join('')}\n${lines.join('')}`;
}

/** The definition of a term in one line, with the prefix of the ontology if it has one. */
function lineOf({ iri, type, label, plural, more }: Term, text: string, language: string): string {
  const [, namespace = '', local = ''] = /^(.*[#/])([A-Za-z][\w-]*)$/.exec(iri) ?? [];
  const prefix = [...text.matchAll(/@?prefix\s+([\w-]*):\s*<([^>]*)>/gi)].find(([, , own]) => own === namespace)?.[1];
  const inLanguage = (one: string): string => `${JSON.stringify(one)}@${language}`;
  const parts = [
    `${prefix === undefined ? `<${iri}>` : `${prefix}:${local}`} a ${type}`,
    more,
    `rdfs:label ${inLanguage(label)}`,
    plural !== undefined && plural !== label ? `role:plural ${inLanguage(plural)}` : undefined,
  ];
  return `${parts.filter((part) => part !== undefined).join(' ; ')} .\n`;
}

/** Adds a row for each new scheme to the sheet of schemes: its key, which is also its first title. */
export function withSchemes(text: string, titles: readonly string[], names: readonly string[]): string {
  const rows = names.map((name) => titles.map((_, i) => (i <= 1 ? name : '')));
  return `${text}${text.endsWith('\n') ? '' : '\n'}${csvText(rows)}`;
}
