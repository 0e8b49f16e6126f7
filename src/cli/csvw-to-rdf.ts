import { closeSync, openSync, writeFileSync } from 'node:fs';
import { DataFactory, Writer } from 'n3';
import type { ConversionOptions } from '../csvw/convert.js';
import type { Loader } from '../csvw/loaders/loader.js';
import { type Input, toNQuads, toRdf } from '../node/csvw/csvw.js';
import { hasErrors, type Problem, sortProblems, UserError } from '../problem.js';
import { namespacesOf } from '../rdf/namespaces.js';
import { reportContext } from '../report/report.js';
import { text } from '../report/text.js';
import { writeAtomically } from './atomic-write.js';
import type { Run } from './commands.js';
import { openInput } from './csvw-input.js';
import { guarded } from './guarded-loader.js';
import { hasColor, progress, say } from './terminal.js';

/** Writes a conversion to a file that is there and empty. */
type Write = (input: Input, load: Loader, options: ConversionOptions, file: string) => Promise<Problem[]>;

const formats: Record<string, Write> = { nquads: toNQuads, turtle: toTurtle };

export const run: Run = async (args, options, io) => {
  const write = formats[options['format'] as string];
  if (!write) throw new UserError(`--format: ${options['format']} is none of ${Object.keys(formats).join(', ')}`);
  const { input, load } = await openInput(args, options);
  const out = options['out'] as string | undefined;
  const conversion = { isMinimal: options['minimal'] === true, hasProvenance: options['prov'] !== false };
  const { step, end } = progress(io);
  step(`converting ${args[0]}`);
  let problems: Problem[] = [];
  await writeAtomically(io, out, async (file) => {
    problems = await write(input, guarded(load, out === undefined ? [] : [out], '--out'), conversion, file).finally(
      end,
    );
    return !hasErrors(problems);
  });
  const context = reportContext({ color: hasColor(io, io.stderr) });
  if (problems.length > 0) say(io, text(sortProblems(problems), context).trimEnd());
  return hasErrors(problems) ? 1 : 0;
};

const prefixes = namespacesOf('csvw', 'rdf', 'rdfs', 'xsd');

/** Turtle has no graphs: what the tables name their graphs is left out. */
async function toTurtle(input: Input, load: Loader, options: ConversionOptions, file: string): Promise<Problem[]> {
  const descriptor = openSync(file, 'r+');
  try {
    const write = (chunk: string, _encoding: string, done?: () => void): void => {
      writeFileSync(descriptor, chunk); // at its place in the file, and all of it
      done?.();
    };
    const writer = new Writer({ write, end: (done?: () => void) => done?.() }, { prefixes });
    const problems = await toRdf(input, load, options, (subject, predicate, object) =>
      writer.addQuad(DataFactory.quad(subject, predicate, object)),
    );
    await new Promise<void>((resolve, reject) => writer.end((error) => (error ? reject(error) : resolve())));
    return problems;
  } finally {
    closeSync(descriptor);
  }
}
