import { readWorkbook as readOnPlatform } from '#platform';
import { textOf } from './bytes.js';
import { filesOf } from './files.js';
import { createStore, type EngineSource, openEngine, type Store } from './graph/store.js';
import { build as buildProject, check as checkProject, type Threads } from './pipeline.js';
import { type Problem, UserError } from './problem.js';
import { type Project, projectFault } from './project.js';
import { type Manifest, manifestName, parseManifest } from './publish/manifest.js';
import type { ReportFormat } from './report/formats.js';
import type { ReadWorkbook } from './workbook/workbook.js';

/** gcm-graph as a library: files in memory → problems, and the files of a release. It runs in Node and in browsers. */

export { type Place, type Problem, type Severity, UserError } from './problem.js';
export type { EngineSource };

/** Files by name: "data/links.csv", "ontology/shapes.ttl", "queries/checks/links-are-known.rq". */
export type FileMap = ReadonlyMap<string, Uint8Array>;

/** Where the parts of a project are among its files, and how they are checked. */
export interface CheckOptions {
  data?: string; // the folder of the sheets and of tables.json; "data" by default
  ontology?: string; // "ontology" by default
  queries?: string; // "queries" by default
  base?: string; // the web address that the IRIs of the graph begin with, instead of the one in tables.json; it ends with a slash
  onStep?: (step: string) => void; // called at each step: "checking"
  engine?: EngineSource; // in a browser: the program of the SPARQL engine, oxigraph/web_bg.wasm
  readWorkbook?: ReadWorkbook; // how workbooks are read; in Node a thread with limits does it
}

/** … and how a release is built. */
export interface BuildOptions extends CheckOptions {
  strict?: boolean; // a warning stops the build too, and not only an error
  commit?: string; // the git commit of the sheets, for the provenance: 40 hexadecimal digits
  siteAssets?: FileMap; // style, scripts and pictures of the web site by name ("site.css"); without them there is no site
}

/**
 * Finds every problem of a project. Faults of the data are in the result; it throws `UserError` when a check is not possible,
 * for example when shapes.ttl is missing.
 */
export async function check(files: FileMap, options: CheckOptions = {}): Promise<{ problems: Problem[] }> {
  await openEngine(options.engine);
  const { problems, store } = await checkProject(projectOf(files, options));
  store.close();
  return { problems };
}

/**
 * Builds a release: its files by name ("gcm-sdg.ttl", "manifest.json"). With an error, or with a warning when `strict`,
 * there is no release and `files` is undefined.
 */
export async function build(
  files: FileMap,
  options: BuildOptions = {},
): Promise<{ problems: Problem[]; files?: Map<string, Uint8Array> }> {
  await openEngine(options.engine);
  const { strict = false, siteAssets } = options;
  if (siteAssets) assertFiles(siteAssets);
  const built = await buildProject(projectOf(files, options), { strict, siteAssets });
  built.store.close();
  return { problems: built.problems, ...(built.files && { files: built.files }) };
}

/**
 * Answers a SPARQL query over a release that `build` made or that was downloaded: it needs manifest.json, the N-Quads and, for
 * prefixes that the query does not declare, ontology/context.jsonld. `format` is json (SPARQL results), csv, tsv or xml for
 * SELECT and ASK, and turtle for CONSTRUCT and DESCRIBE. Throws `UserError` when the query cannot be answered.
 */
export async function query(
  release: FileMap,
  sparql: string,
  options: { format?: 'json' | 'csv' | 'tsv' | 'xml' | 'turtle'; engine?: EngineSource } = {},
): Promise<string> {
  const [{ answerFormat, explainFaults, prefixesIn, readUserQuery }, { queryText }] = await Promise.all([
    import('./publish/user-query.js'),
    import('./graph/sparql.js'),
  ]);
  const { name, base } = manifestOf(release);
  const nquads = textOf(fileOf(release, `${name}.nq`));
  const context = release.get('ontology/context.jsonld');
  const asked = readUserQuery(sparql, { base, ...(context && { prefixes: prefixesIn(textOf(context)) }) });
  const { mediaType } = answerFormat(asked, options.format, answerOption);
  await openEngine(options.engine);
  const store = createStore(base);
  try {
    load(store, `${name}.nq`, nquads);
    return await explainFaults(() => store.answer(queryText(asked), mediaType, asked.dataset !== undefined));
  } finally {
    store.close();
  }
}

const answerOption = { name: 'format', formats: ['json', 'csv', 'tsv', 'xml', 'turtle'], standard: 'json' };

function load(store: Store, file: string, nquads: string): void {
  try {
    store.load(nquads);
  } catch (error) {
    throw new UserError(`${file} is not N-Quads: ${(error as Error).message}`);
  }
}

/** A format of reports. */
export type ReportName = Exclude<ReportFormat, 'workbook'>;

/**
 * Writes problems as a report. `files` are those that were checked; rows are
 * quoted from them.
 */
export async function report(problems: Problem[], files: FileMap, format: ReportName): Promise<string> {
  assertFiles(files);
  const [{ reportFormats }, { reportContext }, { createSourceText }, { codeTexts }] = await Promise.all([
    import('./report/formats.js'),
    import('./report/report.js'),
    import('./report/source-text.js'),
    import('./check/problem-catalogue.js'),
  ]);
  const isKnown = Object.hasOwn(reportFormats, format) && (format as ReportFormat) !== 'workbook';
  if (!isKnown) throw new UserError(`Unknown report format "${format}"`);
  const context = reportContext({
    files: [...files.keys()],
    ruleOf: codeTexts(filesOf(files), problems),
    ...createSourceText({ files }),
  });
  return String(await reportFormats[format](problems, context));
}

/**
 * Describes what changed from one release to another, by meaning: what is new, retired, renamed, moved or linked, and what
 * breaks for users of the first one.
 */
export async function diff(
  before: FileMap,
  after: FileMap,
  format: 'text' | 'markdown' | 'json' | 'turtle' = 'text',
): Promise<string> {
  const [{ diff: compare }, { diffFormats }] = await Promise.all([
    import('./diff/diff.js'),
    import('./diff/formats.js'),
  ]);
  const write = Object.hasOwn(diffFormats, format) ? diffFormats[format] : undefined;
  if (!write) throw new UserError(`Unknown format "${format}" for a comparison`);
  const side = (release: FileMap) => {
    const { name, version } = manifestOf(release);
    return { label: `${name} ${version}`, bytes: fileOf(release, `${name}.nt`) };
  };
  const [from, to] = [side(before), side(after)];
  return write(await compare(from.bytes, to.bytes, { before: from.label, after: to.label }));
}

/** Throws `UserError` unless these are files by name: JavaScript does not check types. */
function assertFiles(files: FileMap): void {
  if (typeof files?.get !== 'function' || typeof files.keys !== 'function')
    throw new UserError('The files must be a Map from names to Uint8Array');
  for (const [name, bytes] of files)
    if (Object.prototype.toString.call(bytes) !== '[object Uint8Array]')
      throw new UserError(`The content of "${name}" must be a Uint8Array`);
}

/** A file that a release must have; throws `UserError`. */
function fileOf(release: FileMap, name: string): Uint8Array {
  const bytes = release.get(name);
  if (!bytes) throw new UserError(`The release has no ${name}`);
  return bytes;
}

/** The manifest of a release; throws `UserError` when it is missing or broken. */
function manifestOf(release: FileMap): Manifest {
  assertFiles(release);
  const parsed = parseManifest(textOf(fileOf(release, manifestName)));
  if ('fault' in parsed) throw new UserError(`${manifestName} ${parsed.fault}`);
  return parsed.manifest;
}

function projectOf(files: FileMap, options: BuildOptions): Project & Threads {
  assertFiles(files);
  const { data = 'data', ontology = 'ontology', queries = 'queries', base, commit, onStep } = options;
  const fault = projectFault({ base, commit });
  if (fault) throw new UserError(fault);
  const { readWorkbook = readOnPlatform } = options;
  return { files: filesOf(files), data, ontology, queries, base, commit, readWorkbook, ...(onStep && { onStep }) };
}
