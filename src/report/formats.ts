import { countBySeverity, PROBLEM_LIMIT, type Problem } from '../problem.js';
import type { ReportContext } from './report.js';

type WriteReport = (problems: Problem[], context: ReportContext) => Promise<string | Uint8Array>;

/** The formats. Each writer is loaded on first use. */
const formats = {
  text: async (...given) => (await import('./text.js')).text(...given),
  json: async (problems, { since }) => json(problems, since),
  junit: async (...given) => (await import('./junit.js')).junit(...given),
  sarif: async (...given) => (await import('./sarif.js')).sarif(...given),
  github: async (...given) => (await import('./github.js')).github(...given),
  markdown: async (...given) => (await import('./markdown.js')).markdown(...given),
  html: async (...given) => (await import('./html.js')).html(...given),
  workbook: (problems, context) => context.markedWorkbook(problems),
} satisfies Record<string, WriteReport>;

/** The name of a format of reports: "sarif". */
export type ReportFormat = keyof typeof formats;

/** Report formats by name. */
export const reportFormats: Record<ReportFormat, WriteReport> = formats;

/** All keys in their order of output. */
const keys = (
  'since counts error warning notice problems code severity message where file sheet row column cell character value ' +
  'expected fix suggestion rule related also isPartial'
).split(' ');

/** The report for programs: counts of all problems, and the problems up to the limit. */
export const json = (problems: Problem[], since?: string): string =>
  `${JSON.stringify({ since, counts: countBySeverity(problems), problems: problems.slice(0, PROBLEM_LIMIT) }, keys, 2)}\n`;
