/**
 * What a bracket opens: a group or template, a blank node, a list or a path, a sub-query outside of its groups, rows of
 * VALUES, one of them, an expression.
 */
export type Opened = '{' | '[' | 'list' | 'sub-query' | 'rows' | 'row' | 'expression';

/** A terminal of SPARQL (SPARQL 1.1 Query Language, section 19.8). */
export interface Token {
  kind: 'word' | 'iri' | 'prefixed' | 'variable' | 'string' | 'number' | 'language' | 'sign';
  text: string; // as it stands there: "<a>", "?x", "SELECT", "||"
  start: number;
  inside: Opened | undefined; // the innermost bracket that is open before it
}
