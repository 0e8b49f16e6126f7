import { judge, readShapes } from './check/run-checks.js';
import type { Side } from './diff/side.js';
import { fileIn } from './files.js';
import { readQueries } from './graph/query-file.js';
import { addProblems, isAnythingPartial, type Problem, sortProblems, stopsBuild } from './problem.js';
import type { Project } from './project.js';
import { writeToMemory } from './publish/files.js';
import type { Checked } from './publish/graph.js';
import { type Source, writeRelease } from './publish/publish.js';
import { readParts } from './publish/release-config.js';
import { contentsOf } from './publish/release-contents.js';
import type { RunMemory } from './publish/runs.js';
import { readGraph } from './read-graph.js';
import type { MapMemory } from './sheets/map-memory.js';
import { withSheetNames } from './sheets/places.js';
import type { SheetsMemory } from './sheets/sheets.js';

/** What one build leaves to the next in the same process: sheets that were read, texts that were written. */
export interface Memory {
  sheets: SheetsMemory;
  texts: RunMemory;
  mapped: MapMemory;
}

/** How a release is built. */
export interface BuildOptions {
  strict?: boolean; // a warning stops it too, and not only an error
  previous?: Side | undefined; // the release before: the new one lists its changes, and what they break is a problem
  siteAssets?: ReadonlyMap<string, Uint8Array> | undefined; // by name: "site.css"; without them there is no web site
  materials?: () => string; // what the program consists of (CycloneDX), for sbom.json
  memory?: Memory | undefined;
}

/**
 * The whole straight line: read → map → derive → check → publish. With an error, or with a warning when `strict`, nothing is
 * published: `files` is then undefined.
 */
export async function build(
  project: Project,
  options: BuildOptions = {},
): Promise<Checked & { files?: Map<string, Uint8Array> }> {
  const checked = await check(project, options.memory);
  const { problems, source } = await assemble(project, checked, options);
  if (!source) return { ...checked, problems };
  const { files, write } = writeToMemory();
  await writeRelease(source, write);
  return { ...checked, problems, files };
}

/** The content of a release of a checked graph, and all its problems; without `source` when these stop the build. */
export async function assemble(
  project: Project,
  checked: Checked,
  { strict = false, previous, siteAssets, materials, memory }: BuildOptions,
): Promise<{ problems: Problem[]; source?: Source }> {
  if (stopsBuild(checked.problems, strict)) return { problems: checked.problems };
  const changes = previous && (await (await import('./diff/changelog.js')).changelog(previous, checked));
  const problems = sortProblems([...checked.problems, ...withSheetNames(changes?.problems ?? [])]);
  if (stopsBuild(problems, strict)) return { problems };
  const contents = contentsOf(project, checked, memory?.texts, changes?.files, materials);
  const source = siteAssets ? await withSite(contents, project, problems, siteAssets) : contents;
  project.onStep?.('publishing');
  return { problems, source };
}

/** Adds the web site, with pages about the problems. Its code is loaded only when there is a site. */
async function withSite(
  source: Source,
  project: Project,
  problems: Problem[],
  assets: ReadonlyMap<string, Uint8Array>,
): Promise<Source> {
  const [{ writeSite }, { explanations }] = await Promise.all([
    import('./site/site.js'),
    import('./check/problem-catalogue.js'),
  ]);
  const address = project.base && new URL('site/', project.base).href;
  const queriesIn = (folder: string) => readQueries(project.files, fileIn(project.queries, folder), []);
  const checks = {
    codes: explanations(project),
    rules: queriesIn('checks'),
    derivations: queriesIn('derive'),
    problems,
  };
  return { ...source, pages: (files) => writeSite(source, files, address, checks, queriesIn('examples'), assets) };
}

/** The pipeline up to the check: read → map → derive → check. Nothing is written. */
export async function check(project: Project, memory?: Pick<Memory, 'sheets' | 'mapped'>): Promise<Checked> {
  const shapes = readShapes(project);
  const { base, sheets, statements, severed, derived, store, problems } = await readGraph(project, memory);
  project.onStep?.('checking');
  const judged = await judge(project, shapes, store, statements, derived, problems, severed);
  const { parts, problems: partProblems } = readParts(project, sheets, store);
  addProblems(problems, isAnythingPartial(problems) ? [] : partProblems);
  addProblems(problems, judged);
  return { base, sheets, statements, derived, store, parts, problems: sortProblems(withSheetNames(problems)) };
}
