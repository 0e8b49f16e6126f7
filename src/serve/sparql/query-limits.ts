import { grouped } from '../../problem.js';
import { type ReadQuery, upper } from './read-query.js';
import type { Token } from './token.js';

/** Words that begin a part of a group. */
const parts = /OPTIONAL|UNION|MINUS|FILTER|EXISTS|BIND|GRAPH|VALUES|LATERAL/;

/**
 * What a query may hold, at most. Measured over the real graph: at half of what the engine does not survive, and where its
 * planning, which grows faster than the query, takes half a second (docs/performance.md).
 */
const limits: { most: number; what: string; count: (query: ReadQuery) => number }[] = [
  {
    most: 100,
    what: 'brackets in one another',
    count: ({ depths }) => depths.reduce((most, depth) => Math.max(most, depth), 0),
  },
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

function operatorsOf(tokens: Token[]): number {
  const isOperator = ({ kind, text }: Token): boolean => kind === 'sign' && /^(?:\|\|?|&&|[/^*+\-!=<>?])$/.test(text);
  return tokens.filter(isOperator).length;
}

const longest = (tokens: Token[]): number => tokens.reduce((most, { text }) => Math.max(most, text.length), 0);

/**
 * How many triples the engine may have to put in order. They are parted by . ; , and end where a part of another kind
 * begins; a step of a path and an element of a list are a triple each.
 */
const patternsOf = (tokens: Token[]): number =>
  tokens.filter((token, i) => endsTriple(token, tokens[i - 1]) || isTriple(token)).length;

/** Whether a triple without a dot behind it ends before this. */
function endsTriple(token: Token, before: Token | undefined): boolean {
  const isOperand = before?.kind === 'sign' ? /[)\]*+?]/.test(before.text) : /^(TRUE|FALSE)?$/.test(upper(before));
  return (
    before !== undefined && isOperand && (token.kind === 'sign' ? /[{}]/.test(token.text) : parts.test(upper(token)))
  );
}

function isTriple({ kind, text, inside }: Token): boolean {
  if (kind !== 'sign') return inside === 'list';
  return text === '/' || text === '[' || (/[.;,]/.test(text) && (inside === '{' || inside === '['));
}
