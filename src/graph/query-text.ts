/** SPARQL without what may hold any word: comments, IRIs and strings. */
export const withoutTexts = (query: string): string =>
  query.replace(/<[^<>\s]*>|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|#.*/g, ' ');

/** What kind of query it is: the first of the four words outside prologue and texts; undefined for anything else. */
export function formOf(query: string): 'SELECT' | 'ASK' | 'CONSTRUCT' | 'DESCRIBE' | undefined {
  const bare = withoutTexts(query).replace(/PREFIX\s+[\w-]*:/gi, ' ');
  return /\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b/i.exec(bare)?.[1]?.toUpperCase() as ReturnType<typeof formOf>;
}
