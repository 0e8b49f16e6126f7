/** Regular expressions of metadata: ECMAScript's (Model for Tabular Data, section 6.4.5). */

/** Makes the test of a whole text from an expression. */
export type CompileTest = (expression: RegExp) => (text: string) => boolean;

let compileTest: CompileTest = (expression) => (text) => expression.test(text);

/**
 * Sets how tests are made of expressions that may take very long, such as (a+)+, on a platform that can stop them.
 * Without it, every expression runs to its end.
 */
export function useExpressionGuard(guard: CompileTest): void {
  compileTest = guard;
}

const mostRepetitions = 1000;

/** What is wrong with a format as a regular expression, in words that follow "format"; nothing when it can be used. */
export function expressionFault(format: string): string | undefined {
  try {
    new RegExp(format, 'u');
  } catch {
    return `is no regular expression: ${format}`;
  }
  const bare = format.replace(/\\.|\[(?:[^\]\\]|\\.)*\]/gs, 'x'); // without escapes and classes
  const counts = [...bare.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].flatMap(([, least, most]) => [
    Number(least),
    Number(most ?? 0),
  ]);
  return counts.some((count) => count > mostRepetitions)
    ? `repeats more than ${mostRepetitions} times: ${format}`
    : undefined;
}

/** Compiles a test of whole texts. */
export function compileExpression(format: string): (text: string) => boolean {
  const source = `^(?:${format})$`;
  const exact = compileTest(new RegExp(source, 'u'));
  const needsUnicode = /\\[pPu]|[\ud800-\udfff]/.test(format);
  if (needsUnicode || /\(\?<?[=!]|\\[1-9k]/.test(format)) return exact;
  const quick = new RegExp(source);
  return (text) => (/[\ud800-\udfff]/.test(text) ? exact(text) : quick.test(text)); // the flag is for such characters
}
