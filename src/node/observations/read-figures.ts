import { closeSync, openSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { textOf } from '../../bytes.js';
import { fileOf } from '../../csvw/stream/mapper.js';
import type { GivenColumn } from '../../observations/columns.js';
import { addRuns, type FigureRow, type Run, readFigureLines } from '../../observations/figure-rows.js';
import texts from '../../observations/messages.json' with { type: 'json' };
import type { Source } from '../../observations/sources.js';
import { kindOf, type Tables } from '../../observations/tables.js';
import { addProblems, hasErrors, type Problem, problemOf } from '../../problem.js';
import { readerOf } from '../csvw/map-chunks.js';
import { withFile } from '../csvw/map-file.js';
import { openFiles } from './open-files.js';
import { type PassOptions, runPass } from './run-pass.js';

/** Downloads that can be read, with all their dimensions in the order of concepts.csv. */
export interface Downloads {
  problems: Problem[];
  sources: Source[];
  dimensions: string[];
  series: string[];
  /** Reads the rows of a series in the order of the files. */
  rowsOf(series: string): Iterable<FigureRow>;
}

/** Options for reading downloads. */
export interface DownloadOptions extends Omit<PassOptions, 'form'> {
  tables: Tables;
  given: GivenColumn[];
}

/** Reads figures in any format of observations. If there is an error among the problems, do not use the rows. */
export async function readFigures(files: string[], options: DownloadOptions): Promise<Downloads> {
  const { tables, given, folder } = options;
  const { sources, concepts, problems } = await openFiles(files, tables, folder, given);
  const written = path.join(folder, 'figures');
  closeSync(openSync(written, 'wx'));
  const dimensions = kindOf(concepts, 'dimension').map(({ concept }) => concept);
  if (hasErrors(problems)) return { problems, sources, dimensions, series: [], rowsOf: () => [] };
  const naming = { base: '', addresses: { series: '', area: '', unit: '', code: '' }, language: '' };
  const run = { sources, concepts, naming, written, ...options, form: 'figures' as const };
  for (const { source, counts, problems: found } of await runPass(run, new Map())) {
    addProblems(problems, found);
    if (counts.rows === 0 && !hasErrors(found)) problems.push(problemOf(texts.addsNothing, fileOf(source)));
  }
  const runs = await runsIn(written);
  const rowsOf = (series: string) => readRuns(written, runs.get(series) ?? []);
  return { problems, sources, dimensions, series: [...runs.keys()], rowsOf };
}

const blockSize = 1 << 20;
const newline = 10;

/** Finds the lines of each series, because the rows of all series need too much memory. */
async function runsIn(file: string): Promise<Map<string, Run[]>> {
  const runs = new Map<string, Run[]>();
  await withFile(file, async (input) => {
    const read = readerOf(input);
    for (let start = 0; ; ) {
      const block = read(start, blockSize);
      const length = block.lastIndexOf(newline) + 1;
      if (length === 0) return;
      addRuns(runs, block.subarray(0, length), start);
      start += length;
      await setImmediate(); // lets signals in
    }
  });
  return runs;
}

function* readRuns(file: string, runs: Run[]): Generator<FigureRow> {
  const input = openSync(file, 'r');
  try {
    const read = readerOf(input);
    for (const { start, end } of runs) yield* readFigureLines(textOf(read(start, end - start)));
  } finally {
    closeSync(input);
  }
}
