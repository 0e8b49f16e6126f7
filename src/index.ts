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

/** Options for checking a project: its folders and settings. */
export interface CheckOptions {
  data?: string; // folder with the sheets and tables.json (default: "data")
  ontology?: string; // default: "ontology"
  queries?: string; // default: "queries"
  base?: string; // IRI that all IRIs of the graph begin with, instead of the one in tables.json; ends with a slash
  onStep?: (step: string) => void; // called at each step: "checking"
  engine?: EngineSource; // required in a browser: the SPARQL engine, oxigraph/web_bg.wasm
  readWorkbook?: ReadWorkbook; // default in Node: reads workbooks in a thread with limits
}

/** Options for building a release. */
export interface BuildOptions extends CheckOptions {
  strict?: boolean; // fail on warnings, not only on errors
  siteAddress?: string; // URL of the folder in which the web site will be hosted; ends with a slash
  commit?: string; // git commit of the sheets, recorded as provenance: 40 hexadecimal digits
  siteAssets?: FileMap; // styles, scripts and images of the web site by name ("site.css"); required for the web site
}

/**
 * Checks a project, and returns its problems. Throws `UserError` if the check is not possible, for example because
 * the ontology is missing.
 */
export async function check(files: FileMap, options: CheckOptions = {}): Promise<{ problems: Problem[] }> {
  await openEngine(options.engine);
  const { problems } = await checkProject(projectOf(files, options));
  return { problems };
}

/**
 * Builds a release, and returns its files by name ("my-data.ttl", "manifest.json"). `files` is undefined if there is an
 * error, or a warning with `strict`.
 */
export async function build(
  files: FileMap,
  options: BuildOptions = {},
): Promise<{ problems: Problem[]; files?: Map<string, Uint8Array> }> {
  await openEngine(options.engine);
  const { strict = false, siteAssets } = options;
  if (siteAssets) assertFiles(siteAssets);
  const built = await buildProject(projectOf(files, options), { strict, siteAssets });
  return { problems: built.problems, ...(built.files && { files: built.files }) };
}

/**
 * Answers a SPARQL query on a release, which needs manifest.json and the N-Quads. Prefixes in ontology/context.jsonld need
 * no declaration. `format` is json, csv, tsv or xml for SELECT and ASK, and turtle for CONSTRUCT and DESCRIBE. Throws
 * `UserError` if the query is invalid.
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

/** The format of a report. */
export type ReportName = Exclude<ReportFormat, 'workbook'>;

/** Writes problems as a report. The report quotes rows from `files`, which are the checked files. */
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
    ruleOf: codeTexts({ files: filesOf(files), queries: 'queries' }, problems),
    ...createSourceText({ files }),
  });
  return String(await reportFormats[format](problems, context));
}

/**
 * Compares two releases by meaning: lists new, retired, renamed, moved and linked resources, and breaking changes for users
 * of the first release.
 */
export async function diff(
  before: FileMap,
  after: FileMap,
  format: 'text' | 'markdown' | 'json' | 'turtle' = 'text',
): Promise<string> {
  const [{ diff: compare }, { diffFormats }, { rolesIn }] = await Promise.all([
    import('./diff/diff.js'),
    import('./diff/formats.js'),
    import('./roles/roles.js'),
  ]);
  const write = Object.hasOwn(diffFormats, format) ? diffFormats[format] : undefined;
  if (!write) throw new UserError(`Unknown format "${format}" for a comparison`);
  const side = (release: FileMap) => {
    const { name, version } = manifestOf(release);
    return { label: `${name} ${version}`, bytes: fileOf(release, `${name}.nt`) };
  };
  const [from, to] = [side(before), side(after)];
  const roles = rolesIn(filesOf(after), 'ontology', manifestOf(after).base);
  return write(await compare(from.bytes, to.bytes, { before: from.label, after: to.label }, roles));
}

/** Throws `UserError` if the argument is not a map of files, because JavaScript does not check types. */
function assertFiles(files: FileMap): void {
  if (typeof files?.get !== 'function' || typeof files.keys !== 'function')
    throw new UserError('The files must be a Map from names to Uint8Array');
  for (const [name, bytes] of files)
    if (Object.prototype.toString.call(bytes) !== '[object Uint8Array]')
      throw new UserError(`The content of "${name}" must be a Uint8Array`);
}

/** Returns a file of a release. Throws `UserError` if it is missing. */
function fileOf(release: FileMap, name: string): Uint8Array {
  const bytes = release.get(name);
  if (!bytes) throw new UserError(`The release has no ${name}`);
  return bytes;
}

/** Returns the manifest of a release. Throws `UserError` if it is missing or invalid. */
function manifestOf(release: FileMap): Manifest {
  assertFiles(release);
  const parsed = parseManifest(textOf(fileOf(release, manifestName)));
  if ('fault' in parsed) throw new UserError(`${manifestName} ${parsed.fault}`);
  return parsed.manifest;
}

function projectOf(files: FileMap, options: BuildOptions): Project & Threads {
  assertFiles(files);
  const { data = 'data', ontology = 'ontology', queries = 'queries', base, siteAddress, commit, onStep } = options;
  const fault = projectFault({ base, siteAddress, commit });
  if (fault) throw new UserError(fault);
  const { readWorkbook = readOnPlatform } = options;
  return {
    files: filesOf(files),
    data,
    ontology,
    queries,
    base,
    siteAddress,
    commit,
    readWorkbook,
    ...(onStep && { onStep }),
  };
}
