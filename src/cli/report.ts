import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { codeTexts } from '../check/problem-catalogue.js';
import { diskFiles } from '../node/disk-files.js';
import { type Problem, stopsBuild } from '../problem.js';
import { type ReportContext, reportContext } from '../report/report.js';
import { createSourceText } from '../report/source-text.js';
import { writeAtomically } from './atomic-write.js';
import type { Run } from './commands.js';
import type { Io, Output } from './io.js';
import { type ReportOutput, refuseOutputs, reportOutputs } from './report-outputs.js';
import type { ReportSources } from './report-sources.js';
import { hasColor, print, say } from './terminal.js';
import { version } from './version.js';

/**
 * Tells of a format that is none, or a file that cannot be written, before any work is done or anything published.
 * `input` is the file that the command reads. Returns the files that the reports go to.
 */
export function prepareReport(options: Parameters<Run>[1], io: Io, input?: string): string[] {
  const outputs = reportOutputs(options);
  refuseOutputs(outputs, options, io, input);
  return outputs.flatMap(({ file }) => file ?? []);
}

/**
 * Writes the reports where the options say, and returns the exit code that the problems call for. `sources` are what was
 * read, so that rows can be shown: files by their names in the folder that `--data` names, if there is one. A report
 * without a file goes to `terminal`.
 */
export async function writeReport(
  problems: Problem[],
  options: Parameters<Run>[1],
  io: Io,
  sources?: ReportSources,
  terminal: Output = io.stdout,
): Promise<number> {
  const strict = options['strict'] === true;
  const context = contextOf(problems, options, io, strict, sources);
  for (const output of reportOutputs(options)) await writeOne(io, output, problems, context, terminal);
  return stopsBuild(problems, strict) ? 1 : 0;
}

async function writeOne(
  io: Io,
  { format, file }: ReportOutput,
  problems: Problem[],
  context: ReportContext,
  terminal: Output,
): Promise<void> {
  const color = file === undefined && hasColor(io, terminal);
  const content = await format.write(problems, { ...context, color });
  if (file === undefined) return print(io, content, terminal);
  await writeAtomically(io, file, async (part) => {
    writeFileSync(part, content);
    return true;
  });
  say(io, `the report is in ${file}`);
}

function contextOf(
  problems: Problem[],
  { data }: Parameters<Run>[1],
  { env }: Io,
  strict: boolean,
  sources: ReportSources = { files: new Map() },
): ReportContext {
  const named = (name: string): string => (typeof data === 'string' ? path.join(data, name) : name);
  const files = new Map([...sources.files].map(([name, bytes]) => [named(name), bytes]));
  return reportContext({
    strict,
    version: version(),
    files: [...files.keys()],
    ruleOf: codeTexts(diskFiles, problems),
    ...(sources.markedWorkbook && { markedWorkbook: sources.markedWorkbook }),
    addressOf: (file) => addressOf(file, env['GITHUB_WORKSPACE'] || '.'),
    ...createSourceText({ ...sources, files }),
  });
}

/** A file as the repository knows it: from the root of the checkout on GitHub, else from here. */
function addressOf(file: string, root: string): string {
  const inside = path.relative(root, file);
  const isOutside = inside.startsWith('..') || path.isAbsolute(inside);
  return (isOutside ? file : inside).replaceAll(path.sep, '/');
}
