import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { readRows } from '../csvw/rows/rows.js';
import { type ProjectSeries, type Rewriting, rewrite, withHarvest } from '../figures/rewrite.js';
import { ownTables } from '../node/observations/open-files.js';
import { readFigures } from '../node/observations/read-figures.js';
import { addProblems, grouped, hasErrors, type Problem, stopsBuild, UserError } from '../problem.js';
import { columnsFrom } from './columns.js';
import { folderFrom, type Io, type Options, print, type RunCommand, requireFile, say, textTable } from './command.js';
import { replaceFiles, withTemporaryFolder } from './output-file.js';
import { prepareReport, writeReport } from './report.js';

/**
 * `gcm figures refresh`: rewrites the figures of the project from downloads in any format of `gcm observations`. If there
 * is an error, no file is changed.
 */
export const refresh: RunCommand = async (given, options, io) => {
  const data = folderFrom(options, 'data');
  const columns = columnsFrom(options);
  const harvested = dateFrom(options);
  const allowLoss = new Set(options['allowLoss'] as string[]);
  const downloads = given.flatMap(filesIn);
  for (const file of downloads) prepareReport(options, io, file);
  const list = readSeries(path.join(data, 'series.csv'));
  for (const series of allowLoss)
    if (!list.series.some((one) => one.series === series))
      throw new UserError(`--allow-loss: "${series}" is not a series in ${list.file}`);
  const problems: Problem[] = [];
  const rewriting = await withTemporaryFolder('gcm-figures-', async (folder) => {
    const tables = ownTables(path.join(data, 'observations'));
    const read = await readFigures(downloads, { tables, given: columns, folder });
    addProblems(problems, read.problems);
    if (hasErrors(problems)) return undefined;
    const files = read.sources.map(({ file }) => file);
    const previous = (series: string) => textOf(path.join(data, fileOf(series)));
    return rewrite(list.series, { ...read, files, previous }, allowLoss);
  });
  if (rewriting) addProblems(problems, rewriting.problems);
  if (rewriting) await print(io, summary(rewriting));
  const code = await writeReport(problems, options, io);
  if (!rewriting || stopsBuild(problems, options['strict'] === true)) say(io, 'Nothing was written');
  else if (options['dryRun'] === true) say(io, 'Dry run: nothing was written');
  else await write(rewriting, data, list, harvested, io);
  return code;
};

const fileOf = (series: string): string => path.join('figures', `${series}.csv`);

const textOf = (file: string): string | undefined => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);

/** Returns the date of `--harvested`. */
function dateFrom(options: Options): string | undefined {
  const date = options['harvested'] as string | undefined;
  if (date === undefined) return undefined;
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(Date.parse(date));
  if (isDate && new Date(date).toISOString().startsWith(date)) return date;
  throw new UserError(`--harvested: "${date}" is not a date such as 2025-06-30`);
}

/** Files in a folder that are tables, except for the lists of codes and concepts of DDF. */
const tableName = /\.(?:csv|tsv|txt|xlsx|ods|fods)(?:\.gz)?$/i;
const listName = /^(?:\.|~\$|ddf--(?:entities|concepts)--|readme)/i;

/** Returns a file, or the tables in a folder. */
function filesIn(given: string): string[] {
  if (!statSync(given, { throwIfNoEntry: false })?.isDirectory()) {
    requireFile(given);
    return [given];
  }
  const names = readdirSync(given, { recursive: true, encoding: 'utf8' }).sort();
  const found = names.filter((name) => tableName.test(name) && !listName.test(path.basename(name)));
  if (found.length === 0) throw new UserError(`The folder "${given}" contains no tables (.csv, .tsv, .xlsx, .ods)`);
  return found.map((name) => path.join(given, name));
}

/** The series of a project, and the text and records of their sheet. */
interface SeriesList {
  file: string;
  text: string;
  records: string[][];
  series: ProjectSeries[];
}

function readSeries(file: string): SeriesList {
  requireFile(file);
  const text = readFileSync(file, 'utf8');
  const { rows, problems } = readRows(readFileSync(file), file);
  const [header, ...others] = rows.map(({ cells }) => cells);
  const at = (name: string): number => header?.indexOf(name) ?? -1;
  const missing = ['series', 'unit', 'slice', 'harvested'].filter((name) => at(name) < 0);
  if (problems.length > 0 || missing.length > 0)
    throw new UserError(
      `${file} has errors: run gcm check${missing.map((name) => `. Missing column "${name}"`).join('')}`,
    );
  const series = others.map((cells): ProjectSeries => {
    const cell = (name: string): string => cells[at(name)] ?? '';
    return { series: cell('series'), unit: cell('unit'), slice: sliceOf(cell('slice')) };
  });
  return { file, text, records: rows.map(({ cells }) => cells), series };
}

/** "sex=BOTHSEX;age=ALLAGE" → the codes by dimension. */
const sliceOf = (text: string): Map<string, string> =>
  new Map(
    text.split(';').flatMap((part): [string, string][] => {
      const at = part.indexOf('=');
      return at < 0 ? [] : [[part.slice(0, at).trim(), part.slice(at + 1).trim()]];
    }),
  );

/** The table of changes, and the series without changes. */
function summary({ changes, kept, others, notes }: Rewriting): string {
  const rows = changes.map((one) => [
    one.series,
    ...[one.new, one.revised, one.removed, one.unchanged].map((count) => grouped(count)),
  ]);
  const list = (title: string, names: string[]): string =>
    names.length === 0 ? '' : `\n${title} (${names.length}): ${names.join(', ')}\n`;
  return [
    textTable(['series', 'new', 'revised', 'removed', 'unchanged'], rows),
    list('Kept, because the downloads do not have them', kept),
    list(
      'Not in series.csv, so not written',
      others.map(([series, count]) => `${series} (${grouped(count)} rows)`),
    ),
    list('Codes of all rows of a series, not written', notes),
  ].join('');
}

/** Replaces the files that differ, and the dates in series.csv. */
async function write(
  { files, changes }: Rewriting,
  data: string,
  list: SeriesList,
  harvested: string | undefined,
  io: Io,
): Promise<void> {
  const contents = new Map<string, Uint8Array>();
  const put = (name: string, text: string): void => {
    if (textOf(path.join(data, name)) !== text) contents.set(name, Buffer.from(text));
  };
  for (const [series, text] of files) put(fileOf(series), text);
  const count = contents.size;
  if (harvested !== undefined)
    put('series.csv', withHarvest(list.text, list.records, new Set(files.keys()), harvested));
  mkdirSync(path.join(data, 'figures'), { recursive: true });
  await replaceFiles(data, contents);
  const figures = changes.reduce((sum, one) => sum + one.new + one.revised + one.unchanged, 0);
  say(io, `Files: ${files.size}, changed: ${count}. Figures: ${grouped(figures)}`);
}
