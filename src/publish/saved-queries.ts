import { type Files, fileIn } from '../files.js';
import {
  brokenQuery,
  columnFaults,
  explained,
  failedQuery,
  formOf,
  lineOf,
  placeOfWord,
  type Required,
  unfitQuery,
} from '../graph/query-faults.js';
import { type QueryFile, readFault, readQueries } from '../graph/query-file.js';
import { briefOf, type ParsedQuery, parseOnce, type parseQuery, queryText } from '../graph/sparql.js';
import { createStore, type RunQuery, type Store } from '../graph/store.js';
import { createUnmatched, type IsUnmatched, unmatchedTerm } from '../graph/unmatched-terms.js';
import { addProblems, hasErrors, isAnythingPartial, type Problem, problemOf } from '../problem.js';
import { namespaces, shorten } from '../rdf/iri.js';
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
const selecting: Required = { keys: ['title', 'reason'], optional: ['groups', 'items', 'breakdown'], form: 'SELECT' };
const offered: Required = { keys: [], optional: ['title', 'description', 'figures'] };

/**
 * Runs the exports and summaries of a project, and judges the examples that it offers to readers. Queries that find nothing
 * because nothing in the project has a property or class that they name are reported, unless problems of the sheets (`known`)
 * can be the cause. `described`: the properties and classes of sheets and ontology. With `isBrief`, answers that a check does not
 * need have no rows.
 */
export function savedQueries(
  project: { files: Files; queries: string; runQuery?: RunQuery | undefined; isBrief?: boolean | undefined },
  base: string,
  store: Store,
  known: Problem[],
  described: ReadonlySet<string>,
): { exports: Answered[]; summary: Answered[]; part: Answered[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const isPartial = isAnythingPartial(known); // with statements missing, a query can take hours
  const isWhole = !hasErrors(known);
  const queriesIn = (folder: string, required: Required): QueryFile[] =>
    readQueries(project.files, fileIn(project.queries, folder)).filter((query) => {
      const unfit = unfitQuery(query, required);
      if (unfit) problems.push(unfit);
      return !unfit;
    });
  const isUnmatched = createUnmatched(store, described);
  const tellIdle = (query: QueryFile, parsed: ReturnType<typeof parseQuery>): void => {
    const term = 'fault' in parsed ? undefined : causeOfNothing(parsed, store, isUnmatched);
    if (term !== undefined) problems.push(idle(query, term));
  };
  const answers = (folder: string, required: Required): Answered[] =>
    (isPartial ? [] : queriesIn(folder, required)).flatMap((query) => {
      try {
        const isNeeded = !project.isBrief || neededAnswers.has(query.name);
        const table = (isNeeded ? undefined : briefAnswer(query, base, store)) ?? store.table(query.text);
        addProblems(problems, columnFaults(query, table.columns));
        if (isWhole && table.rows.length === 0) tellIdle(query, parseOnce(query.text, base));
        return [{ query, table }];
      } catch (error) {
        problems.push(failedQuery(query, error));
        return [];
      }
    });
  const exports = answers('exports', exported);
  const summary = answers('summary', summarized);
  const part = answers('part', selecting);
  addProblems(problems, exports.flatMap(misnamed));
  const empty = createStore(base, project.runQuery);
  for (const query of queriesIn('examples', offered)) {
    const parsed = parseOnce(query.text, base);
    const faults = exampleFaults(query, parsed, empty);
    addProblems(problems, faults);
    if (isWhole && faults.length === 0) tellIdle(query, parsed);
  }
  empty.close();
  return { exports, summary, part, problems };
}

/** The answers that a check needs: which figures are in the graph. */
const neededAnswers = new Set(['slices', 'areas']);

/** The columns of an answer, with one empty row if it has rows; undefined if the query must be run, or has a fault. */
function briefAnswer({ text }: QueryFile, base: string, store: Store): AnswerTable | undefined {
  const parsed = parseOnce(text, base);
  const brief = 'fault' in parsed ? undefined : briefOf(parsed);
  try {
    return brief && { columns: brief.columns, rows: store.ask(brief.ask) ? [[]] : [] };
  } catch {
    return undefined;
  }
}

const idle = ({ name, file }: QueryFile, term: string): Problem => ({
  ...problemOf(texts.findsNothing, { file }, { name, term: shorten(term, namespaces) }),
  rule: file,
});

/** Reports an export that would replace another file of the release, or that has an invalid file name. */
function misnamed({ query }: Answered, at: number, all: Answered[]): Problem[] {
  const { file = '', format } = query.header;
  const twin = all.findIndex((other) => other.query.header['file'] === file);
  const line = lineOf(query.text, '# file:');
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

/** Returns a property or class in the pattern of a query that makes it find nothing. Only a query with one is run. */
function causeOfNothing(parsed: ParsedQuery, store: Store, isUnmatched: IsUnmatched): string | undefined {
  const term = parsed.form === 'SELECT' && !parsed.dataset ? unmatchedTerm(parsed, isUnmatched) : undefined;
  try {
    return term !== undefined && store.table(queryText(parsed, 1)).rows.length === 0 ? term : undefined;
  } catch {
    return undefined; // a query that reaches a limit can find something
  }
}
