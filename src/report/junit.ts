import { PROBLEM_LIMIT, type Problem, stopsBuild } from '../problem.js';
import { addTo, compareCodePoints } from '../text/order.js';
import { escapeMarkup } from './harmless-text.js';
import { alsoIn, place, placeInFile, type ReportContext, rowLines, summary } from './report.js';

/**
 * JUnit XML for GitLab and Jenkins: one suite per file, one case per problem, and one passing case for a file without
 * problems. Problems that stop the build are failures. Other warnings are skipped cases, because viewers list these.
 */
export function junit(problems: Problem[], context: ReportContext): string {
  const byFile = new Map<string, string[]>(context.files.map((file) => [file, []]));
  const shown = problems.slice(0, PROBLEM_LIMIT);
  for (const problem of shown) addTo(byFile, problem.where.file, problemCase(problem, context));
  const beyond = problems.slice(PROBLEM_LIMIT);
  if (beyond.length > 0) byFile.set('gcm', [caseOf('gcm', 'more problems', outcome(beyond, summary(beyond), context))]);
  if (byFile.size === 0) byFile.set('gcm', []);
  const suites = [...byFile]
    .sort(([a], [b]) => compareCodePoints(a, b))
    .map(([file, cases]) => [file, cases.length > 0 ? cases : [caseOf(file, 'no problem', '')]] as const);
  const all = suites.flatMap(([, cases]) => cases);
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="gcm" ${countsOf(all)}>
${suites.map(([file, cases]) => `<testsuite name="${escapeMarkup(file)}" ${countsOf(cases)}>\n${cases.join('\n')}\n</testsuite>`).join('\n')}
</testsuites>
`;
}

const countsOf = (cases: string[]): string => {
  const count = (element: string): number => cases.filter((one) => one.includes(`<${element} `)).length;
  return `tests="${cases.length}" failures="${count('failure')}" errors="0" skipped="${count('skipped')}"`;
};

function problemCase(problem: Problem, context: ReportContext): string {
  const { code, message, where } = problem;
  const at = [placeInFile(where), `[${code}]`, message].filter(Boolean).join(' ');
  const line = context.regionOf(where)?.startLine;
  const place = line === undefined ? '' : ` line="${line}"`;
  return caseOf(where.file, at, outcome([problem], message, context, details(problem, context)), place);
}

const caseOf = (file: string, name: string, inside: string, line = ''): string =>
  `<testcase classname="${escapeMarkup(file)}" name="${escapeMarkup(name)}" file="${escapeMarkup(file)}"${line}>${inside}</testcase>`;

/** Writes the result of a case. */
function outcome(problems: Problem[], message: string, { strict }: ReportContext, lines: string[] = []): string {
  const said = `message="${escapeMarkup(message)}"`;
  const words = lines.map(escapeMarkup).join('\n');
  if (stopsBuild(problems, strict))
    return `<failure ${said} type="${escapeMarkup(problems[0]?.code ?? '')}">${words}</failure>`;
  if (problems.some(({ severity }) => severity === 'warning')) return `<skipped ${said}/>`;
  return `<system-out>${words || escapeMarkup(message)}</system-out>`;
}

/** Writes a problem as in the text report. */
function details(problem: Problem, context: ReportContext): string[] {
  const { severity, code, message, where, related = [], fix } = problem;
  const also = alsoIn(problem);
  const rowOf = (one: Problem['where']): string[] => rowLines([context.excerptOf(one)], one);
  return [
    `${place(where)} ${severity} [${code}] ${message}`,
    ...rowOf(where),
    ...related.flatMap((other) => [`see also ${place(other)}`, ...rowOf(other)]),
    ...(also ? [also] : []),
    ...(fix ? [`→ ${fix}`] : []),
  ];
}
