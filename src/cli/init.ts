import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from '../problem.js';
import { isBase } from '../project.js';
import { iriFault } from '../rdf/iri.js';
import { print, type RunCommand } from './command.js';
import { type Renaming, renameAll, withTemporary } from './output-file.js';

const template = fileURLToPath(new URL('../../template', import.meta.url));
const templateBase = 'https://example.org/sorting/';

/** `gcm init`: copies the template into a folder that is new or empty, whole or not at all. */
export const init: RunCommand = async ([given = ''], options, io) => {
  const base = baseFrom(options['base'] as string);
  const folder = path.resolve(given);
  const isThere = fs.existsSync(folder);
  if (isThere) refuseUnlessEmpty(folder, given);
  const parent = path.dirname(folder);
  if (!isThere && !fs.existsSync(parent))
    throw new UserError(`there is no folder ${path.dirname(given)} to make it in`);
  const staging = path.join(isThere ? folder : parent, `.gcm-init-${process.pid}-${randomBytes(4).toString('hex')}`);
  const make = (): string => {
    fs.mkdirSync(staging);
    return staging;
  };
  const files = await withTemporary(make, async () => {
    const written = writeTemplate(staging, base);
    if (isThere) renameAll(movesInto(folder, staging));
    else fs.renameSync(staging, folder);
    return written;
  });
  const made = `made ${files} files in ${given}: a small vocabulary of waste sorting, to turn into yours`;
  await print(io, `${made}\n${next(given)}`);
  return 0;
};

/** The command to type now. */
function next(given: string): string {
  const word = /^[\w./-]+$/.test(given) ? given : `"${given}"`;
  return `next: ${path.resolve(given) === process.cwd() ? '' : `cd ${word} && `}gcm build --strict\n`;
}

/** It goes into JSON, Turtle and SPARQL as it stands, so it has to be in the form that addresses are compared in. */
function baseFrom(base: string): string {
  if (isBase(base) && new URL(base).href === base && !iriFault(base)) return base;
  throw new UserError(
    `--base: ${base} must be a web address in small letters that ends with a slash, such as ${templateBase}`,
  );
}

/** A repository that was just made is as good as empty: `git init` comes before or after. */
function refuseUnlessEmpty(folder: string, given: string): void {
  if (!fs.statSync(folder).isDirectory()) throw new UserError(`${given} is a file; name a folder that is new or empty`);
  const [first] = fs.readdirSync(folder).filter((name) => name !== '.git');
  if (first !== undefined)
    throw new UserError(`${given} is not empty (${first} is there): name a folder that is new or empty`);
}

/** Writes every file of the template with `base` for its address; returns how many. */
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

/** npm takes no file called .gitignore into a package. */
const nameOf = (name: string): string => (name === 'gitignore' ? '.gitignore' : name);

/** What moves all that is in `staging` up into its folder; throws at a name that is taken when its turn comes. */
function* movesInto(folder: string, staging: string): Generator<Renaming> {
  for (const name of fs.readdirSync(staging)) {
    const to = path.join(folder, name);
    if (fs.existsSync(to)) throw new UserError(`${name} came to be there meanwhile`);
    yield { from: path.join(staging, name), to };
  }
}
