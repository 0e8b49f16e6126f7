import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type NewProject, newProject, slugOf, type Words } from '../describe/new-project.js';
import { isOfFileManager, nameFailedFile, rename } from '../node/disk-files.js';
import { UserError } from '../problem.js';
import { isBase } from '../project.js';
import { iriFault, languageFault } from '../rdf/iri.js';
import { choiceFrom, type Options, print, type RunCommand } from './command.js';
import { type Renaming, renameAll, withTemporary } from './output-file.js';

const templates = fileURLToPath(new URL('../../templates', import.meta.url));
const kinds = { thesaurus: 'thesaurus', codes: 'codes', framework: 'framework' };

/** `gcm init`: makes a project from a template in a new or empty folder. An error leaves no partial project. */
export const init: RunCommand = async ([given = ''], options, io) => {
  const folder = path.resolve(given);
  const settings = settingsFrom(options, folder);
  const kind = choiceFrom(options, 'template', kinds);
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
    const written = writeProject(staging, kind, settings);
    if (isThere) renameAll(movesInto(folder, staging));
    else rename(staging, folder);
    return written;
  });
  const made = `Created "${settings.name}" in ${given} (${files} files). Replace the rows of its sheets with your own`;
  await print(io, `${made}\n${next(given)}`);
  return 0;
};

/** Returns the next commands, one per line, because not every shell of Windows has `&&`. */
function next(given: string): string {
  const word = /^[\w./-]+$/.test(given) ? given : `"${given}"`;
  return `Next:\n${path.resolve(given) === process.cwd() ? '' : `  cd ${word}\n`}  gcm build --strict\n`;
}

/** Returns the settings of the new project. Those that are missing follow from the name of the folder. */
function settingsFrom(options: Options, folder: string): NewProject {
  const plain = path.basename(folder).replace(/[-_]+/g, ' ').trim() || 'Vocabulary';
  const name =
    (options['name'] as string | undefined)?.trim() || plain.replace(/^./u, (letter) => letter.toUpperCase());
  const base = (options['base'] as string | undefined) ?? `https://example.org/${slugOf(name)}/`;
  // The base is copied into JSON, Turtle and SPARQL without escapes, so it must be a normalized IRI.
  if (!isBase(base) || new URL(base).href !== base || iriFault(base))
    throw new UserError(
      `--base: "${base}" must be a normalized URL that ends with a slash, such as https://example.org/${slugOf(name)}/`,
    );
  const languages = [...new Set((options['languages'] as string).split(',').map((tag) => tag.trim()))];
  const fault = languages.map(languageFault).find((one) => one !== undefined);
  if (fault !== undefined) throw new UserError(`--languages: ${fault}`);
  return { name, base, languages, today: new Date().toISOString().slice(0, 10) };
}

/** A new git repository counts as empty. */
function refuseUnlessEmpty(folder: string, given: string): void {
  if (!fs.statSync(folder).isDirectory()) throw new UserError(`"${given}" is a file. Name a new or empty folder`);
  const [first] = fs.readdirSync(folder).filter((name) => name !== '.git' && !isOfFileManager(name));
  if (first !== undefined)
    throw new UserError(`"${given}" is not empty (it contains ${first}). Name a new or empty folder`);
}

/** Writes all files of a new project. Returns their number. */
function writeProject(target: string, kind: string, settings: NewProject): number {
  const template = new Map([...filesIn('common'), ...filesIn(kind)]);
  const words: Words = JSON.parse(fs.readFileSync(path.join(templates, 'words.json'), 'utf8'));
  const files = newProject(template, words, settings);
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
