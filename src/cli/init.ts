import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isOfFileManager, rename } from '../node/disk-files.js';
import { UserError } from '../problem.js';
import { isBase } from '../project.js';
import { iriFault } from '../rdf/iri.js';
import { print, type RunCommand } from './command.js';
import { type Renaming, renameAll, withTemporary } from './output-file.js';

const template = fileURLToPath(new URL('../../template', import.meta.url));
const templateBase = 'https://example.org/sorting/';

/** `gcm init`: copies the template into a new or empty folder. An error leaves no partial copy. */
export const init: RunCommand = async ([given = ''], options, io) => {
  const base = baseFrom(options['base'] as string);
  const folder = path.resolve(given);
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
    const written = writeTemplate(staging, base);
    if (isThere) renameAll(movesInto(folder, staging));
    else rename(staging, folder);
    return written;
  });
  const made = `Created an example vocabulary about waste sorting in ${given} (${files} files). Replace it with your own data`;
  await print(io, `${made}\n${next(given)}`);
  return 0;
};

/** Returns the next commands, one per line, because not every shell of Windows has `&&`. */
function next(given: string): string {
  const word = /^[\w./-]+$/.test(given) ? given : `"${given}"`;
  return `Next:\n${path.resolve(given) === process.cwd() ? '' : `  cd ${word}\n`}  gcm build --strict\n`;
}

/** The base is copied into JSON, Turtle and SPARQL without escapes, so it must be a normalized IRI. */
function baseFrom(base: string): string {
  if (isBase(base) && new URL(base).href === base && !iriFault(base)) return base;
  throw new UserError(`--base: "${base}" must be a normalized URL that ends with a slash, such as ${templateBase}`);
}

/** A new git repository counts as empty. */
function refuseUnlessEmpty(folder: string, given: string): void {
  if (!fs.statSync(folder).isDirectory()) throw new UserError(`"${given}" is a file. Name a new or empty folder`);
  const [first] = fs.readdirSync(folder).filter((name) => name !== '.git' && !isOfFileManager(name));
  if (first !== undefined)
    throw new UserError(`"${given}" is not empty (it contains ${first}). Name a new or empty folder`);
}

/** Writes all files of the template with `base` as their base IRI. Returns the number of files. */
function writeTemplate(target: string, base: string): number {
  const files = fs.readdirSync(template, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const { parentPath, name } of files) {
    const folder = path.join(target, path.relative(template, parentPath));
    fs.mkdirSync(folder, { recursive: true });
    const text = fs.readFileSync(path.join(parentPath, name), 'utf8').replaceAll(templateBase, () => base);
    fs.writeFileSync(path.join(folder, nameOf(name)), text);
  }
  return files.length;
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
