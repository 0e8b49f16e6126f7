import path from 'node:path';
import type { ShapesThread } from './check/shapes-thread.js';
import type { Checked } from './checked.js';
import { contentsOf } from './contents.js';
import type { Side } from './diff/side.js';
import { readQueries } from './graph/query-file.js';
import { judge, openShapes } from './judge.js';
import { readParts } from './parts.js';
import { addProblems, isAnythingPartial, type Problem, sortProblems, stopsBuild } from './problem.js';
import type { Project } from './project.js';
import { type FormatThread, startFormats } from './publish/format-thread.js';
import { type Source, writeRelease } from './publish/publish.js';
import { publishRelease } from './publish/release.js';
import type { RunMemory } from './publish/runs.js';
import { readGraph } from './read-graph.js';
import type { MapMemory } from './sheets/map-memory.js';
import { withSheetNames } from './sheets/places.js';
import type { SheetsMemory } from './sheets/sheets.js';

/** What one build leaves to the next in the same process: threads that run, sheets that were read, texts that were written. */
export interface Memory {
  sheets: SheetsMemory;
  shapes: ShapesThread;
  formats: FormatThread;
  texts: RunMemory;
  mapped: MapMemory;
}

/**
 * The whole straight line: read → map → derive → check → publish, into `out`. With an error, or with a warning when
 * `strict`, nothing is published and what stands there stays as it was; `release` is then undefined. `hasSite`: with the
 * web site. `previous`: the release before, against which the new one holds its changes; what they break is a problem too.
 */
export async function build(
  project: Project,
  out: string,
  strict: boolean,
  memory?: Memory,
  hasSite = false,
  previous?: Side,
): Promise<Checked & { release?: string }> {
  const checked = await check(project, memory);
  if (stopsBuild(checked.problems, strict)) return checked;
  const thread = memory?.formats ?? startFormats(); // it loads while the contents are put together
  try {
    const changes = previous && (await (await import('./diff/changelog.js')).changelog(previous, checked));
    const problems = sortProblems([...checked.problems, ...withSheetNames(changes?.problems ?? [])]);
    if (stopsBuild(problems, strict)) return { ...checked, problems };
    const contents = contentsOf(project, checked, memory?.texts, changes?.files);
    const source = hasSite ? await withSite(contents, project, problems) : contents;
    project.onStep?.('publishing');
    const release = await publishRelease(out, (folder) => writeRelease(folder, source, thread, memory !== undefined));
    return { ...checked, problems, release };
  } finally {
    if (!memory) await thread.close();
  }
}

/** With pages that tell what was found too. The room of the site is not entered when there is to be none. */
async function withSite(source: Source, project: Project, problems: Problem[]): Promise<Source> {
  const [{ writeSite }, { explanations }] = await Promise.all([import('./site/site.js'), import('./explanations.js')]);
  const address = project.base && new URL('site/', project.base).href;
  const queriesIn = (folder: string) => readQueries(path.join(project.queries, folder), []);
  const checks = {
    codes: explanations(project),
    rules: queriesIn('checks'),
    derivations: queriesIn('derive'),
    problems,
  };
  return { ...source, pages: (files) => writeSite(source, files, address, checks, queriesIn('examples')) };
}

/** The straight line up to the check: read → map → derive → check. Nothing is written. */
export async function check(project: Project, memory?: Memory): Promise<Checked> {
  const shapes = openShapes(project, memory?.shapes);
  try {
    const { base, sheets, statements, severed, derived, store, problems } = await readGraph(project, memory);
    project.onStep?.('checking');
    const judged = await judge(project, shapes, store, statements, derived, problems, severed);
    const { parts, problems: partProblems } = readParts(project, sheets, store);
    addProblems(problems, isAnythingPartial(problems) ? [] : partProblems);
    addProblems(problems, judged);
    return { base, sheets, statements, derived, store, parts, problems: sortProblems(withSheetNames(problems)) };
  } finally {
    await shapes.close();
  }
}
