import { csvwNamespaces, languageFault, namespaces } from '../rdf/iri.js';
import { languageName } from '../text/languages.js';
import { nearest } from '../text/nearest.js';
import tables from './headers.json' with { type: 'json' };

/** The kind of a sheet: what each of its rows is. */
export type SheetKind = keyof typeof tables.sheets | 'other';

/** The parts of a header. */
export interface Header {
  title: string; // as written: "prefLabel@de"
  name: string; // for addresses: "prefLabel_de"
  word: string; // without its endings: "prefLabel"
  kind: string | undefined; // of a known word: text, code, key, item, address, date, plain
  property: string | undefined; // written out in the header: "skos:prefLabel" or an IRI
  language: string | undefined;
  datatype: string | undefined;
  separator: string | undefined; // "" if the values choose it
  guess: string | undefined; // the known word that was probably meant
}

type Known = (typeof tables.columns)[number];

/** Compares words without case, marks and spaces. */
export const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();

const byWord = new Map<string, Known>();
for (const one of tables.columns) for (const word of one.words.split(',')) if (!byWord.has(word)) byWord.set(word, one);
const english = tables.columns.map(({ words }) => words.split(',')[0] as string);

/** Returns the kind of sheet that a file name says: "sources.csv" is a sheet of sources. */
export const sheetKindOf = (file: string): SheetKind | undefined =>
  (Object.keys(tables.sheets) as (keyof typeof tables.sheets)[]).find((kind) =>
    tables.sheets[kind].words.split(',').includes(folded(baseOf(file))),
  );

/** "categories" → "category". Only regular English plurals are known. */
export const singular = (word: string): string =>
  word
    .replace(/ies$/, 'y')
    .replace(/(ax|cris|thes|analys)es$/, '$1is')
    .replace(/iones$/, 'ion')
    .replace(/(ss|tus|x|ch|sh)es$/, '$1')
    .replace(/(?<=[^siu])s$/, '');

/** "link target" → "linkTarget". */
export const camel = (text: string): string =>
  text.replace(/[^\p{L}\p{N}]+(\p{L}|\p{N}|$)/gu, (_, letter: string) => letter.toUpperCase());

/** The name of a file without its folder and ending. */
export const baseOf = (file: string): string => file.replace(/^.*[/\\]/, '').replace(/\.\w+$/, '');

/** Returns the property of a header in a sheet of this kind; undefined for a word that is not known. */
export function propertyOf({ word, property }: Header, kind: SheetKind): string | undefined {
  const known = byWord.get(folded(word)) as (Known & Record<string, string>) | undefined;
  return property ?? known?.[kind] ?? known?.property;
}

const endings: [name: 'language' | 'datatype' | 'separator', pattern: RegExp][] = [
  ['separator', /\s*(?:\(separator="([^"]+)"\)|\[\])$/],
  ['datatype', /\^\^(?:xsd:|<?http:\/\/www\.w3\.org\/2001\/XMLSchema#)?(\w+)>?$/],
  ['language', /@([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)$/],
  ['language', /\s*\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*)\)$/],
  ['language', /[_ ]([a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*)$/],
];

/**
 * Reads the headers of a sheet: `prefLabel@de`, `altLabel (fr)`, `title_pt-BR`, `broader[]`, `dct:created^^xsd:date`. An
 * ending without @ is a language after a known word, or if the sheet or the project has it elsewhere.
 */
export function readHeaders(titles: readonly string[], languages: readonly string[] = []): Header[] {
  const first = titles.map((title) => readHeader(title, new Set(languages)));
  const found = new Set([...languages, ...first.flatMap(({ language }) => language ?? [])]);
  const names = new Set<string>();
  return titles.map((title, i) => {
    const header = readHeader(title, found);
    const plain = title
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .replace(/\[\]$|\(separator=.*\)$/, '')
      .replace(/\W+/g, '_');
    const short = plain.replace(/^_+|_+$/g, '');
    const name = /^[A-Za-z]/.test(short) && !names.has(short) ? short : `column_${i + 1}`;
    names.add(name);
    return { ...header, name };
  });
}

function readHeader(title: string, languages: Set<string>): Header {
  const found: Partial<Record<'language' | 'datatype' | 'separator', string>> = {};
  let word = title.trim();
  for (let before = ''; before !== word; ) {
    before = word;
    for (const [name, pattern] of endings) {
      const [whole = '', value = ''] = pattern.exec(word) ?? [];
      const rest = word.slice(0, word.length - whole.length);
      if (whole === '' || rest === '' || found[name] !== undefined) continue;
      const isSure = whole.startsWith('@') || byWord.get(folded(rest))?.kind === 'text' || languages.has(value);
      const isAddress = /^<?https?:/.test(rest) && !/^[@^[(]/.test(whole);
      if (isAddress || (name === 'language' && !(isSure && isLanguage(value)))) continue;
      found[name] = value;
      word = rest;
    }
  }
  const [, prefix = '', local = ''] = /^([A-Za-z][\w-]*):(?!\/\/)(\S+)$/.exec(word) ?? [];
  const namespace = Object.hasOwn(namespaces, prefix) ? (namespaces as Record<string, string>)[prefix] : undefined;
  const isIri = /^<?https?:\/\/\S+$/.test(word);
  const property = isIri
    ? word.replace(/^<|>$/g, '')
    : namespace && (prefix in csvwNamespaces ? word : namespace + local);
  const short = isIri ? word.replace(/>$/, '').replace(/^.*[#/]/, '') : namespace ? local : word;
  const known = byWord.get(folded(short));
  const guess = known || property ? undefined : nearest(folded(short), english);
  const { language, datatype, separator } = found;
  return { title, name: '', word: short, kind: known?.kind, property, language, datatype, separator, guess };
}

const isLanguage = (tag: string): boolean => !languageFault(tag) && languageName(tag, 'en') !== tag;
