import type { Problem } from '../problem.js';

/** A form of a report; its writer is loaded when it is wanted. */
export interface ReportFormat {
  name: string;
  write(problems: Problem[], color: boolean): Promise<string>;
}

/** One line a format: a new one is a file beside this one and its line here. */
export const reportFormats: ReportFormat[] = [
  { name: 'text', write: async (problems, color) => (await import('./text.js')).text(problems, color) },
  { name: 'json', write: async (problems) => (await import('./json.js')).json(problems) },
];
