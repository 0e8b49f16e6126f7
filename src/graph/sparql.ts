import { LRUCache } from 'lru-cache';
import type { Expression, OperationExpression, Query } from 'sparqljs';
import sparqljs from '#sparqljs';
import type { QueryFault } from './query-file.js';

/** SPARQL 1.1 syntax: the only file that parses queries, and writes them from their trees. */

export type QueryForm = Query['queryType'];

/** A query with valid syntax and absolute IRIs. */
export interface ParsedQuery {
  form: QueryForm;
  tree: Query;
  dataset: NamedDataset | undefined; // FROM and FROM NAMED
}

/** Graphs that a query or a request names, as IRIs (SPARQL 1.1 Query Language, section 13.2). */
export interface NamedDataset {
  defaultGraphs: string[];
  namedGraphs: string[];
}

/** Counts of the tokens that the parser has read. */
export interface TokenCounts {
  tokens: number; // words and symbols
  depth: number; // of open brackets
  outside: number; // tokens outside all brackets
  longest: number; // characters of the longest token
}

/** Reason why a text is not a query: a syntax error with its position, or an update. */
export type ParseFault = QueryFault & { isUpdate?: boolean };

interface ParseOptions {
  base?: string; // for relative IRIs
  prefixes?: Record<string, string>; // predeclared prefixes
  watch?: (counts: TokenCounts) => string | undefined; // called at each token; a returned message stops the parser
}

const parsed = new LRUCache<string, ReturnType<typeof parseQuery>>({ max: 500 });

/** Parses a query of the project once, because a check and its repetitions need it several times. */
export function parseOnce(text: string, base: string): ReturnType<typeof parseQuery> {
  const key = `${base} ${text}`;
  const found = parsed.get(key) ?? parseQuery(text, { base });
  parsed.set(key, found);
  return found;
}

/** Parses a query. The parser keeps its stack in an array, so that queries cannot overflow the call stack. */
export function parseQuery(text: string, { base, prefixes, watch }: ParseOptions): ParsedQuery | { fault: ParseFault } {
  const parser = new sparqljs.Parser({ baseIRI: base, prefixes, skipUngroupedVariableCheck: true });
  const lexer = watchTokens(parser, watch);
  try {
    const tree = parser.parse(text);
    if (tree.type === 'update') return { fault: { message: 'This is an update, not a query', isUpdate: true } };
    if (tree.type === undefined) throw Object.assign(new Error(), { hash: { expected: [] } }); // only a prologue, or empty
    for (const node of nodesOf(tree)) correctForGenerator(node);
    return { form: tree.queryType, tree, dataset: datasetOf(tree) };
  } catch (error) {
    return { fault: faultOf(error as SyntaxFault, text, lexer.start()) };
  }
}

/** Writes a query without prefixes, so that the engine runs what was parsed. Limits a SELECT to `rows` rows. */
export function queryText({ tree }: ParsedQuery, rows = Number.POSITIVE_INFINITY): string {
  const most = tree.queryType === 'SELECT' ? Math.min(tree.limit ?? rows, rows) : Number.POSITIVE_INFINITY;
  return new sparqljs.Generator().stringify({ ...tree, prefixes: {}, ...(Number.isFinite(most) && { limit: most }) });
}

/** Returns the columns of a SELECT and an ASK for whether it has rows; undefined if only its answer can tell. */
export function briefOf({ tree, dataset }: ParsedQuery): { columns: string[]; ask: string } | undefined {
  if (tree.queryType !== 'SELECT' || dataset || tree.group || tree.having || tree.limit === 0 || tree.offset)
    return undefined;
  const { order: _order, limit: _limit, variables, ...rest } = tree;
  const columns = variables.map((one) => ('variable' in one ? one.variable.value : (one as { value: string }).value));
  const isPlain =
    !columns.includes('*') && ![...nodesOf({ variables } as never)].some(({ type }) => type === 'aggregate');
  if (!isPlain) return undefined;
  return { columns, ask: new sparqljs.Generator().stringify({ ...rest, queryType: 'ASK', prefixes: {} } as never) };
}

/** Node of a syntax tree: a query, pattern, expression or path, or an untyped part of one. */
export interface TreeNode {
  type?: string; // "bgp", "operation"
  operator?: string; // of an operation: "||", "regex"
  [part: string]: unknown;
}

/** Yields every node of a tree except its terms, in no particular order. */
export function* nodesOf(tree: Query): Generator<TreeNode> {
  const waiting: unknown[] = [tree];
  while (waiting.length > 0) {
    const node = waiting.pop() as TreeNode;
    if (!Array.isArray(node)) yield node;
    for (const part of Object.values(node))
      if (typeof part === 'object' && part !== null && !('termType' in part)) waiting.push(part);
  }
}

/** Adds brackets that sparqljs omits: around several HAVING conditions, and around an operation before IN. */
function correctForGenerator(node: TreeNode): void {
  const { having, operator, args } = node as Partial<OperationExpression> & { having?: Expression[] };
  if (having) node['having'] = [having.reduce((left, right) => operation('&&', left, right))];
  const [operand] = args ?? [];
  if (/^(?:not)?in$/.test(operator ?? '') && operand && 'operator' in operand)
    args?.splice(0, 1, operation('coalesce', operand)); // with one operand, COALESCE returns the same value or the same error
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

/** The lexer inside the parser (jison), which is missing in its types. */
interface Lexer {
  next(): unknown; // a token, or undefined for spaces and comments
  yytext: string; // text of the token
  matched: string; // all text up to the end of the token
}

/** Makes a parser count its tokens. `start` returns the offset of the last one. */
function watchTokens(parser: object, watch: ParseOptions['watch']): { start(): number } {
  const counts: TokenCounts = { tokens: 0, depth: 0, outside: 0, longest: 0 };
  let start = 0;
  const holder = parser as { lexer: Lexer };
  holder.lexer = Object.assign(Object.create(holder.lexer), {
    // Replaces the method of jison, which calls itself at each comment.
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

/** Parser error with the expected tokens. */
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

const prefixFault = (_message: string, name: string): string => `Undeclared prefix "${name.slice(0, 100)}:"`;

/** Lists the expected tokens, or only the unexpected one if the list is long. */
function expectation(expected: string[], text: string, start: number): string {
  if (expected.length > 0 && expected.length <= 6)
    return `Expected ${expected.map((one) => one.slice(1, -1)).join(' ')}`;
  const [found] = /^(?:\w{1,100}|.)/su.exec(text.slice(start, start + 100)) ?? [];
  return found === undefined ? 'Unexpected end of the query' : `Unexpected "${found}"`;
}
