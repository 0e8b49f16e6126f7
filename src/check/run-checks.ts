import { textOf } from '../bytes.js';
import { fileIn } from '../files.js';
import type { Derived } from '../graph/derive.js';
import { readQueries } from '../graph/query-file.js';
import type { Store } from '../graph/store.js';
import { createTrace, type Statements, type Trace } from '../graph/traced-statements.js';
import { isAnythingPartial, type Place, PROBLEM_LIMIT, type Problem, problemOf, UserError } from '../problem.js';
import type { Project } from '../project.js';
import texts from './messages.json' with { type: 'json' };
import { type Finding, ruleHeader, runRules } from './rules.js';
import type { ValidateShapes } from './shapes.js';

/** The shapes of a project, with their name in reports. */
export interface Shapes {
  file: string; // "ontology/shapes.ttl"
  text: string;
}

/** Throws `UserError` when they cannot be read. */
export function readShapes({ files, ontology }: Pick<Project, 'files' | 'ontology'>): Shapes {
  const file = fileIn(ontology, 'shapes.ttl');
  const found = files.read(file);
  if ('words' in found) throw new UserError(`${file} cannot be read (${found.code})`);
  return { file, text: textOf(found) };
}

/** The graph that is checked, with what is known of its sheets. */
export interface Evidence {
  statements: Statements; // what the sheets say, with the cell of each
  severed: Place[]; // rows that lost their key or a reference
  derived: Derived[];
  store: Store; // all of it
  problems: Problem[]; // of the sheets
}

/** Shapes and rules side by side, traced to cells; what only follows from a fault in a sheet is not reported again. */
export async function runChecks(
  { files, data, queries }: Project,
  shapes: Shapes,
  { statements, severed, derived, store, problems: sheetProblems }: Evidence,
  validate: ValidateShapes = validateHere,
): Promise<Problem[]> {
  const blamed = sheetProblems.filter(({ severity }) => severity === 'error').map(({ where }) => where);
  if (isAnythingPartial(sheetProblems)) return [skipped(data, 'a sheet or rule could not be read whole')];
  if (blamed.length > PROBLEM_LIMIT) return [skipped(data, `the sheets have more than ${PROBLEM_LIMIT} errors`)];
  const validating = validate(shapes.text, shapes.file, [
    ...statements.quads,
    ...derived.flatMap(({ quads }) => quads),
  ]);
  validating.catch(() => {}); // it is awaited below
  const folder = fileIn(queries, 'checks');
  const rules = readQueries(files, folder, ruleHeader);
  const findings = runRules(store, rules);
  const doubtful = doubtfulThings(statements, rowsOf([...blamed, ...severed]), rowsOf(severed));
  const isOwn = ({ focus, value = '' }: Finding): boolean => !doubtful.has(focus) && !doubtful.has(value);
  const problems = toProblems([...findings, ...(await validating)].filter(isOwn), createTrace(statements));
  return rules.length > 0 ? problems : [...problems, problemOf(texts.noRules, { file: folder })];
}

/** Validates in the calling thread. The validator is loaded only then: mostly a thread has it. */
const validateHere: ValidateShapes = async (...given) => (await import('./shapes.js')).validateShapes(...given);

/** Findings → problems at their cells. A thing that came from no sheet is reported at the rule, by its IRI. */
function toProblems(findings: Finding[], trace: Trace): Problem[] {
  return findings.map((finding) => {
    const { code, severity, message, fix, rule, focus, other } = finding;
    const second = other === undefined ? undefined : trace({ focus: other });
    return {
      code,
      severity,
      message,
      where: trace(finding) ?? { file: rule, value: focus },
      rule,
      ...(second && { related: [second] }),
      ...(fix !== undefined && { fix }),
    };
  });
}

const rowsOf = (places: Place[]): Set<string> => new Set(places.map(({ file, row }) => `${file}:${row}`));

/** What rows with an error describe, and what they refer to that nothing describes; all that a severed one refers to. */
function doubtfulThings({ quads, origins }: Statements, rows: Set<string>, severed: Set<string>): Set<string> {
  const doubtful = new Set<string>();
  if (rows.size === 0) return doubtful;
  const described = new Set(quads.map(({ subject }) => subject.value));
  for (const [i, { subject, object }] of quads.entries()) {
    const { sheet, row, column } = origins[i] as Statements['origins'][number];
    const where = `${sheet.file}:${row}`;
    if (!rows.has(where)) continue;
    doubtful.add(subject.value);
    const isNamed = column >= 0 && object.termType === 'NamedNode';
    if (isNamed && (severed.has(where) || !described.has(object.value))) doubtful.add(object.value);
  }
  return doubtful;
}

const skipped = (data: string, why: string): Problem =>
  problemOf(texts.skipped, { file: fileIn(data, 'tables.json') }, { why });
