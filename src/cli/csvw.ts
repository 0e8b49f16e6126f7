import fs from 'node:fs';
import path from 'node:path';
import { DataFactory, Writer } from 'n3';
import type { ConversionOptions } from '../csvw/csvw.js';
import type { Loader } from '../csvw/metadata/metadata.js';
import { type Input, toNQuads, toRdf, validate } from '../node/csvw/csvw.js';
import { addressOf, createFileLoader } from '../node/csvw/file-loader.js';
import { hasErrors, type Problem, sortProblems, UserError } from '../problem.js';
import { namespacesOf } from '../rdf/iri.js';
import { choiceFrom, type Io, type Options, progress, type RunCommand, say } from './command.js';
import { isSameFile, writeAtomically } from './output-file.js';
import { prepareReport, problemsText, writeReport } from './report.js';

/** The commands for CSV on the Web by itself. */

/** `gcm csvw to-rdf` */
export const csvwToRdf: RunCommand = async (args, options, io) => {
  const write = choiceFrom<Write>(options, 'format', { nquads: toNQuads, turtle: toTurtle });
  const { input, load } = await openInput(args, options);
  const out = options['out'] as string | undefined;
  const conversion = { isMinimal: options['minimal'] === true, hasProvenance: options['prov'] !== false };
  const { step, end } = progress(io);
  step(`converting ${args[0]}`);
  const guarded = guard(load, out === undefined ? [] : [out], '--out');
  let problems: Problem[] = [];
  await writeAtomically(io, out, async (file) => {
    problems = await write(input, guarded, conversion, file).finally(end);
    return !hasErrors(problems);
  });
  return sayProblems(io, problems) ? 1 : 0;
};

/** Writes a conversion to a file that exists and is empty. */
type Write = (input: Input, load: Loader, options: ConversionOptions, file: string) => Promise<Problem[]>;

const prefixes = namespacesOf('csvw rdf rdfs xsd');

/** Turtle has no graphs: the names that the tables give their graphs are left out. */
async function toTurtle(input: Input, load: Loader, options: ConversionOptions, file: string): Promise<Problem[]> {
  const descriptor = fs.openSync(file, 'r+');
  try {
    const write = (chunk: string, _encoding: string, done?: () => void): void => {
      fs.writeFileSync(descriptor, chunk); // at its place in the file, and all of it
      done?.();
    };
    const writer = new Writer({ write, end: (done?: () => void) => done?.() }, { prefixes });
    const problems = await toRdf(input, load, options, (subject, predicate, object) =>
      writer.addQuad(DataFactory.quad(subject, predicate, object)),
    );
    await new Promise<void>((resolve, reject) => writer.end((error) => (error ? reject(error) : resolve())));
    return problems;
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Of a larger file no rows are shown: it is not read into memory for that. */
const shownSize = 64 * 1024 * 1024; // bytes

/** `gcm csvw validate` */
export const csvwValidate: RunCommand = async (args, options, io) => {
  const outputs = prepareReport(options, io);
  const { input, load } = await openInput(args, options);
  const { step, end } = progress(io);
  step(`checking ${args[0]}`);
  const guarded = guard(load, outputs, '--report');
  const paths = new Map<string, string>(); // of the files whose rows can be shown
  const noting: Loader = async (url) => {
    const resource = await guarded(url);
    if (resource?.path !== undefined && (resource.size ?? 0) <= shownSize) paths.set(resource.file, resource.path);
    return resource;
  };
  const problems = await validate(input, noting).finally(end);
  const shown = [...new Set(problems.map(({ where }) => where.file))].filter((file) => paths.has(file));
  const files = new Map(shown.map((file) => [file, fs.readFileSync(paths.get(file) as string)]));
  return writeReport(sortProblems(problems), options, io, { files });
};

/** Writes problems beside the data, in the form for people; returns whether there are errors among them. */
export function sayProblems(io: Io, problems: Problem[]): boolean {
  if (problems.length > 0) say(io, problemsText(sortProblems(problems), io, io.stderr).trimEnd());
  return hasErrors(problems);
}

const isWeb = (name: string): boolean => /^https?:\/\//.test(name);

/** What a command line names: a file, or an address that is then, and only then, read over the network. */
export async function openInput([given = '']: string[], options: Options): Promise<{ input: Input; load: Loader }> {
  const metadata = options['metadata'] as string | undefined;
  const base = options['base'] as string | undefined;
  if (base !== undefined && !(URL.canParse(base) && base.endsWith('/')))
    throw new UserError(`--base: ${base} must be an address that ends with a slash`);
  if (isWeb(given)) {
    if (metadata !== undefined && !isWeb(metadata))
      throw new UserError(`--metadata: ${metadata} must be an address too, for ${given} is one`);
    const { createWebLoader } = await import('../csvw/csvw.js');
    return { input: { url: given, metadata, base }, load: createWebLoader() };
  }
  const names = metadata === undefined ? [given] : [given, metadata];
  for (const name of names)
    if (!fs.existsSync(name) || !fs.statSync(name).isFile()) throw new UserError(`there is no file ${name}`);
  const files = names.map((name) => path.resolve(name));
  const folders = [...new Set(files.flatMap((file) => [path.dirname(file), path.dirname(fs.realpathSync(file))]))];
  const [url = '', described] = files.map((file) => addressOf(file, base));
  return { input: { url, metadata: described, base }, load: createFileLoader(folders, base) };
}

/** A loader that does not let what is read be written over; `option` is the one that names the outputs: "--out". */
const guard =
  (load: Loader, outputs: string[], option: string): Loader =>
  async (url) => {
    const resource = await load(url);
    const target = resource?.path !== undefined && outputs.find((file) => isSameFile(file, resource.path as string));
    if (target) throw new UserError(`${option}: ${target} is what is read`);
    return resource;
  };
