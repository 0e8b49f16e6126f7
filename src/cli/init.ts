import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Quad } from 'n3';
import { textOf } from '../bytes.js';
import type { NewSheet } from '../describe/drafts.js';
import { type Imported, importSkos } from '../describe/import-skos.js';
import { workbookStatements } from '../describe/import-workbook.js';
import { type NewProject, newProject, slugOf, type Words } from '../describe/new-project.js';
import { isOfFileManager, nameFailedFile, rename } from '../node/disk-files.js';
import { UserError } from '../problem.js';
import { isBase } from '../project.js';
import { iriFault, languageFault } from '../rdf/iri.js';
import { lineOf } from '../rdf/nquads.js';
import { isWorkbook } from '../sheets/table-group.js';
import {
  choiceFrom,
  type Io,
  type Options,
  print,
  type RunCommand,
  readWorkbook,
  requireFile,
  say,
} from './command.js';
import { type Renaming, renameAll, withTemporary } from './output-file.js';

const templates = fileURLToPath(new URL('../../templates', import.meta.url));
const kinds = { thesaurus: 'thesaurus', codes: 'codes', framework: 'framework' };

/** `gcm init`: makes a project from a template in a new or empty folder. An error leaves no partial project. */
export const init: RunCommand = async ([given = ''], options, io) => {
  const folder = path.resolve(given);
  const kind = choiceFrom(options, 'template', kinds);
  const { imported, ...settings } = await settingsFrom(options, folder, io);
  const isThere = fs.existsSync(folder);
  if (isThere) refuseUnlessEmpty(folder, given);
  const parent = path.dirname(folder);
  if (!isThere && !fs.existsSync(parent))
    throw new UserError(`Missing folder "${path.dirname(given)}". Create it first`);
  const staging = path.join(isThere ? folder : parent, `.gcm-init-${process.pid}-${randomBytes(4).toString('hex')}`);
  const make = (): string => {
    fs.mkdirSync(staging);
    return staging;
  };
  const files = await withTemporary(make, async () => {
    const written = writeProject(staging, kind, settings, imported?.sheets);
    if (isThere) renameAll(movesInto(folder, staging));
    else rename(staging, folder);
    return written;
  });
  for (const quad of imported?.left ?? [])
    say(io, `Not imported: ${lineOf(quad.subject, quad.predicate, quad.object, undefined).trim()}`);
  const made = `Created "${settings.name}" in ${given} (${files} files). Replace the rows of its sheets with your own`;
  await print(io, `${made}\n${next(given)}`);
  return 0;
};

/** Returns the next commands, one per line, because not every shell of Windows has `&&`. */
function next(given: string): string {
  const word = /^[\w./-]+$/.test(given) ? given : `"${given}"`;
  return `Next:\n${path.resolve(given) === process.cwd() ? '' : `  cd ${word}\n`}  gcm build --strict\n`;
}

/** Returns the settings of the new project. Those that are missing follow from the folder and the imported vocabulary. */
async function settingsFrom(
  options: Options,
  folder: string,
  io: Io,
): Promise<NewProject & { imported?: Imported | undefined }> {
  const plain = path.basename(folder).replace(/[-_]+/g, ' ').trim() || 'Vocabulary';
  const name =
    (options['name'] as string | undefined)?.trim() || plain.replace(/^./u, (letter) => letter.toUpperCase());
  const base = (options['base'] as string | undefined) ?? `https://example.org/${slugOf(name)}/`;
  // The base is copied into JSON, Turtle and SPARQL without escapes, so it must be a normalized IRI.
  if (!isBase(base) || new URL(base).href !== base || iriFault(base))
    throw new UserError(
      `--base: "${base}" must be a normalized URL that ends with a slash, such as https://example.org/${slugOf(name)}/`,
    );
  const from = options['from'] as string | undefined;
  const given = (options['languages'] as string | undefined)?.split(',').map((tag) => tag.trim());
  const imported = from === undefined ? undefined : importSkos(await statementsIn(from, given?.[0] ?? 'en', io), base);
  const languages = [...new Set(given ?? imported?.languages ?? [])];
  if (languages.length === 0) languages.push('en');
  const fault = languages.map(languageFault).find((one) => one !== undefined);
  if (fault !== undefined) throw new UserError(`--languages: ${fault}`);
  if (given) languages.splice(0, languages.length, ...Intl.getCanonicalLocales(languages));
  return { name, base, languages, today: new Date().toISOString().slice(0, 10), imported };
}

/** Reads the statements of a vocabulary, and names columns that are not understood. */
async function statementsIn(file: string, language: string, io: Io): Promise<Quad[]> {
  requireFile(file);
  const bytes = fs.readFileSync(file);
  if (isWorkbook(file)) {
    const { workbook, problems } = await readWorkbook(bytes, file);
    if (!workbook) throw new UserError(`--from: ${problems[0]?.message}`, 1);
    const { quads, unknown } = workbookStatements(workbook, language);
    if (quads.length === 0) throw new UserError(`--from: "${file}" has neither the form of VocExcel nor of xls2rdf`, 1);
    for (const place of unknown) say(io, `Not imported: ${place}`);
    return quads;
  }
  const { Parser } = await import('n3');
  try {
    return new Parser().parse(textOf(bytes));
  } catch (error) {
    throw new UserError(`--from: "${file}" is not Turtle. ${(error as Error).message}`, 1);
  }
}

/** A new git repository counts as empty. */
function refuseUnlessEmpty(folder: string, given: string): void {
  if (!fs.statSync(folder).isDirectory()) throw new UserError(`"${given}" is a file. Name a new or empty folder`);
  const [first] = fs.readdirSync(folder).filter((name) => name !== '.git' && !isOfFileManager(name));
  if (first !== undefined)
    throw new UserError(`"${given}" is not empty (it contains ${first}). Name a new or empty folder`);
}

/** Writes all files of a new project. Returns their number. */
function writeProject(target: string, kind: string, settings: NewProject, sheets: NewSheet[] | undefined): number {
  const template = new Map([...filesIn('common'), ...filesIn(kind)]);
  const words: Words = JSON.parse(fs.readFileSync(path.join(templates, 'words.json'), 'utf8'));
  const files = newProject(template, words, settings, sheets);
  if ('fault' in files) throw new UserError(files.fault, 1);
  for (const [name, text] of files) {
    const file = path.join(target, nameOf(name));
    fs.mkdirSync(path.dirname(file), { recursive: true });
    nameFailedFile(file, () => fs.writeFileSync(file, text));
  }
  return files.size;
}

/** Returns the files of a folder of templates, by their path: "data/items.csv". */
function filesIn(kind: string): [string, string][] {
  const folder = path.join(templates, kind);
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map(({ parentPath, name }): [string, string] => {
    const file = path.join(parentPath, name);
    return [path.relative(folder, file).replaceAll(path.sep, '/'), fs.readFileSync(file, 'utf8')];
  });
}

/** npm does not pack files with the name .gitignore. */
const nameOf = (name: string): string => (name === 'gitignore' ? '.gitignore' : name);

/** Returns the moves from `staging` into its folder. Throws if a name exists when its turn comes. */
function* movesInto(folder: string, staging: string): Generator<Renaming> {
  for (const name of fs.readdirSync(staging)) {
    const to = path.join(folder, name);
    if (fs.existsSync(to)) throw new UserError(`"${to}" was created by another program meanwhile. Nothing was changed`);
    yield { from: path.join(staging, name), to };
  }
}
