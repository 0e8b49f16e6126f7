import { textOf } from '../bytes.js';
import type { Table } from '../csvw/metadata/table.js';
import { type Files, fileIn } from '../files.js';
import type { Derived } from '../graph/derive.js';
import { brokenQuery, failedQuery, type QueryFile, readQueries } from '../graph/query-file.js';
import { createStore, type RunQuery, type Store } from '../graph/store.js';
import type { Statements } from '../graph/traced-statements.js';
import { addProblems, conflictProblems, hasErrors, isAnythingPartial, type Problem } from '../problem.js';
import type { Project } from '../project.js';
import { iriFault } from '../rdf/iri.js';
import type { Table as AnswerTable } from '../rdf/terms.js';
import type { JsonObject } from './chunks.js';

/** Inputs of a release in addition to the graph. A check validates all of them, so that a later build does not fail. */
export interface Parts {
  name: string; // base name of the dumps
  version: string;
  licence: string;
  context: JsonObject;
  frame: JsonObject | undefined;
  sources: Map<string, string[]>; // URL of a sheet → IRIs of its sources
  exports: Answered[];
  summary: Answered[];
}

export interface Answered {
  query: QueryFile;
  table: AnswerTable;
}

/** A graph with its inputs. */
export interface Graph {
  base: string; // "https://w3id.org/gcm-graph/"
  metadata: string; // path of "data/tables.json"
  tables: Table[]; // as described there
  statements: Statements; // from the sheets, with their cells
  derived: Derived[];
  store: Store;
  parts: Parts;
}

/** Reads and runs the parts of a release. Reports faults as problems of their files. */
export async function readParts(
  { files, ontology, queries, runQuery }: Project & { runQuery?: RunQuery | undefined },
  file: string,
  tables: Table[],
  { base, store, problems: known }: Pick<Graph, 'base' | 'store'> & { problems: Problem[] },
  turtleFaults: Map<string, string>, // by file
): Promise<{ parts: Parts; problems: Problem[] }> {
  const problems: Problem[] = [];
  const report = (file: string, message: string): void => {
    const found = files.read(file);
    const conflicts = 'words' in found ? [] : conflictProblems(textOf(found), file);
    if (conflicts.length === 0) problems.push({ code: 'release-part', severity: 'error', message, where: { file } });
    else if (!problems.some(({ where }) => where.file === file)) addProblems(problems, conflicts);
  };
  const context = readJson(files, fileIn(ontology, 'context.jsonld'), report)?.['@context'];
  if (!isObject(context)) report(fileIn(ontology, 'context.jsonld'), 'Missing "@context" object');
  const hasFrame = files.list(ontology).includes('frame.jsonld');
  const frame = hasFrame ? readJson(files, fileIn(ontology, 'frame.jsonld'), report) : undefined;
  for (const [name, fault] of turtleFaults) report(name, `The file is not valid Turtle: ${fault}`);
  const isPartial = isAnythingPartial(known); // with statements missing, a query can take hours
  const answers = (folder: string, required: string[]): Answered[] => {
    const found = isPartial ? [] : readQueries(files, fileIn(queries, folder), required);
    return found.flatMap((query) => answer(store, query, problems));
  };
  const parts: Parts = {
    ...identify(store, (message) => !hasErrors(known) && report(file, message)), // may follow from an error
    sources: new Map(tables.map((table) => [table.url, sourcesOf(table, (message) => report(file, message))])),
    context: isObject(context) ? context : {},
    frame,
    exports: answers('exports', ['title', 'file', 'format']),
    summary: answers('summary', ['title']),
  };
  const examples = readQueries(files, fileIn(queries, 'examples'), []);
  return { parts, problems: [...problems, ...(await invalidQueries(examples, createStore(base, runQuery), base))] };
}

/**
 * Reports examples that are not queries, such as updates. The engine, which is already loaded, accepts the others on an
 * empty graph. The parser that words syntax errors is loaded only if they have one.
 */
async function invalidQueries(examples: QueryFile[], empty: Store, base: string): Promise<Problem[]> {
  const refused = examples.filter(({ text }) => faultIn(() => empty.ask(text)) !== undefined);
  empty.close();
  if (refused.length === 0) return [];
  const { readUserQuery } = await import('./user-query.js');
  return refused.flatMap((query) => {
    const fault = faultIn(() => readUserQuery(query.text, { base }));
    return fault === undefined ? [] : [brokenQuery(query, fault)];
  });
}

/** Returns the message of the error that a function throws, if it does. */
function faultIn(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

type Report = (file: string, message: string) => void;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readJson(files: Files, file: string, report: Report): JsonObject | undefined {
  const found = files.read(file);
  try {
    if ('words' in found) throw new Error(found.words);
    const document: unknown = JSON.parse(textOf(found));
    if (isObject(document)) return document;
    report(file, 'The file must contain a JSON object');
  } catch (error) {
    report(file, `The file cannot be read: ${(error as Error).message}`);
  }
  return undefined;
}

function answer(store: Store, query: QueryFile, problems: Problem[]): Answered[] {
  try {
    if (query.missing.length === 0) return [{ query, table: store.table(query.text) }];
    problems.push(brokenQuery(query, ''));
  } catch (error) {
    problems.push(failedQuery(query, error));
  }
  return [];
}

/** Returns the IRIs in a table's dc:source. Invalid IRIs would break the dumps. */
function sourcesOf({ name, url, common }: Table, report: (message: string) => void): string[] {
  const note = common['dc:source'] ?? [];
  return (Array.isArray(note) ? note : [note]).flatMap((one) => {
    const id = (one as { '@id'?: unknown } | null)?.['@id'];
    const iri = typeof id === 'string' && URL.canParse(id, url) ? new URL(id, url).href : '';
    if (!iriFault(iri)) return [iri];
    report(`${name}: dc:source must be a list of { "@id": IRI }`);
    return [];
  });
}

/** Finds the dcat:Dataset that names the release: the only one with a version and an identifier. */
function identify(store: Store, report: (message: string) => void): Pick<Parts, 'name' | 'version' | 'licence'> {
  const { rows } = store.table(`
    PREFIX dct: <http://purl.org/dc/terms/>
    PREFIX owl: <http://www.w3.org/2002/07/owl#>
    SELECT ?name ?version ?licence {
      ?dataset a <http://www.w3.org/ns/dcat#Dataset> ;
        dct:identifier ?name ; owl:versionInfo ?version ; dct:license ?licence
    }`);
  const [name = '', version = '', licence = ''] = rows[0]?.map((term) => term?.value ?? '') ?? [];
  if (rows.length !== 1) report(`Expected 1 dataset with identifier, version and licence. Found: ${rows.length}`);
  else if (![name, version].every((word) => /^[\w-][\w.-]*$/.test(word)))
    report(`The identifier "${name}" and the version "${version}" of the dataset must be valid in file names`);
  return { name, version, licence };
}
