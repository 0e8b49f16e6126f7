import fs from 'node:fs';
import path from 'node:path';
import { DataFactory, Writer } from 'n3';
import type { ConversionOptions } from '../csvw/csvw.js';
import type { Loader } from '../csvw/metadata/metadata.js';
import { type Input, toNQuads, toRdf, validate } from '../node/csvw/csvw.js';
import { addressOf, createFileLoader } from '../node/csvw/file-loader.js';
import { hasErrors, type Problem, sortProblems, UserError } from '../problem.js';
import { namespacesOf } from '../rdf/iri.js';
import { choiceFrom, type Io, type Options, progress, type RunCommand, requireFile, say } from './command.js';
import { isSameFile, writeAtomically } from './output-file.js';
import { prepareReport, problemsText, writeReport } from './report.js';

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

/** Turtle has no graphs, so the graph names of the tables are dropped. */
async function toTurtle(input: Input, load: Loader, options: ConversionOptions, file: string): Promise<Problem[]> {
  const descriptor = fs.openSync(file, 'r+');
  try {
    const write = (chunk: string, _encoding: string, done?: () => void): void => {
      fs.writeFileSync(descriptor, chunk); // appends the whole chunk
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

/** Reports do not quote rows of larger files, because that requires reading them into memory. */
const shownSize = 64 * 1024 * 1024; // bytes

/** `gcm csvw validate` */
export const csvwValidate: RunCommand = async (args, options, io) => {
  const outputs = prepareReport(options, io);
  const { input, load } = await openInput(args, options);
  const { step, end } = progress(io);
  step(`checking ${args[0]}`);
  const guarded = guard(load, outputs, '--report');
  const paths = new Map<string, string>(); // files whose rows can be quoted
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

/** Writes problems as text to stderr. Returns true if there are errors. */
export function sayProblems(io: Io, problems: Problem[]): boolean {
  if (problems.length > 0) say(io, problemsText(sortProblems(problems), io, io.stderr).trimEnd());
  return hasErrors(problems);
}

const isWeb = (name: string): boolean => /^https?:\/\//.test(name);

/** Opens the file or URL of a command line. The network is used only for a URL. */
export async function openInput([given = '']: string[], options: Options): Promise<{ input: Input; load: Loader }> {
  const metadata = options['metadata'] as string | undefined;
  const base = options['base'] as string | undefined;
  if (base !== undefined && !(URL.canParse(base) && base.endsWith('/')))
    throw new UserError(`--base: "${base}" must be a URL that ends with a slash`);
  if (isWeb(given)) {
    if (metadata !== undefined && !isWeb(metadata))
      throw new UserError(`--metadata: "${metadata}" must be a URL, because "${given}" is a URL`);
    const { createWebLoader } = await import('../csvw/csvw.js');
    return { input: { url: given, metadata, base }, load: createWebLoader() };
  }
  const names = metadata === undefined ? [given] : [given, metadata];
  for (const name of names) requireFile(name);
  const files = names.map((name) => path.resolve(name));
  const folders = [...new Set(files.flatMap((file) => [path.dirname(file), path.dirname(fs.realpathSync(file))]))];
  const [url = '', described] = files.map((file) => addressOf(file, base));
  return { input: { url, metadata: described, base }, load: createFileLoader(folders, base) };
}

/** Wraps a loader to protect inputs from being overwritten. `option` names the outputs: "--out". */
const guard =
  (load: Loader, outputs: string[], option: string): Loader =>
  async (url) => {
    const resource = await load(url);
    const target = resource?.path !== undefined && outputs.find((file) => isSameFile(file, resource.path as string));
    if (target) throw new UserError(`${option}: "${target}" is an input file. Choose another file`);
    return resource;
  };
