import type { GivenColumn } from '../observations/columns.js';
import { UserError } from '../problem.js';
import type { Options } from './command.js';

/** Returns the columns that `--column ROLE=NAME` and `--column ROLE==TEXT` name. */
export function columnsFrom(options: Options): GivenColumn[] {
  return (options['column'] as string[]).map((given) => {
    const [, role, isText, text = ''] = /^\s*([^=]*[\p{L}\p{N}][^=]*?)\s*=(=?)(.*)$/su.exec(given) ?? [];
    if (role === undefined || text.trim() === '')
      throw new UserError(`--column: "${given}" must be ROLE=NAME or ROLE==TEXT, such as value=Val`);
    if (isText && /^(?:value|none)$/i.test(role))
      throw new UserError(`--column: "${role}" needs a column: ${role}=NAME`);
    return isText ? { role, text: text.trim() } : { role, column: text.trim() };
  });
}
