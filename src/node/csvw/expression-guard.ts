import { setFlagsFromString } from 'node:v8';
import vm from 'node:vm';
import { useExpressionGuard } from '../../csvw/datatypes/expression.js';

/** Importing this module makes every regular expression of metadata come to an end; each thread imports it for itself. */

// One that goes astray, such as (a+)+, is searched for in another way, in linear time. The engine can do so for expressions
// without the flag for Unicode, without looking around and without references back.
setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks');

useExpressionGuard(guard);

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
