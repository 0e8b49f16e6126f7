import type { Quad } from 'n3';
import { textOf } from '../bytes.js';
import { jsonFault } from '../csvw/metadata/json.js';
import type { Table } from '../csvw/metadata/table.js';
import { type Files, fileIn } from '../files.js';
import type { Derived } from '../graph/derive.js';
import type { RunQuery, Store } from '../graph/store.js';
import type { Statements } from '../graph/traced-statements.js';
import { addProblems, conflictProblems, hasErrors, type Place, type Problem } from '../problem.js';
import type { Project } from '../project.js';
import { iriFault, namespaces } from '../rdf/iri.js';
import type { Roles } from '../roles/roles.js';
import type { Vocabulary } from '../roles/vocabulary.js';
import { didYouMean } from '../text/nearest.js';
import type { JsonObject } from './chunks.js';
import { generatedContext } from './context.js';
import { contextFaults } from './context-faults.js';
import { type Answered, savedQueries } from './saved-queries.js';

/** Inputs of a release in addition to the graph. A check validates all of them, so that a later build does not fail. */
export interface Parts {
  name: string; // base name of the dumps
  version: string;
  licence: string;
  context: JsonObject;
  frame: JsonObject | undefined;
  sources: Map<string, string[]>; // URL of a sheet → IRIs of its sources
  vocabulary: readonly Quad[]; // the ontology without the shapes
  roles: Roles; // declared there
  exports: Answered[];
  summary: Answered[];
  part: Record<string, Answered>; // queries about the figures with their answers, by name
}

/** A graph with its inputs. */
export interface Graph {
  base: string; // "https://w3id.org/gcm-graph/"
  metadata: string; // path of "data/tables.json"
  tables: Table[]; // as described there
  statements: Statements; // from the sheets, with their cells
  derived: Derived[];
  parts: Parts;
}

/** Reads and runs the parts of a release. Reports faults as problems of their files. */
export function readParts(
  {
    files,
    ontology,
    queries,
    runQuery,
    isBrief,
  }: Project & { runQuery?: RunQuery | undefined; isBrief?: boolean | undefined },
  file: string,
  tables: Table[],
  { base, store, problems: known }: Pick<Graph, 'base'> & { store: Store; problems: Problem[] },
  vocabulary: Vocabulary & { roles: Roles },
  described: ReadonlySet<string>,
): { parts: Parts; problems: Problem[] } {
  const problems: Problem[] = [];
  const report = (file: string, message: string): void => {
    const found = files.read(file);
    const conflicts = 'words' in found ? [] : conflictProblems(textOf(found), file);
    const where = { file, ...placeIn(message) };
    if (conflicts.length === 0) problems.push({ code: 'release-part', severity: 'error', message, where });
    else if (!problems.some(({ where }) => where.file === file)) addProblems(problems, conflicts);
  };
  const hasContext = files.list(ontology).includes('context.jsonld');
  const document = hasContext
    ? readJson(files, fileIn(ontology, 'context.jsonld'), report)
    : { '@context': generatedContext(tables, vocabulary.quads, vocabulary.roles.prefixes) };
  const context = document?.['@context'];
  if (document && !isObject(context)) {
    const others = Object.keys(document).filter((name) => name !== '@context');
    const found = others.length > 0 ? `. The file has "${others.join('", "')}"` : '';
    report(fileIn(ontology, 'context.jsonld'), `Missing "@context" object${found}`);
  }
  const textIn = (name: string) => ({ file: fileIn(ontology, name), text: textIfAny(files, fileIn(ontology, name)) });
  const hasFrame = files.list(ontology).includes('frame.jsonld');
  const frame = hasFrame ? readJson(files, fileIn(ontology, 'frame.jsonld'), report) : undefined;
  const inContext = hasContext ? textIn('context.jsonld') : undefined;
  if (isObject(context)) addProblems(problems, contextFaults(context, inContext, frame, textIn('frame.jsonld')));
  for (const { file, fault } of vocabulary.faults) {
    const [, prefix] = /^Undefined prefix "(.*):"/.exec(fault) ?? [];
    const guess = prefix === undefined ? '' : didYouMean(prefix, Object.keys(namespaces));
    report(file, `The file is not valid Turtle: ${fault.replace(/\.$/, '')}${guess}`);
  }
  const saved = savedQueries({ files, queries, runQuery, isBrief }, base, store, known, described);
  const parts: Parts = {
    ...identify(store, (message) => !hasErrors(known) && report(file, message)), // may follow from an error
    sources: new Map(tables.map((table) => [table.url, sourcesOf(table, (message) => report(file, message))])),
    context: isObject(context) ? context : {},
    frame,
    vocabulary: vocabulary.quads,
    roles: vocabulary.roles,
    exports: saved.exports,
    summary: saved.summary,
    part: Object.fromEntries(saved.part.map((one) => [one.query.name, one])),
  };
  return { parts, problems: [...problems, ...saved.problems] };
}

/** Finds the place in the message of a parser: "… on line 5." or "… (line 5, column 3)". */
function placeIn(message: string): Partial<Place> {
  const [, row, character] = /\bline (\d+)(?:, column (\d+))?\)?\.?(?: Did you mean .*)?$/.exec(message) ?? [];
  return { ...(row && { row: Number(row) }), ...(character && { character: Number(character) }) };
}

type Report = (file: string, message: string) => void;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readJson(files: Files, file: string, report: Report): JsonObject | undefined {
  const document = parseFile(files, file, JSON.parse, (fault) => report(file, `The file cannot be read: ${fault}`));
  if (document === undefined || isObject(document)) return document;
  report(file, 'The file must contain a JSON object');
  return undefined;
}

function textIfAny(files: Files, file: string): string {
  const found = files.read(file);
  return 'words' in found ? '' : textOf(found);
}

/** Reads and parses a file. Returns undefined and reports a fault if this fails. */
function parseFile(files: Files, file: string, parse: (text: string) => unknown, report: (fault: string) => void) {
  const found = files.read(file);
  if ('words' in found) return report(found.words);
  const text = textOf(found);
  try {
    return parse(text);
  } catch {
    return report(jsonFault(text));
  }
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
