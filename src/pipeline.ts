import path from 'node:path';
import type { Checked } from './checked.js';
import { contentsOf } from './contents.js';
import { readSheets } from './csvw/project-sheets.js';
import { derive } from './graph/derive.js';
import { readQueries } from './graph/query-file.js';
import { createStore } from './graph/store.js';
import { judge, openShapes } from './judge.js';
import { map } from './map.js';
import { readParts } from './parts.js';
import { addProblems, isAnythingPartial, sortProblems, stopsBuild } from './problem.js';
import type { Project } from './project.js';
import { startFormats } from './publish/format-thread.js';
import { writeRelease } from './publish/publish.js';
import { publishRelease } from './publish/release.js';

/**
 * The whole straight line: read → map → derive → check → publish, into `out`. With an error, or with a warning when
 * `strict`, nothing is published and what stands there stays as it was; `release` is then undefined.
 */
export async function build(project: Project, out: string, strict: boolean): Promise<Checked & { release?: string }> {
  const checked = await check(project);
  if (stopsBuild(checked.problems, strict)) return checked;
  project.onStep?.('publishing');
  const thread = startFormats();
  try {
    const contents = contentsOf(project, checked);
    // The thread ends before the folder it writes in is taken away or given its name.
    const write = (folder: string) => writeRelease(folder, contents, thread).finally(thread.close);
    const release = await publishRelease(out, write);
    return { ...checked, release };
  } finally {
    await thread.close();
  }
}

/** The straight line up to the check: read → map → derive → check. Nothing is written. */
export async function check(project: Project): Promise<Checked> {
  const shapes = openShapes(project);
  try {
    project.onStep?.('reading the sheets');
    const sheets = readSheets(project.data, project.base && new URL('data/', project.base).href);
    const base = new URL('..', sheets.group.context.base).href;
    const { statements, problems } = map(sheets);
    project.onStep?.('deriving');
    const store = createStore(base);
    store.add(statements.quads);
    const rules = readQueries(path.join(project.queries, 'derive'), ['title', 'reason', 'graph']);
    const { derived, problems: ruleProblems } = derive(store, rules, base, statements.quads);
    addProblems(problems, ruleProblems);
    project.onStep?.('checking');
    const judging = judge(project, shapes, store, statements, derived, problems);
    const { parts, problems: partProblems } = readParts(project, sheets, store); // while the shapes are at work
    addProblems(problems, isAnythingPartial(problems) ? [] : partProblems);
    addProblems(problems, await judging);
    return {
      base,
      read: sheets.read,
      statements,
      derived,
      store,
      parts,
      problems: sortProblems(problems),
    };
  } finally {
    await shapes.close();
  }
}
