import { type Place, type Problem, placesOf, severityRank, sortProblems } from '../../problem.js';
import { addTo } from '../../text/order.js';
import { columnOf, rowOf, sheetNameOf } from '../findings.js';
import texts from '../messages.json' with { type: 'json' };
import { cellCount, oneOf, replaceBy } from './cause.js';
import { isOfRow, kindOf, runsOf } from './columns.js';

/** Problems of several kinds with one cause. Only the whole report shows that an accident damaged many cells or sheets. */

/** Most problems that a report lists separately, even if they have one cause. */
const readable = 3;

/** Fewest cells of a mass problem; adjacent cells with several codes; problems, if it is not known what changed. */
const fewest = { mass: 10, run: 4, together: 3 };

/** True for a mistake at its own place in a query, the ontology or the description of the sheets. */
const isInText = ({ where }: Problem): boolean =>
  where.row !== undefined && /\.(?:json|jsonld|rq|ttl)$/.test(where.file);

/**
 * Combines problems that most likely have one cause, if a report has more than three. `changed` are the sheets that changed
 * since a release. A release has no errors, so if a single sheet changed, it also caused the errors of other sheets and rules.
 */
export function onePerAccident(reported: Problem[], changed: Place[] = []): Problem[] {
  const sheets = new Set(changed.map(sheetNameOf));
  const problems = sheets.size === 0 ? reported : reported.map((one) => atChange(one, sheets));
  const listed = problems.filter((one) => one.severity !== 'notice' && !isInText(one));
  if (listed.length <= readable) return problems;
  const isOrigin = ({ where, rule }: Problem): boolean => rule === undefined && sheets.has(sheetNameOf(where));
  const rank = (one: Problem): number => (isOrigin(one) ? 0 : 2) + (one.rule === undefined ? 0 : 1);
  const ranked = [...listed].sort(
    (a, b) =>
      rank(a) - rank(b) || severityRank[a.severity] - severityRank[b.severity] || cellCount([b]) - cellCount([a]),
  );
  const followers = ranked.filter((one, i) => i === 0 || (one.severity === 'error' && !isOrigin(one)));
  const groups = [...signsOf(ranked), ...(changed.length === 1 ? [followers] : [])];
  const at = new Map(ranked.map((one, i) => [one, i]));
  const causes = connected(groups).map((group) => group.sort((a, b) => (at.get(a) ?? 0) - (at.get(b) ?? 0)));
  const found = causes.filter((of) => of.length >= (changed.length === 1 ? 2 : fewest.together));
  return sortProblems(
    replaceBy(
      problems,
      found.map((of) => ({ of, problem: accident(of, of.some(isOrigin) ? [] : changed) })),
    ),
  );
}

/** Moves the problem of a rule from a sheet that did not change to the only other cell that it names in one that did. */
function atChange(problem: Problem, changed: Set<string>): Problem {
  const { where, rule, related = [], also, suggestion } = problem;
  const [other, another] = related.filter((place) => place.cell !== undefined && changed.has(sheetNameOf(place)));
  if (rule === undefined || changed.has(sheetNameOf(where)) || !other || another || also || suggestion !== undefined)
    return problem;
  return { ...problem, where: other, related: [where, ...related.filter((place) => place !== other)] };
}

/** Reports the first problem, with the cells of the others. `seeAlso` is shown if no problem is in a sheet that changed. */
function accident(of: Problem[], seeAlso: Place[]): Problem {
  const [first, ...others] = of as [Problem, ...Problem[]];
  const severity = others.some((one) => one.severity === 'error') ? 'error' : first.severity;
  const codes = [...new Set(others.map(({ code }) => code))].join(', ');
  const { fix, message } = texts.oneAccident;
  const isSameFix = first.fix !== undefined && others.every((one) => one.fix === first.fix);
  const wording = { code: first.code, severity, message, ...(!isSameFix && { fix }) };
  const problem = oneOf(of, wording, { count: others.length, codes });
  return seeAlso.length === 1 ? { ...problem, related: seeAlso } : problem;
}

/**
 * Returns groups of problems with a sign of one cause: they share a cell, the column of a mass problem, a row that is
 * wrong, a rule, or a sheet in which each of them is a mass problem. Or they follow each other in a column.
 */
function signsOf(problems: Problem[]): Problem[][] {
  const places = problems.flatMap((problem) =>
    [...placesOf(problem), ...(problem.related ?? [])].map((place) => ({ problem, place })),
  );
  const isMass = (one: Problem): boolean => cellCount([one]) >= fewest.mass;
  const columns = new Set(problems.filter(isMass).flatMap((one) => placesOf(one).map(columnOf)));
  const isRuleError = ({ rule, severity }: Problem): boolean => rule !== undefined && severity === 'error';
  const rows = new Set(
    problems.filter((one) => isOfRow(one) || isRuleError(one)).flatMap((one) => placesOf(one).map(rowOf)),
  );
  const signs = new Map<string, Problem[]>();
  for (const { problem, place } of places) {
    if (place.cell !== undefined) addTo(signs, `${sheetNameOf(place)}\n${place.cell}`, problem);
    if (columns.has(columnOf(place))) addTo(signs, `column ${columnOf(place)}`, problem);
    if (rows.has(rowOf(place))) addTo(signs, `row ${rowOf(place)}`, problem);
  }
  for (const problem of problems) {
    if (isMass(problem) || (problem.where.row !== undefined && problem.where.cell === undefined))
      addTo(signs, `sheet ${sheetNameOf(problem.where)}`, problem);
    if (isRuleError(problem) || (problem.rule !== undefined && problem.where.cell === undefined))
      addTo(signs, `rule ${problem.code}`, problem);
  }
  const own = places.filter(
    ({ problem: { code, rule, severity } }) =>
      (severity === 'error' || rule !== undefined) && !texts.ofValues.includes(code),
  );
  const runs = runsOf(own, ({ place }) => [place.row ?? 0, columnOf(place)]).filter(
    (run) => run.length >= fewest.run && new Set(run.map(({ problem }) => problem.code)).size > 1,
  );
  const alike = runsOf(own, ({ place, problem }) => [
    place.row ?? 0,
    `${columnOf(place)} ${problem.rule ?? kindOf(problem)}`,
  ]).filter((run) => run.length >= fewest.run || run.every(({ problem }) => problem.severity === 'error'));
  return [...signs.values(), ...[...runs, ...alike].map((run) => run.map(({ problem }) => problem))];
}

/** Joins groups that have an item in common. */
function connected<T>(groups: T[][]): T[][] {
  const groupOf = new Map<T, Set<T>>();
  for (const group of groups) {
    const known = [...new Set(group.flatMap((one) => groupOf.get(one) ?? []))];
    const [joined = new Set<T>(), ...others] = known.sort((a, b) => b.size - a.size);
    for (const one of [...group, ...others.flatMap((other) => [...other])]) {
      joined.add(one);
      groupOf.set(one, joined);
    }
  }
  return [...new Set(groupOf.values())].map((group) => [...group]);
}
