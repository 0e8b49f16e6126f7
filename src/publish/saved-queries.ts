import { type Files, fileIn } from '../files.js';
import {
  brokenQuery,
  columnFaults,
  explained,
  failedQuery,
  formOf,
  placeOfWord,
  type Required,
  unfitQuery,
} from '../graph/query-faults.js';
import { type QueryFile, readFault, readQueries } from '../graph/query-file.js';
import { nodesOf, type ParsedQuery, parseQuery, queryText } from '../graph/sparql.js';
import { createStore, type RunQuery, type Store } from '../graph/store.js';
import { addProblems, hasErrors, isAnythingPartial, type Problem, problemOf } from '../problem.js';
import type { Table as AnswerTable } from '../rdf/terms.js';
import texts from './messages.json' with { type: 'json' };
import { isReleaseName } from './release-files.js';

/** A query of a project with its answer. */
export interface Answered {
  query: QueryFile;
  table: AnswerTable;
}

const exported: Required = {
  keys: ['title', 'file', 'format'],
  optional: ['description', 'preamble'],
  form: 'SELECT',
  one: { format: ['csv', 'tsv'] },
};
const summarized: Required = { keys: ['title'], form: 'SELECT' };
const offered: Required = { keys: [], optional: ['title', 'description'] };

/**
 * Runs the exports and summaries of a project, and judges the examples that it offers to readers. Queries that find nothing
 * are reported, unless problems of the sheets (`known`) can be the cause.
 */
export function savedQueries(
  project: { files: Files; queries: string; runQuery?: RunQuery | undefined },
  base: string,
  store: Store,
  known: Problem[],
): { exports: Answered[]; summary: Answered[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const isPartial = isAnythingPartial(known); // with statements missing, a query can take hours
  const isWhole = !hasErrors(known);
  const queriesIn = (folder: string, required: Required): QueryFile[] =>
    readQueries(project.files, fileIn(project.queries, folder)).filter((query) => {
      const unfit = unfitQuery(query, required);
      if (unfit) problems.push(unfit);
      return !unfit;
    });
  const answers = (folder: string, required: Required): Answered[] =>
    (isPartial ? [] : queriesIn(folder, required)).flatMap((query) => {
      try {
        const table = store.table(query.text);
        addProblems(problems, columnFaults(query, table.columns));
        if (isWhole && table.rows.length === 0) problems.push(idle(query));
        return [{ query, table }];
      } catch (error) {
        problems.push(failedQuery(query, error));
        return [];
      }
    });
  const exports = answers('exports', exported);
  const summary = answers('summary', summarized);
  addProblems(problems, exports.flatMap(misnamed));
  const empty = createStore(base, project.runQuery);
  const isUsed = usedIn(store);
  for (const query of queriesIn('examples', offered)) {
    const parsed = parseQuery(query.text, { base });
    const faults = exampleFaults(query, parsed, empty);
    addProblems(problems, faults);
    if (isWhole && faults.length === 0 && !('fault' in parsed) && findsNothing(parsed, store, isUsed))
      problems.push(idle(query));
  }
  empty.close();
  return { exports, summary, problems };
}

const idle = ({ name, file }: QueryFile): Problem => ({
  ...problemOf(texts.findsNothing, { file }, { name }),
  rule: file,
});

/** Reports an export that would replace another file of the release, or that has an invalid file name. */
function misnamed({ query }: Answered, at: number, all: Answered[]): Problem[] {
  const { file = '', format } = query.header;
  const twin = all.findIndex((other) => other.query.header['file'] === file);
  const line = query.text.split('\n').findIndex((one) => one.startsWith('# file:')) + 1;
  const report = (message: string): Problem[] => [brokenQuery(query, { message, line })];
  if (twin < at) return report(`${all[twin]?.query.name} already writes the file ${file}`);
  if (isReleaseName(file) && file.endsWith(`.${format}`) && !/^(?:data|ontology|queries|site)\//.test(file)) return [];
  return report(`its file must be a file name in a release that ends with .${format}, not "${file}"`);
}

/**
 * Reports an example that the command, the server or the site would refuse: an update, invalid syntax, or a variable
 * without a value. The engine answers the parsed query on an empty graph.
 */
function exampleFaults(query: QueryFile, parsed: ReturnType<typeof parseQuery>, empty: Store): Problem[] {
  if ('fault' in parsed) {
    const place = parsed.fault.isUpdate ? placeOfWord(query.text, formOf(query.text) ?? '') : {};
    return [brokenQuery(query, { ...explained(parsed.fault, query.text), ...place })];
  }
  try {
    const text = queryText(parsed);
    if (parsed.form === 'SELECT') return columnFaults(query, empty.table(text).columns);
    empty.answer(text, parsed.form === 'ASK' ? 'text/csv' : 'application/n-triples');
    return [];
  } catch (error) {
    return [brokenQuery(query, readFault((error as Error).message).message)];
  }
}

/** True for an IRI that occurs in the graph. */
function usedIn(store: Store): (iri: string) => boolean {
  const known = new Map<string, boolean>();
  return (iri) => {
    if (!known.has(iri))
      known.set(iri, store.ask(`ASK { { ?s <${iri}> ?o } UNION { ?s ?p <${iri}> } UNION { <${iri}> ?p ?o } }`));
    return known.get(iri) === true;
  };
}

/** True if a SELECT names something that is not in the graph, and therefore has no solution. Only then it is run. */
function findsNothing(parsed: ParsedQuery, store: Store, isUsed: (iri: string) => boolean): boolean {
  if (parsed.form !== 'SELECT' || parsed.dataset) return false;
  const iris = new Set<string>();
  for (const node of nodesOf(parsed.tree))
    for (const part of ['subject', 'predicate', 'object', 'items'])
      for (const one of [node[part]].flat() as ({ termType?: string; value?: string } | undefined)[])
        if (one?.termType === 'NamedNode' && one.value !== undefined) iris.add(one.value);
  if ([...iris].every(isUsed)) return false;
  try {
    return store.table(queryText(parsed, 1)).rows.length === 0;
  } catch {
    return false; // a query that reaches a limit can find something
  }
}
