import type { Answer } from './answer.js';

/** The query with spaces in place of comments, strings and IRIs, so that positions stay the same. */
export const maskedQuery = (query: string): string =>
  query.replace(
    /<[^<>\s"{}|^`\\]*>|"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*/g,
    (found) => found.replace(/[^\n]/g, ' '),
  );

/** Puts the columns of SELECT * in the order in which the query names its variables; engines sort them by name. */
export function withColumnsAsWritten(answer: Answer, query: string): Answer {
  if (answer.form !== 'rows') return answer;
  const text = maskedQuery(query);
  const [, selected] = /\bSELECT\s+(?:(?:DISTINCT|REDUCED)\b\s*)?(\*|\S)/i.exec(text) ?? [];
  if (selected !== '*') return answer;
  const written = [...new Set([...text.matchAll(/[?$](\w+)/g)].map(([, name]) => name as string))];
  const placeOf = (name: string): number => (written.includes(name) ? written.indexOf(name) : written.length);
  const order = [...answer.columns.keys()].sort(
    (a, b) => placeOf(answer.columns[a] as string) - placeOf(answer.columns[b] as string),
  );
  const columns = order.map((i) => answer.columns[i] as string);
  return { ...answer, columns, rows: answer.rows.map((row) => order.map((i) => row[i])) };
}

/** The columns whose variables appear only once in a query: after SELECT, and not in its pattern. */
export const columnsWithoutPattern = (columns: readonly string[], query: string): string[] => {
  const named = [...maskedQuery(query).matchAll(/[?$](\w+)/g)].map(([, name]) => name);
  return columns.filter((column) => named.filter((name) => name === column).length === 1);
};
