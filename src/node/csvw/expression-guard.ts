import { setFlagsFromString } from 'node:v8';
import vm from 'node:vm';
import { useExpressionGuard } from '../../csvw/datatypes/datatype.js';

/** Importing this module limits the time of regular expressions in metadata. Each thread must import it. */

// Matches slow expressions such as (a+)+ in linear time, unless they have the u flag, lookarounds or backreferences.
setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks');

useExpressionGuard(guard);

const harmlessLength = 16; // every expression is fast on texts of this length
const timeLimit = 500; // milliseconds
const script = new vm.Script('expression.test(text)');

/** Creates a test with a time limit, for expressions without linear time. After the limit, a text does not match. */
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
