import { gzipSync } from 'fflate';
import { createCache, type InputCache } from './bytes.js';
import { unknownTerms } from './check/known-terms.js';
import shapeTexts from './check/messages.json' with { type: 'json' };
import { translationFaults } from './check/problem-catalogue.js';
import { strayFiles } from './check/project-files.js';
import { checksOf, derivationsOf, readShapes, settingsFaults } from './check/project-rules.js';
import { tokensOf } from './check/rule-tokens.js';
import { type Evidence, runChecks } from './check/run-checks.js';
import type { ValidateShapes } from './check/shapes.js';
import type { Side } from './diff/compared.js';
import { withEarlierKeys } from './diff/earlier-keys.js';
import { type ChangesSince, withCompared } from './diff/sheets-since.js';
import { addFigures } from './figures/figures.js';
import { ordersOf } from './figures/orders.js';
import { emptySlices, type Part, partOf, partQuads, publishedFigures } from './figures/part.js';
import { type FiguresOrder, writeFigures } from './figures/write-figures.js';
import { derive } from './graph/derive.js';
import { createRememberedAnswers, type RememberedAnswers } from './graph/remembered-answers.js';
import { createStore, type RunQuery } from './graph/store.js';
import { addProblems, isAnythingPartial, type Problem, sortProblems, stopsBuild } from './problem.js';
import type { Project } from './project.js';
import { describedTerms } from './publish/context.js';
import { type Copy, type Source, writeRelease } from './publish/publish.js';
import { contentsOf } from './publish/release-contents.js';
import { pageWriter, writeToMemory } from './publish/release-files.js';
import { type Graph, readParts } from './publish/release-parts.js';
import { rolesFaults } from './roles/check-roles.js';
import { readRoles } from './roles/roles.js';
import { readVocabulary } from './roles/vocabulary.js';
import { onePerAccident } from './sheets/causes/accidents.js';
import type { Census } from './sheets/family-census.js';
import { type FamilyFile, type Recall, readFamilies } from './sheets/family-files.js';
import { mapToStatements } from './sheets/map-sheets.js';
import { publishedBytes, readSheets } from './sheets/sheets.js';
import { type Sheets, withSheetNames } from './sheets/table-group.js';
import type { PageMaker } from './site/page-maker.js';
import texts from './site/words/en.json' with { type: 'json' };
import { projectPacks } from './site/workbench/project-pack.js';
import type { ReadWorkbook } from './workbook/workbook.js';

/** The program: read → map → derive → check → publish, as functions of files in memory. */

/** Read → map → derive: returns the statements of the sheets, and derived statements. */
export async function readGraph(project: Readable, memory?: Memory): Promise<ReadGraph> {
  project.onStep?.('reading the sheets');
  const sheetsBase = project.base && new URL('data/', project.base).href;
  const sheets =
    project.sheets ?? (await readSheets(project.files, project.data, sheetsBase, memory?.sheets, project.readWorkbook));
  const base = new URL('..', sheets.group.context.base).href;
  project.onStep?.('reading the figures');
  const { files: figures, sheets: all } = readFamilies(
    project.files,
    project.data,
    sheets,
    project.recall,
    project.censusOf,
  );
  project.onFigures?.(figures);
  const { statements, problems, severed } = mapToStatements(all, memory?.sheets);
  addProblems(problems, addFigures(figures, base, statements, problems));
  project.onStep?.('deriving');
  memory?.answers.begin();
  const store = createStore(base, project.runQuery, memory?.answers);
  store.add(statements.quads);
  const { derived, problems: ruleProblems } = derive(store, derivationsOf(project), base, statements.quads);
  addProblems(problems, ruleProblems);
  return { base, sheets, figures, statements, severed, derived, store, problems };
}

/** … → check: returns the graph with all problems, without writing files. */
export async function check(project: Project & Threads, memory?: Memory): Promise<Checked> {
  const shapes = readShapes(project);
  const { store, ...graph } = await readGraph(project, memory);
  project.onStep?.('checking');
  const vocabulary = readVocabulary(project, graph.base);
  const roles = readRoles(vocabulary.quads);
  const { file: metadata, group } = graph.sheets;
  const described = describedTerms(group.all, vocabulary.quads);
  const rules = checksOf(project, tokensOf(roles, group.tables));
  const judging = runChecks(
    project,
    { shapes, rules, vocabulary: vocabulary.quads, languages: roles.languages, described },
    { ...graph, store },
    project.validate,
  );
  const { parts, problems: partProblems } = readParts(
    project,
    metadata,
    group.tables,
    { ...graph, store },
    { ...vocabulary, roles },
    described,
  );
  const part = partOf(parts.part['slices']?.table, parts.part['areas']?.table);
  const termProblems =
    vocabulary.faults.length > 0 // otherwise every term of the file is unknown
      ? []
      : withoutTwins(
          rolesFaults(vocabulary, roles, graph.base, texts),
          unknownTerms(project, vocabulary, store, graph.base),
        );
  const ownProblems = [
    ...emptySlices(graph.figures, part),
    ...settingsFaults(project),
    ...translationFaults(project, rules, derivationsOf(project)),
    ...strayFiles(project, vocabulary),
    ...termProblems,
  ];
  store.close();
  const judge = await judging;
  const misspelt = new Set(termProblems.map(({ where }) => `${where.file}:${where.row}`));
  let withheld: Problem[] | undefined;
  const judged = (others?: Problem[]): Problem[] => {
    const judgement = judge(others);
    ({ withheld } = judgement);
    return judgement.problems.filter(
      ({ code, where }) => code !== shapeTexts.unsupportedShape.code || !misspelt.has(`${where.file}:${where.row}`),
    );
  };
  const own = [...graph.problems, ...(isAnythingPartial(graph.problems) ? [] : partProblems), ...ownProblems];
  const sorted = (found: Problem[], ofData = own): Problem[] =>
    sortProblems(withSheetNames([...ofData, ...found], group.tables));
  const since = await project.compare?.(graph.sheets, graph.figures);
  const compared = withSheetNames(since?.problems ?? [], group.tables);
  const alone = sorted(judged());
  const known = since?.keys ? withEarlierKeys(own, since.keys) : own;
  const isSame = compared.length === 0 && known === own;
  const found = isSame ? alone : withCompared(sorted(judged(since?.problems), known), compared);
  const lasting = onePerAccident(alone);
  const problems = since ? onePerAccident(found, since.changed) : lasting;
  return { ...graph, metadata, tables: group.tables, part, parts, lasting, problems, withheld };
}

/** Joins two lists of problems. A problem of the second list is left out if the first list has it on the same line. */
function withoutTwins(first: Problem[], second: Problem[]): Problem[] {
  const keyOf = ({ message, where }: Problem): string => `${where.file}:${where.row} ${message.split('. ')[0]}`;
  const known = new Set(first.map(keyOf));
  return [...first, ...second.filter((problem) => !known.has(keyOf(problem)))];
}

/** … → publish: returns the files of a release in memory, unless problems prevent it. */
export async function build(
  project: Project & Threads,
  options: BuildOptions = {},
): Promise<Checked & { files?: Map<string, Uint8Array> }> {
  const checked = await check(project, options.memory);
  const { problems, source } = await assemble(project, checked, options);
  if (!source) return { ...checked, problems };
  const { files, write, read } = writeToMemory();
  await writeRelease(source, write, pageWriter(write, read));
  return { ...checked, problems, files };
}

/** Returns the content of a release and all problems. `source` is undefined if problems prevent the release. */
export async function assemble(
  project: Project,
  checked: Checked,
  { strict = false, previous, siteAssets, pageMaker, materials, memory }: BuildOptions,
): Promise<{ problems: Problem[]; source?: Source; figures?: FiguresOrder | undefined }> {
  if (stopsBuild(checked.problems, strict)) return { problems: checked.problems };
  const changes =
    previous &&
    (await (await import('./diff/diff.js')).changelog(previous, checked, partQuads(checked.figures, checked.part)));
  const breaking = withSheetNames(changes?.problems ?? []);
  const problems = sortProblems([...checked.problems, ...breaking]);
  if (stopsBuild(problems, strict)) return { problems };
  const contents = contentsOfRelease(project, checked, changes?.files, memory, materials);
  const lasting = sortProblems([...checked.lasting, ...breaking]); // a comparison does not change the release
  const order = ordersOf(checked);
  const more: Source['more'] =
    order && ((write) => writeFigures(order, write, { gzip: (bytes) => gzipSync(bytes, { level: 1, mtime: 0 }) }));
  const pages =
    siteAssets &&
    (await import('./site/site.js')).sitePages(
      contents,
      project,
      lasting,
      siteAssets,
      order,
      projectPacks(project, contents.copies, checked.figures),
      pageMaker,
    );
  project.onStep?.('publishing');
  return { problems, figures: order, source: { ...contents, ...(more && { more }), ...(pages && { pages }) } };
}

/** Returns the content of the release of a checked project, with `more` files. */
export function contentsOfRelease(
  project: Project,
  checked: Checked,
  more: Copy[] = [],
  memory?: Memory,
  materials?: () => string,
): Source {
  const sheets = [...checked.sheets.read].map(([name, bytes]): [string, Uint8Array] => [
    name,
    publishedBytes(checked.sheets, name, bytes),
  ]);
  for (const { name, bytes } of checked.figures) sheets.push([name, bytes]);
  const figures = publishedFigures(checked.figures, checked.part);
  return contentsOf(project, checked, sheets, figures, memory?.texts, more, materials);
}

/** Functions that can run in a thread with limits. The default is the calling thread. */
export interface Threads {
  validate?: ValidateShapes | undefined; // evaluates shapes
  readWorkbook?: ReadWorkbook | undefined;
  runQuery?: RunQuery | undefined; // runs a query of the project
  compare?: ((sheets: Sheets, figures: readonly FamilyFile[]) => Promise<ChangesSince>) | undefined; // with an earlier version of the sheets
  sheets?: Sheets; // instead of those in the folder
  recall?: Recall | undefined; // what an earlier run found in the same figures
  censusOf?: ((name: string) => Census | undefined) | undefined; // the known census of a file of figures
  onFigures?: ((figures: readonly FamilyFile[]) => void) | undefined; // called when they are read
  isBrief?: boolean | undefined; // answers that a check does not need have no rows
}

/** The inputs of a graph. */
type Readable = Pick<Project, 'files' | 'data' | 'queries' | 'base' | 'onStep'> &
  Pick<Threads, 'readWorkbook' | 'runQuery' | 'sheets' | 'recall' | 'censusOf' | 'onFigures'>;

/** The graph before it is checked. */
export interface ReadGraph extends Evidence {
  base: string; // "https://w3id.org/gcm-graph/"
  sheets: Sheets;
  figures: FamilyFile[];
}

/** The checked graph, with its sheets and all problems. */
export interface Checked extends Omit<ReadGraph, 'store'>, Graph {
  lasting: Problem[]; // without problems of a comparison with an earlier version
  withheld: Problem[] | undefined; // of rules, because of errors; undefined if no rule was run
  part: Part; // of the figures, which the graph contains
}

/** Options for building a release. */
export interface BuildOptions {
  strict?: boolean; // fail on warnings, not only on errors
  previous?: Side | undefined; // list the changes since this release, and report breaking changes
  siteAssets?: ReadonlyMap<string, Uint8Array> | undefined; // by name: "site.css"; required for the web site
  pageMaker?: PageMaker; // another thread for pages
  materials?: () => string; // software bill of materials (CycloneDX), for sbom.json
  memory?: Memory | undefined;
}

/** Caches that one build passes to the next in the same process. */
export interface Memory {
  sheets: InputCache; // files and their statements
  texts: InputCache; // serialized statements
  answers: RememberedAnswers; // of queries
}

/** Creates empty caches. */
export const createMemory = (): Memory => ({
  sheets: createCache(),
  texts: createCache(),
  answers: createRememberedAnswers(),
});
