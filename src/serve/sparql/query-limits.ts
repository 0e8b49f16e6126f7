import { grouped } from '../../problem.js';
import { type ReadQuery, upper } from './read-query.js';
import type { Token } from './tokens.js';

/** Words that begin a part of a group. */
const parts = /OPTIONAL|UNION|MINUS|FILTER|EXISTS|BIND|GRAPH|VALUES|LATERAL/;

/**
 * What a query may hold, at most. Measured over the real graph: at half of what the engine does not survive, and where its
 * planning, which grows faster than the query, takes half a second (docs/performance.md).
 */
const limits: { most: number; what: string; count: (query: ReadQuery) => number }[] = [
  { most: 100, what: 'brackets in one another', count: ({ tokens, depths }) => deepest(tokens, depths) },
  { most: 64, what: 'triple patterns and steps of paths', count: ({ tokens }) => patternsOf(tokens) },
  { most: 100, what: 'parts such as OPTIONAL, UNION, FILTER and BIND', count: wordsIn(parts) },
  { most: 200, what: 'expressions with names (AS)', count: wordsIn(/AS$/) },
  { most: 400, what: 'operators in expressions and paths', count: ({ tokens }) => operatorsOf(tokens) },
  {
    most: 400,
    what: 'words and signs outside of all brackets',
    count: ({ depths }) => depths.filter((d) => d === 0).length,
  },
  { most: 50, what: 'uses of REGEX and REPLACE', count: wordsIn(/REGEX|REPLACE/) },
  { most: 10_000, what: 'characters in one text or IRI', count: ({ tokens }) => longest(tokens) },
];

/** The first limit that a query goes beyond, told to its writer; undefined when there is none. */
export function beyondLimits(query: ReadQuery): string | undefined {
  for (const { most, what, count } of limits) {
    const found = count(query);
    if (found > most) return `the query holds ${grouped(found)} ${what}; ${grouped(most)} are allowed here`;
  }
  return undefined;
}

/** Words that stand together without a space are one token here and several to the engine: "FILTERNOT". */
function wordsIn(pattern: RegExp): (query: ReadQuery) => number {
  return ({ tokens }) => tokens.filter((token) => token.kind === 'word' && pattern.test(upper(token))).length;
}

/** "1<(2)&&3>1" looks like an IRI from < to >: what it may be besides counts as well. */
const mayBe = ({ kind, text }: Token, pattern: RegExp): number =>
  kind === 'iri' ? (text.match(pattern)?.length ?? 0) : 0;

function deepest(tokens: Token[], depths: number[]): number {
  let most = 0;
  for (const [i, token] of tokens.entries()) most = Math.max(most, (depths[i] as number) + mayBe(token, /\(/g));
  return most;
}

function operatorsOf(tokens: Token[]): number {
  const isOperator = ({ kind, text }: Token): boolean => kind === 'sign' && /^(?:\|\|?|&&|[/^*+\-!=<>?])$/.test(text);
  return tokens.reduce((sum, token) => sum + (isOperator(token) ? 1 : mayBe(token, /&&|[*+\-!=]/g)), 0);
}

const longest = (tokens: Token[]): number => tokens.reduce((most, { text }) => Math.max(most, text.length), 0);

/** What a bracket opens: a group or template, a blank node, a list or a path, a sub-query, rows of VALUES, an expression. */
type Opened = '{' | '[' | 'list' | 'sub-query' | 'rows' | '(';

/**
 * How many triples the engine may have to put in order. They are parted by . ; , and end where a part of another kind
 * begins; a step of a path and an element of a list are a triple each.
 */
function patternsOf(tokens: Token[]): number {
  const open: Opened[] = [];
  let count = 0;
  let word = ''; // the last one
  for (const [i, token] of tokens.entries()) {
    const inside = open.at(-1);
    if (endsTriple(token, tokens[i - 1]) || isTripleOf(token, inside)) count++;
    if (token.kind === 'word') {
      word = upper(token);
      if (word === 'SELECT' && inside === '{') open[open.length - 1] = 'sub-query';
    }
    if (token.kind !== 'sign') continue;
    if (token.text === '{') open.push(word === 'VALUES' ? 'rows' : '{');
    else if (token.text === '[') open.push('[');
    else if (token.text === '(') open.push(isList(tokens[i - 1], inside) ? 'list' : '(');
    else if (/[})\]]/.test(token.text)) open.pop();
  }
  return count;
}

/** Whether a triple without a dot behind it ends before this. */
function endsTriple(token: Token, before: Token | undefined): boolean {
  const isOperand = before?.kind === 'sign' ? /[)\]*+?]/.test(before.text) : /^(TRUE|FALSE)?$/.test(upper(before));
  return (
    before !== undefined && isOperand && (token.kind === 'sign' ? /[{}]/.test(token.text) : parts.test(upper(token)))
  );
}

function isTripleOf({ kind, text }: Token, inside: Opened | undefined): boolean {
  if (kind !== 'sign') return inside === 'list';
  return text === '/' || text === '[' || (/[.;,]/.test(text) && (inside === '{' || inside === '['));
}

/** Whether a bracket stands where a term or a path does, and not behind FILTER, BIND or the name of a function. */
function isList(before: Token | undefined, inside: Opened | undefined): boolean {
  if (inside === 'list') return true;
  return (inside === '{' || inside === '[') && (upper(before) === '' || upper(before) === 'A');
}
