import { setFlagsFromString } from 'node:v8';
import vm from 'node:vm';

/** Regular expressions of metadata (ECMAScript's, as Model for Tabular Data, section 6.4.5 has it): they must come to an end. */

// One that goes astray, such as (a+)+, is searched for in another way, in linear time. The engine can do so for expressions
// without the flag for Unicode, without looking around and without references back.
setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks');

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
  const exact = guard(new RegExp(source, 'u'));
  const needsUnicode = /\\[pPu]|[\ud800-\udfff]/.test(format);
  if (needsUnicode || /\(\?<?[=!]|\\[1-9k]/.test(format)) return exact;
  const quick = new RegExp(source);
  return (text) => (/[\ud800-\udfff]/.test(text) ? exact(text) : quick.test(text)); // the flag is for such characters
}

const harmlessLength = 16; // so short a text is done with, whatever the expression
const timeLimit = 500; // milliseconds

/** A test that the engine cannot do in linear time: a text that takes for ever does not fit. */
function guard(expression: RegExp): (text: string) => boolean {
  let run: ((text: string) => boolean) | undefined;
  return (text) => {
    if (text.length <= harmlessLength) return expression.test(text);
    run ??= createTimed(expression);
    return run(text);
  };
}

function createTimed(expression: RegExp): (text: string) => boolean {
  const script = new vm.Script('expression.test(text)');
  const context = vm.createContext({ expression, text: '' });
  return (text) => {
    context['text'] = text;
    try {
      return script.runInContext(context, { timeout: timeLimit }) as boolean;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return false;
      throw error;
    }
  };
}
