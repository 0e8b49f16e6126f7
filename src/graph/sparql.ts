import sparqljs, { type Expression, type OperationExpression, type Query } from 'sparqljs';
import type { QueryFault } from './query-file.js';

/** SPARQL 1.1 by its grammar: the only file that parses a query, and that writes one from its tree for an engine. */

export type QueryForm = Query['queryType'];

/** A query that the grammar accepts; its IRIs are absolute. */
export interface ParsedQuery {
  form: QueryForm;
  tree: Query;
  dataset: NamedDataset | undefined; // FROM and FROM NAMED
}

/** The graphs that a query or a request names, by their IRIs (SPARQL 1.1 Query Language, section 13.2). */
export interface NamedDataset {
  defaultGraphs: string[];
  namedGraphs: string[];
}

/** What the parser has read so far. */
export interface TokenCounts {
  tokens: number; // words and signs
  depth: number; // brackets that are open
  outside: number; // tokens outside of all brackets
  longest: number; // characters of the longest token
}

/** Why a text is not answered: a syntax error with its place, or an update, which is not a query. */
export type ParseFault = QueryFault & { isUpdate?: boolean };

interface ParseOptions {
  base?: string; // relative IRIs are resolved against it
  prefixes?: Record<string, string>; // that a query may leave out
  watch?: (counts: TokenCounts) => string | undefined; // called at each token; a sentence ends the parsing
}

/** Parses a query. The parser keeps its stack in an array, so that no query overflows that of the thread. */
export function parseQuery(text: string, { base, prefixes, watch }: ParseOptions): ParsedQuery | { fault: ParseFault } {
  const parser = new sparqljs.Parser({ baseIRI: base, prefixes, skipUngroupedVariableCheck: true });
  const lexer = watchTokens(parser, watch);
  try {
    const tree = parser.parse(text);
    if (tree.type === 'update') return { fault: { message: 'this is an update', isUpdate: true } };
    if (tree.type === undefined) throw Object.assign(new Error(), { hash: { expected: [] } }); // a prologue, or nothing
    for (const node of nodesOf(tree)) correctForGenerator(node);
    return { form: tree.queryType, tree, dataset: datasetOf(tree) };
  } catch (error) {
    return { fault: faultOf(error as SyntaxFault, text, lexer.start()) };
  }
}

/** The query as text without prefixes, so that an engine reads what was parsed; a SELECT with at most `rows` rows. */
export function queryText({ tree }: ParsedQuery, rows = Number.POSITIVE_INFINITY): string {
  const most = tree.queryType === 'SELECT' ? Math.min(tree.limit ?? rows, rows) : Number.POSITIVE_INFINITY;
  return new sparqljs.Generator().stringify({ ...tree, prefixes: {}, ...(Number.isFinite(most) && { limit: most }) });
}

/** A node of a syntax tree: a query, a pattern, an expression, a path, or a part of one of these without a type. */
export interface TreeNode {
  type?: string; // "bgp", "operation"
  operator?: string; // of an operation: "||", "regex"
  [part: string]: unknown;
}

/** Every node of a tree but its terms, in no particular order. */
export function* nodesOf(tree: Query): Generator<TreeNode> {
  const waiting: unknown[] = [tree];
  while (waiting.length > 0) {
    const node = waiting.pop() as TreeNode;
    if (!Array.isArray(node)) yield node;
    for (const part of Object.values(node))
      if (typeof part === 'object' && part !== null && !('termType' in part)) waiting.push(part);
  }
}

/** Rewrites what sparqljs does not write in brackets: several conditions of HAVING, and an operation before IN. */
function correctForGenerator(node: TreeNode): void {
  const { having, operator, args } = node as Partial<OperationExpression> & { having?: Expression[] };
  if (having) node['having'] = [having.reduce((left, right) => operation('&&', left, right))];
  const [operand] = args ?? [];
  if (/^(?:not)?in$/.test(operator ?? '') && operand && 'operator' in operand)
    args?.splice(0, 1, operation('coalesce', operand)); // of one operand: the same value, or the same error
}

const operation = (operator: string, ...args: Expression[]): OperationExpression => ({
  type: 'operation',
  operator,
  args,
});

function datasetOf({ from }: Query): NamedDataset | undefined {
  const values = (graphs: { value: string }[]): string[] => graphs.map(({ value }) => value);
  return from && { defaultGraphs: values(from.default), namedGraphs: values(from.named) };
}

/** The lexer inside the parser (jison), which its types leave out. */
interface Lexer {
  next(): unknown; // a token, or nothing for spaces and comments
  yytext: string; // the token
  matched: string; // all text up to its end
}

/** Makes a parser count its tokens; `start` is the place of the last one in the text. */
function watchTokens(parser: object, watch: ParseOptions['watch']): { start(): number } {
  const counts: TokenCounts = { tokens: 0, depth: 0, outside: 0, longest: 0 };
  let start = 0;
  const holder = parser as { lexer: Lexer };
  holder.lexer = Object.assign(Object.create(holder.lexer), {
    // Instead of jison's own, which calls itself at each comment.
    lex(this: Lexer): unknown {
      let token: unknown;
      while (!token) token = this.next();
      const { yytext, matched } = this;
      start = matched.length - yytext.length;
      counts.tokens++;
      counts.longest = Math.max(counts.longest, yytext.length);
      if (counts.depth === 0) counts.outside++;
      if (/^[({[]$/.test(yytext)) counts.depth++;
      else if (/^[)}\]]$/.test(yytext)) counts.depth--;
      const fault = watch?.(counts);
      if (fault !== undefined) throw Object.assign(new Error(fault), { isLimit: true });
      return token;
    },
  });
  return { start: () => start };
}

/** An error of the parser, with what it expected when that was a token. */
interface SyntaxFault extends Error {
  hash?: { expected: string[] };
  isLimit?: boolean;
}

function faultOf({ message, hash, isLimit }: SyntaxFault, text: string, start: number): ParseFault {
  if (isLimit) return { message };
  const before = text.slice(0, start).split('\n');
  return {
    message: hash ? expectation(hash.expected, text, start) : message.replace(/^Unknown prefix: (.*)/s, prefixFault),
    line: before.length,
    column: (before.at(-1) as string).length + 1,
  };
}

const prefixFault = (_message: string, name: string): string => `the prefix ${name.slice(0, 100)}: is not declared`;

/** What the parser expected; where that is much, only what it did not expect. */
function expectation(expected: string[], text: string, start: number): string {
  if (expected.length > 0 && expected.length <= 6)
    return `expected ${expected.map((one) => one.slice(1, -1)).join(' ')}`;
  const [found] = /^(?:\w{1,100}|.)/su.exec(text.slice(start, start + 100)) ?? [];
  return found === undefined ? 'expected more, and the query ends' : `expected something other than ${found}`;
}
