import { nodesOf, type ParsedQuery, type TokenCounts, type TreeNode } from '../../graph/sparql.js';
import { grouped } from '../../problem.js';
import { limits } from '../settings.js';

/** What a query may hold, and how much of its answer is sent. */

/** Why updates are refused. */
export const onlyReads = 'this endpoint only reads: it answers queries and takes no updates';

const { query: most } = limits;

/** What the parser is told at each token of a query, so that it stops early. */
const tokenLimits: { most: number; what: string; count: keyof TokenCounts }[] = [
  { most: most.tokens, what: 'words and signs', count: 'tokens' },
  { most: most.depth, what: 'brackets in one another', count: 'depth' },
  { most: most.outside, what: 'words and signs outside of all brackets', count: 'outside' },
  { most: most.textCharacters, what: 'characters in one text or IRI', count: 'longest' },
];

/** The first limit that a query goes beyond while it is parsed, for its writer. */
export function tokensBeyond(counts: TokenCounts): string | undefined {
  const beyond = tokenLimits.find((limit) => counts[limit.count] > limit.most);
  return beyond && `the query holds more than ${grouped(beyond.most)} ${beyond.what}`;
}

const sum = (node: TreeNode, part: string): number => (node[part] as unknown[] | undefined)?.length ?? 0;

const isPart = (node: TreeNode): boolean =>
  /^(?:optional|minus|filter|bind|graph|values|service)$/.test(node.type ?? '') ||
  /^(?:not)?exists$/.test(node.operator ?? '');

/** How many of something a node is, summed over all nodes of a query. */
const treeLimits: { most: number; what: string; count: (node: TreeNode) => number }[] = [
  {
    most: most.patterns,
    what: 'triple patterns, sub-queries and steps of paths',
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
    what: 'expressions with names (AS)',
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

/** Why a query that was parsed is not answered, for its writer. */
export function refusalOf({ tree }: ParsedQuery): { status: 403 | 422; message: string } | undefined {
  const nodes = [...nodesOf(tree)];
  if (nodes.some(({ type }) => type === 'service'))
    return { status: 403, message: 'no other endpoint is asked from here: SERVICE is not allowed' };
  for (const { most, what, count } of treeLimits) {
    const found = nodes.reduce((total, node) => total + count(node), 0);
    if (found > most)
      return { status: 422, message: `the query holds ${grouped(found)} ${what}; ${grouped(most)} are allowed here` };
  }
  return undefined;
}

/** Whether a query has the same answer each time. */
export const isRepeatable = ({ tree }: ParsedQuery): boolean =>
  ![...nodesOf(tree)].some(({ operator }) => /^(?:now|rand|uuid|struuid)$/.test(operator ?? ''));

/** How many rows there are in an answer to a SELECT. */
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

/** The ends of lines outside of quotes; a doubled quote inside of them opens them anew (RFC 4180, section 2). */
const countRecords = (answer: string): number => countUnquoted(answer, (character) => character === 0x0a, false);

/** The objects in "bindings" (SPARQL 1.1 Query Results JSON Format, section 3.2.1): the third level. */
function countBindings(answer: string): number {
  let depth = 0;
  const opens = (character: number): boolean => {
    if (character === 0x7d) depth--;
    return character === 0x7b && ++depth === 3;
  };
  return countUnquoted(answer, opens, true);
}

/** The characters outside of quotes that count; inside of them a backslash can escape the next. */
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

/** N-Triples, but so many statements at most. */
export function firstStatements(ntriples: string, most: number): { text: string; truncated: boolean } {
  let end = 0;
  for (let i = 0; i < most && end < ntriples.length; i++) end = ntriples.indexOf('\n', end) + 1 || ntriples.length;
  return { text: ntriples.slice(0, end), truncated: end < ntriples.length };
}
