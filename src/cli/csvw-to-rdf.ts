import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DataFactory, Writer } from 'n3';
import type { ConversionOptions } from '../csvw/convert.js';
import { type Input, toNQuads, toRdf } from '../csvw/csvw.js';
import { writeWhole } from '../csvw/large/whole-file.js';
import type { Loader } from '../csvw/loaders/loader.js';
import { hasErrors, type Problem, sortProblems, UserError } from '../problem.js';
import { text } from '../report/text.js';
import type { Run } from './commands.js';
import { openInput } from './csvw-input.js';
import { hasColor, progress, say } from './terminal.js';

/** Writes a conversion to a file that is there and empty. */
type Write = (input: Input, load: Loader, options: ConversionOptions, file: string) => Promise<Problem[]>;

const formats: Record<string, Write> = { nquads: toNQuads, turtle: toTurtle };

/** The output appears whole or not at all, on stdout too: it is written to a file first. */
export const run: Run = async (args, options) => {
  const write = formats[options['format'] as string];
  if (!write) throw new UserError(`--format: ${options['format']} is none of ${Object.keys(formats).join(', ')}`);
  const { input, load } = await openInput(args, options);
  const conversion = { isMinimal: options['minimal'] === true, hasProvenance: options['prov'] !== false };
  const { step, end } = progress();
  step(`converting ${args[0]}`);
  let problems: Problem[] = [];
  const convert = async (file: string): Promise<boolean> => {
    problems = await write(input, load, conversion, file).finally(end);
    return !hasErrors(problems);
  };
  const out = options['out'] as string | undefined;
  if (out !== undefined) await writeWhole(out, convert);
  else await throughFile(convert);
  if (problems.length > 0) say(text(sortProblems(problems), hasColor(process.stderr)).trimEnd());
  return hasErrors(problems) ? 1 : 0;
};

async function throughFile(convert: (file: string) => Promise<boolean>): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'gcm-'));
  try {
    const file = path.join(folder, 'output');
    writeFileSync(file, '');
    if (!(await convert(file))) return;
    const stdout = new Writable({ write: (chunk, _, done) => void process.stdout.write(chunk, done) }); // which stays open
    await pipeline(createReadStream(file), stdout).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error; // a reader that goes away (`… | head`) is no fault
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const prefixes = {
  csvw: 'http://www.w3.org/ns/csvw#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
};

/** Turtle has no graphs: what the tables name their graphs is left out. */
async function toTurtle(input: Input, load: Loader, options: ConversionOptions, file: string): Promise<Problem[]> {
  const writer = new Writer({ prefixes });
  const problems = await toRdf(input, load, options, (subject, predicate, object) =>
    writer.addQuad(DataFactory.quad(subject, predicate, object)),
  );
  await new Promise<void>((resolve, reject) =>
    writer.end((error, result: string) => {
      if (error) reject(error);
      else resolve(writeFileSync(file, result));
    }),
  );
  return problems;
}
