import { sha256 } from '../bytes.js';
import { type Place, PROBLEM_LIMIT, type Problem, placesOf, type Severity } from '../problem.js';
import { addCount, compareCodePoints } from '../text/order.js';
import { oneLine } from './harmless-text.js';
import { alsoIn, place, placeInFile, plural, type ReportContext } from './report.js';

const levels: Record<Severity, string> = { error: 'error', warning: 'warning', notice: 'note' };

/** SARIF 2.1.0 (OASIS), for code scanning and editors. */
export function sarif(problems: Problem[], context: ReportContext): string {
  const shown = problems.slice(0, PROBLEM_LIMIT);
  const codes = [...new Set(shown.map(({ code }) => code))].sort(compareCodePoints);
  const prints = fingerprints(shown);
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'gcm', version: context.version, rules: codes.map((code) => rule(code, context)) } },
        invocations: [invocation(problems.length - shown.length)],
        columnKind: 'utf16CodeUnits',
        newlineSequences: ['\r\n', '\n', '\r'],
        results: shown.map((problem, i) => ({
          ...result(problem, context),
          ruleIndex: codes.indexOf(problem.code),
          partialFingerprints: { 'problem/v1': prints[i] },
        })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** Describes a code. JSON drops undefined properties. */
function rule(code: string, context: ReportContext) {
  const { title, cause, remedy } = context.ruleOf(code) ?? {};
  const text = (words: string | undefined) => (words ? { text: oneLine(words) } : undefined);
  return { id: code, shortDescription: text(title || code), fullDescription: text(cause), help: text(remedy) };
}

/** Reports a complete run, and the number of problems that are not listed. */
const invocation = (beyond: number) => ({
  executionSuccessful: true,
  ...(beyond > 0 && {
    toolExecutionNotifications: [{ level: 'note', message: { text: `${plural(beyond, 'more problem')}, not listed` } }],
  }),
});

function result(problem: Problem, context: ReportContext) {
  const { code, severity, message, where, fix, related = [], suggestion } = problem;
  const also = alsoIn(problem);
  const fixes = suggestion === undefined ? undefined : fixOf(where, suggestion, context);
  const others = related.map((other, id) => {
    const text = plain(oneLine(`See also ${place(other)}`));
    return { id, message: { text }, ...location(other, context) };
  });
  return {
    ruleId: code,
    level: levels[severity],
    message: { text: plain([message, also, fix].flatMap((text) => (text ? oneLine(text) : [])).join('\n')) },
    locations: placesOf(problem)
      .slice(0, PROBLEM_LIMIT)
      .map((one) => location(one, context)),
    relatedLocations: related.length > 0 ? others : undefined,
    fixes: fixes && [fixes],
  };
}

/** Escapes braces (placeholders) and brackets (links), section 3.11. */
const plain = (words: string): string => words.replace(/[{}]/g, '$&$&').replace(/[[\]\\]/g, '\\$&');

const location = (where: Place, context: ReportContext) => ({
  physicalLocation: { artifactLocation: artifact(where.file, context), region: regionOf(where, context) },
  logicalLocations: where.sheet === undefined ? undefined : [{ fullyQualifiedName: oneLine(placeInFile(where)) }],
});

function regionOf(where: Place, context: ReportContext) {
  const found = context.regionOf(where);
  if (!found) return undefined;
  const { startLine, startColumn, endLine, endColumn } = found;
  return { startLine, startColumn, endLine, endColumn };
}

/** Returns a path relative to the root of the repository, percent-encoded, or a URL. */
function artifact(file: string, context: ReportContext) {
  if (/^https?:/.test(file) && URL.canParse(file)) return { uri: new URL(file).href };
  const uri = oneLine(context.addressOf(file)).split('/').map(encodeURIComponent).join('/');
  return uri.startsWith('/') ? { uri: `file://${uri}` } : { uri, uriBaseId: '%SRCROOT%' };
}

/** Replaces a cell with the suggestion, in quotes if CSV needs them. */
function fixOf(where: Place, suggestion: string, context: ReportContext) {
  const region = where.cell === undefined ? undefined : context.regionOf(where);
  if (!region) return undefined;
  const { delimiter, ...deletedRegion } = region;
  const needsQuotes = suggestion.includes(delimiter) || /["\r\n]|^\s|\s$/.test(suggestion);
  const text = needsQuotes ? `"${suggestion.replaceAll('"', '""')}"` : suggestion;
  const replacement = { deletedRegion, insertedContent: { text } };
  return {
    description: { text: plain(oneLine(`Write ${suggestion}`)) },
    artifactChanges: [{ artifactLocation: artifact(where.file, context), replacements: [replacement] }],
  };
}

/**
 * Returns an id for each problem that stays the same when rows move. It depends on code, file, column, value and message,
 * without row numbers. Equal problems are numbered: "4f0c…:2".
 */
function fingerprints(problems: Problem[]): string[] {
  const counts = new Map<string, number>();
  return problems.map(({ code, message, where: { file, sheet = '', column = '', value = '' } }) => {
    const words = message.replaceAll(/\brow \d+/g, 'row');
    const print = sha256(JSON.stringify([code, file, sheet, column, value, words])).slice(0, 32);
    return `${print}:${addCount(counts, print)}`;
  });
}
