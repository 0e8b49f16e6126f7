import { UserError } from '../problem.js';
import type { LineFile } from './lines.js';
import { readStatement, type Statement } from './statement.js';

/**
 * The statements of a file with the numbers of their lines, in the graph that was asked for. What `more` says stands behind
 * the words for a fault of the file.
 */
export async function* statementsOf(
  lines: LineFile,
  file: string,
  graph: string | undefined,
  more: () => string,
): AsyncGenerator<{ statement: Statement; number: number }> {
  let number = 0;
  try {
    for await (const chunk of lines.chunks())
      for (const line of chunk) {
        number++;
        const statement = readStatement(line.endsWith('\r') ? line.slice(0, -1) : line);
        if (typeof statement === 'string') throw new UserError(`${file}:${number}: ${statement}`, 1);
        if (statement) yield { statement: graph === undefined ? statement : { ...statement, graph }, number };
      }
  } catch (error) {
    throw error instanceof UserError ? new UserError(error.message + more(), error.exitCode) : error;
  }
}
