import { readFileSync } from 'node:fs';
import type { Loader } from '../csvw/loaders/loader.js';
import { validate } from '../node/csvw/csvw.js';
import { sortProblems } from '../problem.js';
import type { Run } from './commands.js';
import { openInput } from './csvw-input.js';
import { guarded } from './guarded-loader.js';
import { prepareReport, writeReport } from './report.js';
import { progress } from './terminal.js';

/** Of a larger file no rows are shown: it is not read into memory for that. */
const shownSize = 64 * 1024 * 1024; // bytes

export const run: Run = async (args, options, io) => {
  const outputs = prepareReport(options, io);
  const { input, load } = await openInput(args, options);
  const { step, end } = progress(io);
  step(`checking ${args[0]}`);
  const paths = new Map<string, string>();
  const problems = await validate(input, noting(guarded(load, outputs, '--report'), paths)).finally(end);
  const shown = [...new Set(problems.map(({ where }) => where.file))].filter((file) => paths.has(file));
  const files = new Map(shown.map((file) => [file, readFileSync(paths.get(file) as string)]));
  return writeReport(sortProblems(problems), options, io, { files });
};

/** A loader that notes where the files are whose rows can be shown. */
const noting =
  (load: Loader, paths: Map<string, string>): Loader =>
  async (url) => {
    const resource = await load(url);
    if (resource?.path !== undefined && (resource.size ?? 0) <= shownSize) paths.set(resource.file, resource.path);
    return resource;
  };
