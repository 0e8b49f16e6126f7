import type { Term } from 'n3';
import { brokenQuery, failedQuery, type QueryFile } from '../graph/query-file.js';
import type { Store } from '../graph/store.js';
import type { Target } from '../graph/traced-statements.js';
import { type Problem, type Severity, type Wording, wordsOf } from '../problem.js';
import texts from './messages.json' with { type: 'json' };

/** What a rule or shape found in the graph: a problem whose cell nobody knows yet. `rule` is the file that contains it. */
export interface Finding extends Omit<Problem, 'where' | 'related'>, Target {
  rule: string;
  other?: string; // a second thing that takes part
}

/** What the header of a rule must say. */
export const ruleHeader = ['title', 'severity', 'reason', 'remedy', 'looks-at', 'message'];

const severities = new Set<Severity>(['error', 'warning', 'notice']);

/**
 * Runs the SELECT rules. Each solution is a finding: `?focus` is the thing at fault; `?path`, `?value`, `?language`
 * point at one statement of it, `?other` at a second thing; all variables can stand in the message as `{name}`.
 */
export function runRules(store: Store, rules: QueryFile[]): Finding[] {
  return rules.flatMap((rule) => {
    if (rule.missing.length > 0) return [broken(rule, '')];
    if (!severities.has(rule.header['severity'] as Severity))
      return [broken(rule, `its severity must be ${[...severities].join(', ')}`)];
    try {
      const { columns, rows } = store.table(rule.text);
      if (!columns.includes('focus')) return [broken(rule, 'it selects no ?focus')];
      const found = rows.map((row) => toFinding(rule, new Map(columns.map((name, i) => [name, row[i]]))));
      if (found.length > 0 || hasSomethingToLookAt(store, rule)) return found;
      return [aboutRule(rule.file, texts.ruleWithoutFocus, { name: rule.name, subject: rule.header['looks-at'] })];
    } catch (error) {
      return [toFault(failedQuery(rule, error))];
    }
  });
}

/** The values of one row of an answer, by variable. */
type Solution = Map<string, Term | undefined>;

function toFinding({ name, file, header }: QueryFile, solution: Solution): Finding {
  const focus = solution.get('focus')?.value;
  if (focus === undefined) throw new Error('it leaves ?focus unbound');
  const found: Finding = {
    code: name,
    severity: header['severity'] as Severity,
    message: fill(header['message'] as string, solution),
    fix: header['remedy'] as string,
    rule: file,
    focus,
  };
  for (const variable of ['path', 'value', 'language', 'other'] as const) {
    const term = solution.get(variable);
    if (term) found[variable] = term.value;
  }
  return found;
}

const fill = (message: string, solution: Solution): string =>
  message.replaceAll(/\{(\w+)\}/g, (whole, name: string) => solution.get(name)?.value ?? whole);

/** A rule that passes because there is nothing it could fail on proves nothing. */
function hasSomethingToLookAt(store: Store, { text, header }: QueryFile): boolean {
  const prefixes = text.match(/^PREFIX .*$/gm)?.join('\n') ?? '';
  const subject = header['looks-at'] as string;
  return store.ask(`${prefixes}\nASK { { ?s a ${subject} } UNION { ?s ${subject} ?o } }`);
}

/** A problem of a rule or of the shapes themselves. */
export const aboutRule = (file: string, wording: Wording, values?: Record<string, unknown>): Finding => ({
  ...wordsOf(wording, values),
  rule: file,
  focus: '',
});

/** A rule that cannot be run; nothing that refers to it is doubtful, so it is not partial. */
const broken = (rule: QueryFile, fault: string): Finding => toFault(brokenQuery(rule, fault));

const toFault = ({ where, isPartial: _, ...problem }: Problem): Finding => ({ ...problem, rule: where.file, focus: '' });
