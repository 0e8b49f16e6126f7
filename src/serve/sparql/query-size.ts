import { nodesOf, type ParsedQuery, type TokenCounts, type TreeNode } from '../../graph/sparql.js';
import { grouped } from '../../problem.js';
import { limits } from '../settings.js';

/** Limits of a query and of its answer. */

export const onlyReads = 'This endpoint is read-only: updates are not allowed';

const { query: most } = limits;

/** Limits that the parser checks at each token, to stop early. */
const tokenLimits: { most: number; what: string; count: keyof TokenCounts }[] = [
  { most: most.tokens, what: 'tokens', count: 'tokens' },
  { most: most.depth, what: 'nested brackets', count: 'depth' },
  { most: most.outside, what: 'tokens outside brackets', count: 'outside' },
  { most: most.textCharacters, what: 'characters in one string or IRI', count: 'longest' },
];

/** Reports the first limit that a query exceeds while it is parsed. */
export function tokensBeyond(counts: TokenCounts): string | undefined {
  const beyond = tokenLimits.find((limit) => counts[limit.count] > limit.most);
  return beyond && `The query contains more than ${grouped(beyond.most)} ${beyond.what}`;
}

const sum = (node: TreeNode, part: string): number => (node[part] as unknown[] | undefined)?.length ?? 0;

const isPart = (node: TreeNode): boolean =>
  /^(?:optional|minus|filter|bind|graph|values|service)$/.test(node.type ?? '') ||
  /^(?:not)?exists$/.test(node.operator ?? '');

/** Limits of the syntax tree. `count` is summed over all nodes. */
const treeLimits: { most: number; what: string; count: (node: TreeNode) => number }[] = [
  {
    most: most.patterns,
    what: 'triple patterns, subqueries and path steps',
    count: (node) =>
      node.type === 'query' ? 1 : sum(node, 'triples') + (node['pathType'] === '/' ? sum(node, 'items') - 1 : 0),
  },
  {
    most: most.parts,
    what: 'parts such as OPTIONAL, UNION, FILTER and BIND',
    count: (node) => (node.type === 'union' ? sum(node, 'patterns') - 1 : Number(isPart(node))),
  },
  {
    most: most.named,
    what: 'named expressions (AS)',
    count: (node) => Number('expression' in node && 'variable' in node),
  },
  {
    most: most.operators,
    what: 'operators in expressions and paths',
    count: (node) =>
      node.type === 'path'
        ? Math.max(1, sum(node, 'items') - 1)
        : Number(/^(?:\W+|u?plus|u?minus)$/.test(node.operator ?? '')),
  },
  {
    most: most.regularExpressions,
    what: 'uses of REGEX and REPLACE',
    count: (node) => Number(/^(?:regex|replace)$/.test(node.operator ?? '')),
  },
];

/** Explains why a parsed query is refused. */
export function refusalOf({ tree }: ParsedQuery): { status: 403 | 422; message: string } | undefined {
  const nodes = [...nodesOf(tree)];
  if (nodes.some(({ type }) => type === 'service'))
    return { status: 403, message: 'SERVICE is not allowed: this endpoint does not query other endpoints' };
  for (const { most, what, count } of treeLimits) {
    const found = nodes.reduce((total, node) => total + count(node), 0);
    if (found > most)
      return { status: 422, message: `The query contains ${grouped(found)} ${what} (limit: ${grouped(most)})` };
  }
  return undefined;
}

/** True if a query always has the same answer. */
export const isRepeatable = ({ tree }: ParsedQuery): boolean =>
  ![...nodesOf(tree)].some(({ operator }) => /^(?:now|rand|uuid|struuid)$/.test(operator ?? ''));

/** Counts the rows of an answer to SELECT. */
export function countRows(answer: string, mediaType: string): number {
  if (mediaType === 'text/csv') return countRecords(answer) - 1;
  if (mediaType === 'text/tab-separated-values') return countOf(answer, '\n') - 1;
  if (mediaType === 'application/sparql-results+xml') return countOf(answer, '<result>');
  return countBindings(answer);
}

function countOf(answer: string, wanted: string): number {
  let count = 0;
  for (let at = answer.indexOf(wanted); at >= 0; at = answer.indexOf(wanted, at + wanted.length)) count++;
  return count;
}

/** Counts line ends outside quotes. A doubled quote closes and reopens them (RFC 4180, section 2). */
const countRecords = (answer: string): number => countUnquoted(answer, (character) => character === 0x0a, false);

/** Counts the objects in "bindings", at the third level (SPARQL 1.1 Query Results JSON Format, section 3.2.1). */
function countBindings(answer: string): number {
  let depth = 0;
  const opens = (character: number): boolean => {
    if (character === 0x7d) depth--;
    return character === 0x7b && ++depth === 3;
  };
  return countUnquoted(answer, opens, true);
}

/** Counts the characters outside quotes that match. Inside quotes a backslash can escape the next character. */
function countUnquoted(answer: string, counts: (character: number) => boolean, hasEscapes: boolean): number {
  let [count, isQuoted] = [0, false];
  for (let at = 0; at < answer.length; at++) {
    const character = answer.charCodeAt(at);
    if (character === 0x22) isQuoted = !isQuoted;
    else if (!isQuoted) count += Number(counts(character));
    else if (hasEscapes && character === 0x5c) at++;
  }
  return count;
}

/** Truncates N-Triples to a number of statements. */
export function firstStatements(ntriples: string, most: number): { text: string; truncated: boolean } {
  let end = 0;
  for (let i = 0; i < most && end < ntriples.length; i++) end = ntriples.indexOf('\n', end) + 1 || ntriples.length;
  return { text: ntriples.slice(0, end), truncated: end < ntriples.length };
}
