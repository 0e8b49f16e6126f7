import type { Term } from 'n3';
import { brokenQuery, type QueryFile } from '../graph/query-file.js';
import type { Store } from '../graph/store.js';
import type { Target } from '../graph/traced-statements.js';
import { type Problem, type Severity, type Wording, wordsOf } from '../problem.js';
import texts from './messages.json' with { type: 'json' };

/** A problem in the graph that is not yet traced to a cell. */
export interface Finding extends Omit<Problem, 'where' | 'related'>, Target {
  rule: string; // the file of the rule or shape
  other?: string; // a second resource
}

/** Required keys in the header of a rule. */
export const ruleHeader = ['title', 'severity', 'reason', 'remedy', 'looks-at', 'message'];

const severities = new Set<Severity>(['error', 'warning', 'notice']);

/**
 * Runs the SELECT rules. Each solution is a finding: `?focus` is the invalid resource, `?path`, `?value` and `?language`
 * identify a statement, and `?other` a second resource. The message can contain every variable as `{name}`.
 */
export function runRules(store: Store, rules: QueryFile[]): Finding[] {
  return rules.flatMap((rule) => {
    if (rule.missing.length > 0) return [broken(rule, '')];
    if (!severities.has(rule.header['severity'] as Severity))
      return [broken(rule, `its severity must be one of ${[...severities].join(', ')}`)];
    try {
      const { columns, rows } = store.table(rule.text);
      if (!columns.includes('focus')) return [broken(rule, 'it does not select ?focus')];
      const found = rows.map((row) => toFinding(rule, new Map(columns.map((name, i) => [name, row[i]]))));
      if (found.length > 0 || hasSomethingToLookAt(store, rule)) return found;
      return [aboutRule(rule.file, texts.ruleWithoutFocus, { name: rule.name, subject: rule.header['looks-at'] })];
    } catch (error) {
      return [broken(rule, (error as Error).message)];
    }
  });
}

/** The values of a row, by variable. */
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

/** True if the graph contains anything that the rule checks. Otherwise the rule proves nothing. */
function hasSomethingToLookAt(store: Store, { text, header }: QueryFile): boolean {
  const prefixes = text.match(/^PREFIX .*$/gm)?.join('\n') ?? '';
  const subject = header['looks-at'] as string;
  return store.ask(`${prefixes}\nASK { { ?s a ${subject} } UNION { ?s ${subject} ?o } }`);
}

/** Returns a problem of a rule or of the shapes themselves. */
export const aboutRule = (file: string, wording: Wording, values?: Record<string, unknown>): Finding => ({
  ...wordsOf(wording, values),
  rule: file,
  focus: '',
});

/** Returns the problem of a rule that cannot be run. It is not partial, because other checks do not depend on it. */
function broken(rule: QueryFile, fault: string): Finding {
  const { where: _, isPartial: __, ...problem } = brokenQuery(rule, fault);
  return { ...problem, rule: rule.file, focus: '' };
}
