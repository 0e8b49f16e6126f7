import { textOf } from '../bytes.js';
import { type Json, object, objects, string } from '../csvw/metadata/json.js';
import { parseMetadata } from '../csvw/metadata/metadata.js';
import { type Files, fileIn } from '../files.js';
import type { Project } from '../project.js';
import { readVocabulary } from '../roles/vocabulary.js';
import { decode } from '../sheets/encoding.js';
import { plainForm, readCsv } from '../text/csv.js';
import { type Description, describeSheets } from './describe.js';
import { filled, type KnownSheet, type NewSheet } from './drafts.js';
import { baseOf, readHeaders, sheetKindOf } from './headers.js';
import texts from './messages.json' with { type: 'json' };
import { emptyTables, withEntries, withSchemes, withTerms } from './write.js';

/** Descriptions of sheets in a project, and the files that would contain them. */
export interface Proposal {
  descriptions: Description[];
  changed: Map<string, string>; // texts by path: tables.json, ontology, sheet of schemes
}

/** Where the described sheets belong. Files that do not exist are created. */
export interface Place extends Pick<Project, 'files' | 'data' | 'ontology' | 'base'> {
  languages?: readonly string[]; // of the headers, the first one also of texts without a language
  again?: boolean; // replaces the entries of these sheets, and removes entries without a sheet
}

/** Describes new sheets of a project, by its other sheets. A fault is a text for the user. */
export function describeInProject(place: Place, sheets: readonly NewSheet[]): Proposal | { fault: string } {
  const { files, data, ontology } = place;
  const read = (file: string): string | undefined => {
    const found = files.read(file);
    return 'words' in found ? undefined : textOf(found);
  };
  const metadata = fileIn(data, 'tables.json');
  const faults: string[] = [];
  const text = read(metadata);
  const document = text === undefined ? {} : (parseMetadata(text, (_, words) => faults.push(words)) ?? {});
  if (faults[0] !== undefined) return { fault: `${metadata}: ${faults[0]}` };
  const tables = objects(document['tables'], () => {}).map(([table]) => table);
  const isNew = new Set<unknown>(sheets.map(({ file }) => file));
  const twice = tables.find(({ url }) => isNew.has(url));
  if (twice && !place.again) return { fault: filled(texts.described, { file: twice['url'] }) };
  const context = object([document['@context']].flat()[1]);
  const base = place.base ?? new URL('..', string(context['@base']) ?? 'https://example.org/data/').href;
  const languages = [...(place.languages ?? []), ...(string(context['@language']) ?? '').split(' ')].filter(Boolean);
  const language = languages[0] ?? 'en';
  const gone = new Set(place.again ? tables.map(({ url }) => url).filter((url) => !isThere(files, data, url)) : []);
  const others = tables.filter(({ url }) => !isNew.has(url) && !gone.has(url));
  const known = others.flatMap((table) => knownSheet(table, files, data));
  const found = describeSheets(sheets, { base, languages: languages.length > 0 ? languages : [language], known });
  if ('fault' in found) return found;
  const entries = found.map(({ entry }) => entry);
  const written = withEntries(text ?? emptyTables(base, language), entries, gone);
  if (written === undefined) return { fault: filled(texts.noTables, { file: metadata }) };
  const changed = new Map([[metadata, written]]);
  const defined = new Set(readVocabulary({ files, ontology }, base).quads.map(({ subject }) => subject.value));
  const names = files.list(ontology).filter((name) => name.endsWith('.ttl') && name !== 'shapes.ttl');
  const definitions = fileIn(ontology, names.includes('ontology.ttl') ? 'ontology.ttl' : (names[0] ?? 'ontology.ttl'));
  const terms = found.flatMap(({ terms }) => terms.filter(({ iri }) => !defined.has(iri)));
  if (terms.length > 0) changed.set(definitions, withTerms(read(definitions) ?? '', terms, language));
  const schemes = [...known, ...sheets].find(({ file }) => sheetKindOf(file) === 'scheme');
  const missing = [...new Set(found.flatMap(({ newScheme }) => newScheme ?? []))];
  if (schemes && missing.length > 0) {
    const file = fileIn(data, schemes.file);
    changed.set(file, withSchemes(read(file) ?? '', readRows(files, file)[0] ?? [], missing));
  }
  return { descriptions: found, changed };
}

const isThere = (files: Files, data: string, url: unknown): boolean => {
  const found = files.read(fileIn(data, string(url) ?? ''));
  return !('words' in found && found.code === 'ENOENT');
};

/** Reads the rows of a CSV file: with commas, or with the delimiter of its header. A file with a stray quotation mark has no rows. */
export function readRows(files: Files, file: string): string[][] {
  const bytes = files.read(file);
  const text = 'words' in bytes ? '' : decode(bytes, file, 'utf-8').text;
  const header = text.split(/[\r\n]/, 1)[0] ?? '';
  const delimiter = [',', ';', '\t'].find((one) => header.includes(one)) ?? ',';
  const rows: string[][] = [];
  const fault = readCsv(text, { ...plainForm, delimiter }, (cells) => rows.push(cells));
  return fault ? [] : rows;
}

/** A described sheet, if it has a key of one column. */
function knownSheet(table: Json, files: Files, data: string): KnownSheet[] {
  const file = string(table['url']) ?? '';
  const schema = object(table['tableSchema']);
  const [key, another] = [schema['primaryKey']].flat();
  const aboutUrl = string(schema['aboutUrl']);
  const isAddress = aboutUrl?.replace(/\{\+?(\w+)\}/, (_, name) => (name === key ? '' : '{')).includes('{') === false;
  if (typeof key !== 'string' || another !== undefined || aboutUrl === undefined || !isAddress) return [];
  const columns = objects(schema['columns'], () => {}).map(([column]) => column);
  const titles = [columns.find(({ name }) => name === key)?.['titles'] ?? key].flat();
  const scheme = columns.find(({ propertyUrl, virtual }) => virtual && propertyUrl === 'skos:inScheme')?.['valueUrl'];
  const [header = [], ...rows] = readRows(files, fileIn(data, file));
  const at = header.findIndex((title) => titles.includes(title) || title === key);
  const keys = new Set(rows.map((row) => row[at] ?? ''));
  const isNamed = readHeaders(header).some(({ kind }) => kind === 'text');
  const kind = sheetKindOf(baseOf(file)) ?? (isNamed ? 'concept' : 'other');
  return [{ file, kind, key, keys, aboutUrl, scheme: string(scheme) }];
}
