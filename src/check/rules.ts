import type { Term } from 'n3';
import { brokenQuery, columnFaults, failedQuery, lineOf, placeOfWord, unfitQuery } from '../graph/query-faults.js';
import type { QueryFile } from '../graph/query-file.js';
import type { Store } from '../graph/store.js';
import type { Target } from '../graph/traced-statements.js';
import {
  nameInText,
  type Place,
  PROBLEM_LIMIT,
  type Problem,
  type Severity,
  type Wording,
  wordsOf,
} from '../problem.js';
import { iri } from '../rdf/iri.js';
import { languageOfReports } from '../text/languages.js';
import texts from './messages.json' with { type: 'json' };

/** A problem in the graph that is not yet traced to a cell. */
export interface Finding extends Omit<Problem, 'where' | 'related'>, Target {
  rule: string; // the file of the rule or shape
  at?: Place; // in that file, if the rule itself is wrong
  other?: string; // a second resource
  scope?: string; // "column": the finding concerns all rows of the column
}

/** Required keys in the header of a rule. */
const ruleHeader = ['title', 'severity', 'reason', 'remedy', 'looks-at', 'message'];

/** The start of the path of shipped rules and shapes in reports. */
export const shippedPlace = 'gcm-graph/rules/';

/** True for a rule, or shapes, of the program. */
export const isShipped = ({ file }: { file: string }): boolean => file.startsWith(shippedPlace);

const severities: Severity[] = ['error', 'warning', 'notice'];

/**
 * Runs the SELECT rules. Each solution is a finding: `?focus` is the invalid resource, `?path`, `?value` and `?language`
 * identify a statement, and `?other` a second resource. `?scope` is "column" if the finding concerns all rows of the
 * statement's column, for example a total. The message can contain every variable as `{name}`. A rule that finds nothing to
 * look at is reported, unless it ships with the program. Messages name resources in the language of
 * reports, or else in the first of `languages` that has a name.
 */
export function runRules(store: Store, rules: QueryFile[], languages: readonly string[] = []): Finding[] {
  return rules.flatMap((rule) => {
    const unfit = unfitQuery(rule, { keys: ruleHeader, form: 'SELECT', one: { severity: severities } });
    if (unfit) return [ofRule(unfit)];
    try {
      const { columns, rows } = store.table(rule.text);
      if (!columns.includes('focus'))
        return [
          ofRule(brokenQuery(rule, { message: 'it does not select ?focus', ...placeOfWord(rule.text, 'SELECT') })),
        ];
      const faults = columnFaults(rule, columns);
      if (faults.length > 0) return faults.map(ofRule);
      const solutions = rows.map((row): Solution => new Map(columns.map((name, i) => [name, row[i]])));
      const names = namesIn(store, solutions.slice(0, PROBLEM_LIMIT), [languageOfReports, ...languages]);
      const found = solutions.map((solution) => toFinding(rule, solution, names));
      if (found.length > 0 || isShipped(rule)) return found;
      const looked = somethingToLookAt(store, rule);
      if (looked !== false) return looked === true ? found : [looked];
      const subject = rule.header['looks-at'] as string;
      const wording = isPattern(subject) ? texts.ruleWithoutMatch : texts.ruleWithoutFocus;
      return [
        {
          ...aboutRule(rule.file, wording, { name: rule.name, subject }),
          at: { file: rule.file, row: lineOf(rule.text, '# looks-at:') },
        },
      ];
    } catch (error) {
      return [ofRule(failedQuery(rule, error))];
    }
  });
}

/** The values of a row, by variable. */
type Solution = Map<string, Term | undefined>;

/** The names of the resources in some solutions, in the first language with a name, or else in any. */
function namesIn(store: Store, solutions: Solution[], languages: string[]): Map<string, string> {
  const iris = new Set<string>();
  for (const solution of solutions)
    for (const term of solution.values()) if (term?.termType === 'NamedNode') iris.add(`<${term.value}>`);
  if (iris.size === 0) return new Map();
  const query = `SELECT ?iri ?name (LCASE(LANG(?name)) AS ?tag) {
    VALUES ?iri { ${[...iris].join(' ')} } ?iri <${iri('skos:prefLabel')}> ?name
  } ORDER BY ?name`;
  const placeOf = (tag = ''): number => {
    const at = languages.findIndex((one) => `${tag}-`.startsWith(`${one.toLowerCase()}-`));
    return at < 0 ? languages.length : at;
  };
  const names = new Map<string, { name: string; place: number }>();
  for (const [one, name, tag] of store.table(query).rows) {
    const place = placeOf(tag?.value);
    if (place < (names.get(one?.value ?? '')?.place ?? Infinity))
      names.set(one?.value ?? '', { name: name?.value ?? '', place });
  }
  return new Map([...names].map(([one, { name }]) => [one, name]));
}

function toFinding({ name, file, header }: QueryFile, solution: Solution, names: Map<string, string>): Finding {
  const focus = solution.get('focus')?.value;
  if (focus === undefined) throw new Error('it leaves ?focus unbound');
  const found: Finding = {
    code: name,
    severity: header['severity'] as Severity,
    message: fill(oneLine(header['message']), solution, names),
    fix: oneLine(header['remedy']),
    rule: file,
    focus,
  };
  for (const variable of ['path', 'value', 'language', 'other', 'scope'] as const) {
    const term = solution.get(variable);
    if (term) found[variable] = term.value;
  }
  return found;
}

/** Joins the lines of a header. */
const oneLine = (text = ''): string => text.replaceAll('\n', ' ');

/** Fills in a message. A resource without a name is shown as an IRI. */
const fill = (message: string, solution: Solution, names: Map<string, string>): string =>
  message.replaceAll(/\{(\w+)\}/g, (whole, variable: string) => {
    const value = solution.get(variable)?.value ?? whole;
    const name = names.get(value);
    return name === undefined ? value : nameInText(value, name);
  });

/**
 * True if the graph contains anything that the rule checks: a class, a property, a property path, or a pattern in braces.
 * Otherwise the rule proves nothing. Returns a finding if the header is not a valid pattern.
 */
function somethingToLookAt(store: Store, rule: QueryFile): boolean | Finding {
  const { text, header } = rule;
  const prefixes = text.match(/^PREFIX .*$/gm)?.join('\n') ?? '';
  const subject = header['looks-at'] as string;
  const isName = /^(?:<[^<>]*>|[^\s|/^(){}]+)$/.test(subject);
  const pattern = isName ? `{ { ?s a ${subject} } UNION { ?s ${subject} ?o } }` : `{ ?s ${subject} ?o }`;
  const query = `${prefixes}\nASK ${isPattern(subject) ? subject : pattern}`;
  try {
    return store.ask(query);
  } catch (error) {
    const { message } = failedQuery({ ...rule, text: query }, error);
    return { ...broken(rule, ''), message, at: { file: rule.file, row: lineOf(rule.text, '# looks-at:') } };
  }
}

const isPattern = (subject: string): boolean => subject.startsWith('{');

/** Returns a problem of a rule or of the shapes themselves. */
export const aboutRule = (file: string, wording: Wording, values?: Record<string, unknown>): Finding => ({
  ...wordsOf(wording, values),
  rule: file,
  focus: '',
});

/** Returns the problem of a rule that cannot be run. */
const broken = (rule: QueryFile, fault: string): Finding => ofRule(brokenQuery(rule, fault));

/** A rule that failed is not partial, because other checks do not depend on it. */
const ofRule = ({ where, isPartial: _, ...problem }: Problem): Finding => ({
  ...problem,
  rule: where.file,
  focus: '',
  at: where,
});
