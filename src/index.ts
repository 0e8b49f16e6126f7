import { type Files, filesOf, textOf } from './files.js';
import { createStore, type EngineSource, openEngine } from './graph/store.js';
import { build as buildProject, check as checkProject } from './pipeline.js';
import { type Problem, UserError } from './problem.js';
import { isBase, type Project } from './project.js';
import { type JsonObject, prefixesOf } from './publish/dump.js';
import { type Manifest, manifestName, parseManifest } from './publish/manifest.js';
import { answerFormat, explainFaults, withPrefixes } from './query.js';
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
  base?: string; // the address that everything lies under, instead of the one in tables.json; it ends with a slash
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
 * Finds every problem of a project. Faults of the data are in the result; `UserError` is thrown when there is nothing to
 * check, such as when shapes.ttl is missing.
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
  const { mediaType } = answerFormat(sparql, options.format, 'json');
  await openEngine(options.engine);
  const files = filesOf(release);
  const { name, base } = manifestOf(files);
  const asked = withPrefixes(sparql, prefixesOf(contextOf(files)));
  const store = createStore(base);
  try {
    store.load(textOf(files, `${name}.nq`));
    return await explainFaults(asked.linesBefore, () => store.answer(asked.query, mediaType));
  } finally {
    store.close();
  }
}

/**
 * Writes problems as a report: text, json, junit, sarif, github, markdown or html. `files` are those that were checked; rows are
 * quoted from them.
 */
export async function report(problems: Problem[], files: FileMap, format: string): Promise<string> {
  const [{ reportFormats }, { reportContext }, { createSourceText }, { codeTexts }] = await Promise.all([
    import('./report/formats.js'),
    import('./report/report.js'),
    import('./report/source-text.js'),
    import('./explanations.js'),
  ]);
  const found = reportFormats.find(({ name }) => name === format && name !== 'workbook');
  if (!found) throw new UserError(`${format} is not a format of reports`);
  const context = reportContext({
    files: [...files.keys()],
    ruleOf: codeTexts(filesOf(files), problems),
    ...createSourceText({ files }),
  });
  return String(await found.write(problems, context));
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
  if (!write) throw new UserError(`${format} is not a format of comparisons`);
  const side = (release: FileMap) => {
    const { name, version } = manifestOf(filesOf(release));
    return { label: `${name} ${version}`, bytes: release.get(`${name}.nt`) ?? new Uint8Array() };
  };
  const [from, to] = [side(before), side(after)];
  return write(await compare(from.bytes, to.bytes, { before: from.label, after: to.label }));
}

/** The manifest of a release; throws `UserError` when there is none or it is broken. */
function manifestOf(files: Files): Manifest {
  const parsed = parseManifest(textOf(files, manifestName));
  if ('fault' in parsed) throw new UserError(`${manifestName} ${parsed.fault}`);
  return parsed.manifest;
}

function projectOf(files: FileMap, options: BuildOptions): Project {
  const { data = 'data', ontology = 'ontology', queries = 'queries', base, commit, readWorkbook, onStep } = options;
  if (base !== undefined && !isBase(base))
    throw new UserError(`base: ${base} must be a web address that ends with a slash`);
  return { files: filesOf(files), data, ontology, queries, base, commit, readWorkbook, ...(onStep && { onStep }) };
}

/** The JSON-LD context of a release; empty when there is none. */
function contextOf(files: Files): JsonObject {
  const found = files.read('ontology/context.jsonld');
  if ('words' in found) return {};
  const document = JSON.parse(new TextDecoder().decode(found)) as { '@context'?: JsonObject };
  return document['@context'] ?? {};
}
