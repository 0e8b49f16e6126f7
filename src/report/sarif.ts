import { sha256 } from '../bytes.js';
import { type Place, PROBLEM_LIMIT, type Problem, type Severity } from '../problem.js';
import { addCount, compareCodePoints } from '../text/order.js';
import { oneLine } from './harmless-text.js';
import { place, placeInFile, plural, type ReportContext } from './report.js';

const levels: Record<Severity, string> = { error: 'error', warning: 'warning', notice: 'note' };

/** SARIF 2.1.0 (OASIS): what code scanning shows at the line, and editors at the cell. The errors come first. */
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

/** A code with what it means; what is not known is left out by JSON. */
function rule(code: string, context: ReportContext) {
  const { title, cause, remedy } = context.ruleOf(code) ?? {};
  const text = (words: string | undefined) => (words ? { text: oneLine(words) } : undefined);
  return { id: code, shortDescription: text(title || code), fullDescription: text(cause), help: text(remedy) };
}

/** The run came to its end, and what of it is not here is reported. */
const invocation = (beyond: number) => ({
  executionSuccessful: true,
  ...(beyond > 0 && {
    toolExecutionNotifications: [{ level: 'note', message: { text: `${plural(beyond, 'more problem')}, not listed` } }],
  }),
});

function result({ code, severity, message, where, fix, related = [], suggestion }: Problem, context: ReportContext) {
  const fixes = suggestion === undefined ? undefined : fixOf(where, suggestion, context);
  const others = related.map((other, id) => {
    const text = plain(oneLine(`see also ${place(other)}`));
    return { id, message: { text }, ...location(other, context) };
  });
  return {
    ruleId: code,
    level: levels[severity],
    message: { text: plain(fix ? `${oneLine(message)}\n${oneLine(fix)}` : oneLine(message)) },
    locations: [location(where, context)],
    relatedLocations: related.length > 0 ? others : undefined,
    fixes: fixes && [fixes],
  };
}

/** Braces are for placeholders and brackets for links: section 3.11. A cell must make neither. */
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

/** Relative to the repository's root, percent-encoded; an address as it is. */
function artifact(file: string, context: ReportContext) {
  if (/^https?:/.test(file) && URL.canParse(file)) return { uri: new URL(file).href };
  const uri = oneLine(context.addressOf(file)).split('/').map(encodeURIComponent).join('/');
  return uri.startsWith('/') ? { uri: `file://${uri}` } : { uri, uriBaseId: '%SRCROOT%' };
}

/** Puts the suggestion in place of the cell, in quotes where the file would not read it back otherwise. */
function fixOf(where: Place, suggestion: string, context: ReportContext) {
  const region = where.cell === undefined ? undefined : context.regionOf(where);
  if (!region) return undefined;
  const { delimiter, ...deletedRegion } = region;
  const needsQuotes = suggestion.includes(delimiter) || /["\r\n]|^\s|\s$/.test(suggestion);
  const text = needsQuotes ? `"${suggestion.replaceAll('"', '""')}"` : suggestion;
  const replacement = { deletedRegion, insertedContent: { text } };
  return {
    description: { text: plain(oneLine(`write ${suggestion}`)) },
    artifactChanges: [{ artifactLocation: artifact(where.file, context), replacements: [replacement] }],
  };
}

/**
 * A name for each problem that it keeps when rows move: made of the code, the file, the column and what stands there, and
 * of the message without the numbers of rows. Those that are alike are counted: "4f0c…:2".
 */
function fingerprints(problems: Problem[]): string[] {
  const counts = new Map<string, number>();
  return problems.map(({ code, message, where: { file, sheet = '', column = '', value = '' } }) => {
    const words = message.replaceAll(/\brow \d+/g, 'row');
    const print = sha256(JSON.stringify([code, file, sheet, column, value, words])).slice(0, 32);
    return `${print}:${addCount(counts, print)}`;
  });
}
