import { readShapes, runChecks } from './check/run-checks.js';
import type { ValidateShapes } from './check/shapes.js';
import type { Side } from './diff/side.js';
import { fileIn } from './files.js';
import { type Derived, derive } from './graph/derive.js';
import { readQueries } from './graph/query-file.js';
import type { Statements } from './graph/statements.js';
import { createStore, type Store } from './graph/store.js';
import { addProblems, isAnythingPartial, type Place, type Problem, sortProblems, stopsBuild } from './problem.js';
import type { Project } from './project.js';
import type { ChunkMemory } from './publish/chunks.js';
import { type Source, writeRelease } from './publish/publish.js';
import { readParts } from './publish/release-config.js';
import { contentsOf, type Graph } from './publish/release-contents.js';
import { writeToMemory } from './publish/release-files.js';
import { type MapMemory, mapToStatements } from './sheets/map-sheets.js';
import { publishedBytes, readSheets, type SheetsMemory } from './sheets/sheets.js';
import { type Sheets, withSheetNames } from './sheets/table-group.js';
import type { ReadWorkbook } from './workbook/workbook.js';

/** What an edge may run in a thread with limits; by default the calling thread does it. */
export interface Threads {
  validate?: ValidateShapes | undefined; // evaluates shapes
  readWorkbook?: ReadWorkbook | undefined;
}

/** The graph with the sheets that it was made of, and with all that was found wrong with it. */
export interface Checked extends Graph {
  sheets: Sheets;
  problems: Problem[];
}

/** What one build leaves to the next in the same process: sheets that were read, texts that were written. */
export interface Memory {
  sheets: SheetsMemory;
  texts: ChunkMemory;
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
  project: Project & Threads,
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
  const sheets = [...checked.sheets.read].map(([name, bytes]): [string, Uint8Array] => [
    name,
    publishedBytes(checked.sheets, name, bytes),
  ]);
  const contents = contentsOf(project, checked, sheets, memory?.texts, changes?.files, materials);
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
export async function check(project: Project & Threads, memory?: Pick<Memory, 'sheets' | 'mapped'>): Promise<Checked> {
  const shapes = readShapes(project);
  const { base, sheets, statements, severed, derived, store, problems } = await readGraph(project, memory);
  project.onStep?.('checking');
  const judged = await runChecks(project, shapes, store, statements, derived, problems, severed, project.validate);
  const { parts, problems: partProblems } = readParts(project, sheets.file, sheets.group.tables, store);
  addProblems(problems, isAnythingPartial(problems) ? [] : partProblems);
  addProblems(problems, judged);
  const { file: metadata, group } = sheets;
  const graph = { base, metadata, tables: group.tables, statements, derived, store, parts };
  return { ...graph, sheets, problems: sortProblems(withSheetNames(problems)) };
}

/** What the sheets say and what follows from it, before anyone has judged it. */
export interface ReadGraph {
  base: string; // "https://w3id.org/gcm-graph/"
  sheets: Sheets;
  statements: Statements; // what the sheets say, with the cell of each
  severed: Place[]; // rows that lost their key or a reference
  derived: Derived[];
  store: Store; // all of it
  problems: Problem[];
}

/** The first half of the straight line: read → map → derive. */
export async function readGraph(
  project: Pick<Project, 'files' | 'data' | 'queries' | 'base' | 'onStep'> & Pick<Threads, 'readWorkbook'>,
  memory?: Pick<Memory, 'sheets' | 'mapped'>,
): Promise<ReadGraph> {
  project.onStep?.('reading the sheets');
  const sheetsBase = project.base && new URL('data/', project.base).href;
  const sheets = await readSheets(project.files, project.data, sheetsBase, memory?.sheets, project.readWorkbook);
  const base = new URL('..', sheets.group.context.base).href;
  const { statements, problems, severed } = mapToStatements(sheets, memory?.mapped);
  project.onStep?.('deriving');
  const store = createStore(base);
  store.load(statements.lines);
  const rules = readQueries(project.files, fileIn(project.queries, 'derive'), ['title', 'reason', 'graph']);
  const { derived, problems: ruleProblems } = derive(store, rules, base, statements.quads);
  addProblems(problems, ruleProblems);
  return { base, sheets, statements, severed, derived, store, problems };
}
