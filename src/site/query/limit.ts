import { formOf, withoutTexts } from '../../graph/query-text.js';
import { mostRows } from './answer.js';

/**
 * The query with a LIMIT, where it is a SELECT that has none of its own: one row more than is shown, so that it is known
 * whether there are more. What ends in VALUES has no room for one behind it and stays as it is.
 */
export function limited(query: string): string {
  if (formOf(query) !== 'SELECT') return query;
  const bare = withoutTexts(query);
  const behind = bare.slice(bare.lastIndexOf('}') + 1);
  const hasLimit = /(?<![?$:\w-])LIMIT\s+\d/i.test(behind);
  const endsInValues = /\bVALUES\s*(?:[?$]\w+|\([^()]*\))\s*\{[^{}]*\}\s*$/i.test(bare);
  return hasLimit || endsInValues ? query : `${query}\nLIMIT ${mostRows + 1}`;
}
