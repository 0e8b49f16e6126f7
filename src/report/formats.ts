import type { Problem } from '../problem.js';
import type { ReportContext } from './report.js';

/** A form of a report; its writer is loaded when it is wanted. */
export interface ReportFormat {
  name: string;
  write(problems: Problem[], context: ReportContext): Promise<string | Uint8Array>;
}

/** One line a format: a new one is a file beside this one and its line here. */
export const reportFormats: ReportFormat[] = [
  { name: 'text', write: async (...given) => (await import('./text.js')).text(...given) },
  { name: 'json', write: async (problems) => (await import('./json.js')).json(problems) },
  { name: 'junit', write: async (...given) => (await import('./junit.js')).junit(...given) },
  { name: 'sarif', write: async (...given) => (await import('./sarif.js')).sarif(...given) },
  { name: 'github', write: async (...given) => (await import('./github.js')).github(...given) },
  { name: 'markdown', write: async (...given) => (await import('./markdown.js')).markdown(...given) },
  { name: 'html', write: async (...given) => (await import('./html.js')).html(...given) },
  { name: 'workbook', write: (problems, context) => context.markedWorkbook(problems) },
];
