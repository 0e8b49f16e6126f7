import { setFlagsFromString } from 'node:v8';
import vm from 'node:vm';
import { useExpressionGuard } from '../../csvw/datatypes/datatype.js';

/** Importing this module limits the time of regular expressions in metadata; each thread imports it for itself. */

// A slow expression, such as (a+)+, is then matched in linear time. The engine can do so for expressions without the flag
// for Unicode, lookarounds and backreferences.
setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks');

useExpressionGuard(guard);

const harmlessLength = 16; // a text this short is tested quickly by any expression
const timeLimit = 500; // milliseconds
const script = new vm.Script('expression.test(text)');

/** A test that the engine cannot do in linear time: a text that takes too long does not match. */
function guard(expression: RegExp): (text: string) => boolean {
  let context: vm.Context | undefined;
  return (text) => {
    if (text.length <= harmlessLength) return expression.test(text);
    context ??= vm.createContext({ expression });
    context['text'] = text;
    try {
      return script.runInContext(context, { timeout: timeLimit }) as boolean;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return false;
      throw error;
    }
  };
}
