import { countBySeverity, PROBLEM_LIMIT, type Problem } from '../problem.js';
import { oneLine } from './harmless-text.js';
import { alsoIn, placeInFile, type ReportContext, summary } from './report.js';

/** GitHub shows this many annotations of each severity for a step, and silently drops the rest. */
const shownOfEach = 10;

/** Workflow commands that GitHub turns into annotations: one line per problem, then a summary. */
export function github(problems: Problem[], context: ReportContext): string {
  const lines = problems.slice(0, PROBLEM_LIMIT).map((problem) => annotation(problem, context));
  const isCut = Object.values(countBySeverity(problems)).some((count) => count > shownOfEach);
  const more = isCut ? '. GitHub shows 10 of each. The log of this step has all' : '';
  return `${[...lines, `::notice title=gcm::${summary(problems)}${more}`].join('\n')}\n`;
}

function annotation(problem: Problem, context: ReportContext): string {
  const { code, severity, message, where, fix } = problem;
  const also = alsoIn(problem);
  const region = context.regionOf(where);
  const isOneLine = region !== undefined && region.startLine === region.endLine;
  const title = context.ruleOf(code)?.title;
  const properties = Object.entries({
    file: context.addressOf(where.file),
    line: region?.startLine,
    endLine: region?.endLine,
    col: isOneLine ? region.startColumn : undefined, // columns are only allowed within one line
    endColumn: isOneLine ? region.endColumn : undefined,
    title: title === undefined ? code : `${code}: ${title}`,
  });
  const said = properties
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${property(value)}`);
  const at = where.sheet === undefined ? '' : `${placeInFile(where)}: `;
  const words = [`${at}${message}`, ...(also ? [also] : []), ...(fix ? [`→ ${fix}`] : [])].map((line) =>
    data(oneLine(line)),
  );
  return `::${severity} ${said.join(',')}::${words.join('%0A')}`;
}

/** Escapes text for the runner. Percent signs come first, because the other escapes contain them. */
const data = (words: string): string => words.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (value: unknown): string =>
  data(oneLine(String(value)))
    .replaceAll(':', '%3A')
    .replaceAll(',', '%2C');
