import { DataFactory, type NamedNode, type Quad } from 'n3';
import { fileIn } from '../files.js';
import type { Derived } from '../graph/derive.js';
import type { QueryFile } from '../graph/query-file.js';
import { parseQuery } from '../graph/sparql.js';
import type { Store } from '../graph/store.js';
import { createTrace, type Statements, type Trace } from '../graph/traced-statements.js';
import { createUnmatched, type IsUnmatched, unmatchedTerm } from '../graph/unmatched-terms.js';
import { isAnythingPartial, type Place, PROBLEM_LIMIT, type Problem, placesOf, problemOf } from '../problem.js';
import type { Project } from '../project.js';
import { namespaces, shorten } from '../rdf/iri.js';
import { impliedBy } from '../roles/vocabulary.js';
import { groupBy } from '../text/order.js';
import texts from './messages.json' with { type: 'json' };
import type { Shapes } from './project-rules.js';
import { aboutRule, type Finding, isShipped, runRules } from './rules.js';
import type { ValidateShapes } from './shapes.js';

/** The criteria of a check. */
export interface Criteria {
  shapes: Shapes;
  rules: QueryFile[];
  vocabulary: readonly Quad[]; // implies further statements
  languages: readonly string[]; // of the names in messages, after English
  described: ReadonlySet<string>; // properties and classes of the sheets and the ontology
}

/** The graph to check, and information about its sheets. */
export interface Evidence {
  statements: Statements; // of the sheets, with their cells
  severed: Place[]; // rows without a key or a reference
  derived: Derived[];
  store: Store; // all statements
  problems: Problem[]; // of the sheets
}

/** The problems that rules and shapes find. */
export interface Judgement {
  problems: Problem[];
  withheld?: Problem[]; // which can be consequences of errors; undefined if nothing was run
}

/** The graph of statements that only the rules see. It is never published. */
const entailed = DataFactory.namedNode('urn:x-entailed');

/**
 * Runs shapes and rules, and traces their findings to cells. The function that it returns withholds consequences of errors in
 * the sheets, and of `others`, such as a comparison with an earlier version.
 */
export async function runChecks(
  project: Project,
  { shapes, rules, vocabulary, languages, described }: Criteria,
  { statements, severed, derived, store, problems: sheetProblems }: Evidence,
  validate: ValidateShapes = validateHere,
): Promise<(others?: Problem[]) => Judgement> {
  const { data } = project;
  const errors = sheetProblems.filter(({ severity }) => severity === 'error');
  if (isAnythingPartial(sheetProblems)) return skipped(data, 'A sheet or rule could not be read completely');
  if (errors.length > PROBLEM_LIMIT) return skipped(data, `The sheets have more than ${PROBLEM_LIMIT} errors`);
  const quads = [...statements.quads, ...derived.flatMap(({ quads }) => quads)];
  const validating = validate(shapes.text, shapes.file, quads);
  validating.catch(() => {}); // awaited below
  const implied = entail(quads, vocabulary, entailed);
  const findings = store.with(implied, entailed, () => runRules(store, rules, languages));
  const trace = createTrace(statements);
  const idle = idleRules(derived, createUnmatched(store, described));
  const all = [...findings, ...idle, ...(await validating)];
  const missing = severed.filter(({ row }) => row === 0); // rows that others refer to
  return (others = []) => {
    const causes = [...errors, ...others.filter(({ severity }) => severity === 'error')];
    const blamed = causes.flatMap(placesOf);
    const doubtful = doubtfulResources(statements, rowsOf([...blamed, ...severed]), rowsOf(severed));
    const doubtfulFiles = new Set([...blamed, ...missing].map(({ file }) => file));
    const isOwn = (finding: Finding): boolean =>
      !doubtful.has(finding.focus) &&
      !doubtful.has(finding.value ?? '') &&
      !(isAboutNothing(finding) && causes.length > 0) && // the wrong cells may be what it looks at
      !(finding.scope === 'column' && doubtfulFiles.has(trace(finding)?.file ?? ''));
    return {
      problems: oncePerRule(toProblems(all.filter(isOwn), trace)),
      withheld: toProblems(
        all.filter((finding) => !isOwn(finding)),
        trace,
      ),
    };
  };
}

/** Reports the project's rules that derive nothing, because nothing in the project has a property or class that they name. */
function idleRules(derived: Derived[], isUnmatched: IsUnmatched): Finding[] {
  return derived.flatMap(({ rule, isIdle }) => {
    const parsed = isIdle && !isShipped(rule) ? parseQuery(rule.text, { base: 'https://example.org/' }) : undefined;
    const term = !parsed || 'fault' in parsed ? undefined : unmatchedTerm(parsed, isUnmatched);
    if (term === undefined) return [];
    return [aboutRule(rule.file, texts.derivesNothing, { name: rule.name, term: shorten(term, namespaces) })];
  });
}

const isAboutNothing = ({ code }: Finding): boolean =>
  code === texts.ruleWithoutFocus.code || code === texts.derivesNothing.code;

/** Validates in the calling thread. The validator is loaded only if needed, because it usually runs in another thread. */
const validateHere: ValidateShapes = async (...given) => (await import('./shapes.js')).validateShapes(...given);

/** Converts findings to problems at their cells. A resource without a cell is reported at the rule, with its IRI. */
function toProblems(findings: Finding[], trace: Trace): Problem[] {
  return findings.map((finding) => {
    const { code, severity, message, fix, rule, focus, other, at } = finding;
    const second = other === undefined || other === focus ? undefined : trace({ focus: other });
    return {
      code,
      severity,
      message,
      where: at ?? withinScope(trace(finding), finding) ?? { file: rule, value: focus },
      rule,
      ...(second && { related: [second] }),
      ...(fix !== undefined && { fix }),
    };
  });
}

/** A finding about a whole column does not have a row. */
function withinScope(place: Place | undefined, { scope }: Finding): Place | undefined {
  if (!place || scope !== 'column') return place;
  const { row: _row, cell: _cell, value: _value, ...column } = place;
  return column;
}

/** Fewest errors of a rule in one file, and fewest similar warnings, that are reported as one: they have one cause. */
const manyOfRule = { error: 3, warning: 4, notice: Number.POSITIVE_INFINITY };

/** Reports many problems of a rule in one file once, with their cells. Warnings also have the same column and message. */
function oncePerRule(problems: Problem[]): Problem[] {
  const groups = groupBy(problems, ({ code, rule, severity, message, where }) => {
    const kind =
      severity === 'error' ? '' : `${where.column} ${message.replace(/[\p{L}\p{N}.]*\p{N}[\p{L}\p{N}.]*/gu, '')}`;
    return `${severity} ${code} ${rule} ${where.file} ${where.cell === undefined} ${kind}`;
  });
  return [...groups.values()].flatMap((own) => {
    const [one] = own;
    if (one?.where.cell === undefined || own.length < manyOfRule[one.severity]) return own;
    const inOrder = own.sort((a, b) => (a.where.row ?? 0) - (b.where.row ?? 0));
    const [first, ...others] = inOrder as [Problem, ...Problem[]];
    return [{ ...first, also: others.flatMap(placesOf) }];
  });
}

const rowsOf = (places: Place[]): Set<string> => new Set(places.map(({ file, row }) => `${file}:${row}`));

/** Returns the resources of rows with an error, the unknown resources in them, and every resource in a severed row. */
function doubtfulResources({ quads, origins }: Statements, rows: Set<string>, severed: Set<string>): Set<string> {
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

const skipped = (data: string, why: string) => (): Judgement => ({
  problems: [problemOf(texts.skipped, { file: fileIn(data, 'tables.json') }, { why })],
});

/**
 * Returns the statements that follow from sub-properties and inverse properties of the vocabulary and are not in the graph
 * (RDF Schema 1.1, section 3.4; OWL 2, table 5). A rule about skos:related then also finds the properties under it.
 */
export function entail(known: Iterable<Quad>, vocabulary: readonly Quad[], graph: NamedNode): Quad[] {
  const implied = impliedBy(vocabulary);
  if (implied.size === 0) return [];
  const affected = new Set([...implied.values()].flat().map(({ property }) => property));
  const seen = new Set<string>();
  const sources: Quad[] = [];
  for (const quad of known) {
    const { value } = quad.predicate;
    if (affected.has(value)) seen.add(keyOf(quad));
    if (implied.has(value) && quad.object.termType === 'NamedNode') sources.push(quad);
  }
  return sources.flatMap(({ subject, predicate, object }) =>
    (implied.get(predicate.value) ?? []).flatMap(({ property, isFlipped }) => {
      const [from, to] = isFlipped ? [object as NamedNode, subject as NamedNode] : [subject, object];
      const quad = DataFactory.quad(from, DataFactory.namedNode(property), to, graph);
      if (seen.has(keyOf(quad))) return [];
      seen.add(keyOf(quad));
      return [quad];
    }),
  );
}

const keyOf = ({ subject, predicate, object }: Quad): string => `${subject.value}\n${predicate.value}\n${object.value}`;
