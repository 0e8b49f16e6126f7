import { conflictProblems, type Problem, problemOf } from '../problem.js';
import { namespaces } from '../rdf/iri.js';
import { didYouMean } from '../text/nearest.js';
import texts from './messages.json' with { type: 'json' };
import { type QueryFault, type QueryFile, QueryStopped, readFault } from './query-file.js';
import { parseQuery } from './sparql.js';

/** Returns the problem of a query that threw an error. A query with a wrong syntax is read again, to find the place. */
export function failedQuery(query: QueryFile, error: unknown): Problem {
  if (error instanceof QueryStopped)
    return { ...problemOf(texts[error.reason], { file: query.file }, { name: query.name }), rule: query.file };
  const parsed = parseQuery(query.text, { base: 'https://example.org/' });
  const fault = 'fault' in parsed ? explained(parsed.fault, query.text) : readFault((error as Error).message);
  return brokenQuery(query, fault);
}

/** Returns the problem of a query that cannot be run. */
export function brokenQuery({ name, file, text }: QueryFile, fault: QueryFault | string): Problem {
  const { message, line, column } = typeof fault === 'string' ? { message: fault } : fault;
  const where = { file, ...(line !== undefined && { row: line }), ...(column !== undefined && { character: column }) };
  return {
    ...problemOf(texts.broken, where, { name, fault: message }),
    ...conflictProblems(text, file)[0],
    rule: file,
  };
}

/** Requirements of a folder for its queries: keys of the header, and the form. */
export interface Required {
  keys: string[];
  optional?: string[]; // other keys
  form?: 'SELECT' | 'CONSTRUCT';
  one?: Record<string, string[]>; // the values that a key can have
}

/** Returns the problem of a query that does not fit its folder, before it runs. */
export function unfitQuery(query: QueryFile, { keys, optional = [], form, one = {} }: Required): Problem | undefined {
  const { header, text } = query;
  const isAbsent = (key: string): boolean => header[key] === undefined;
  const missing = keys.filter(isAbsent);
  const absent = [...keys, ...optional].filter(isAbsent);
  const others = Object.keys(header).filter((key) => ![...keys, ...optional].includes(key));
  const misspelt = others.filter((key) => didYouMean(key, absent) !== '');
  if (missing.length > 0 || misspelt.length > 0) {
    const guesses = misspelt.map((key) => `"${key}"${didYouMean(key, absent)}`);
    const lacks = missing.length > 0 ? [`its header has no ${missing.join(', ')}`] : ['its header has an unknown key'];
    const message = [...lacks, ...guesses].join('. It has ');
    return brokenQuery(
      query,
      misspelt[0] === undefined ? message : { message, line: lineOf(text, `# ${misspelt[0]}:`) },
    );
  }
  for (const [key, allowed] of Object.entries(one)) {
    const value = header[key] as string;
    const message = `its ${key} must be one of ${allowed.join(', ')}, not "${value}"${didYouMean(value, allowed)}`;
    if (!allowed.includes(value)) return brokenQuery(query, { message, line: lineOf(text, `# ${key}:`) });
  }
  const found = formOf(text);
  const isOther = form !== undefined && found !== undefined && found !== form;
  if (!isOther) return undefined;
  return brokenQuery(query, { message: `it must be a ${form} query, not ${found}`, ...placeOfWord(text, found) });
}

/** Returns the first word of a query, in capitals: "SELECT". */
export const formOf = (text: string): string | undefined =>
  /\b(?:SELECT|CONSTRUCT|ASK|DESCRIBE|INSERT|DELETE|LOAD|CLEAR|DROP)\b/i.exec(masked(text))?.[0].toUpperCase();

/** Returns the faults of a SELECT query that only its columns show: variables without values, and unknown ones in its message. */
export function columnFaults(query: QueryFile, columns: string[]): Problem[] {
  const { header, text } = query;
  const code = masked(text);
  const namesItsColumns = !/\bSELECT\s+(?:DISTINCT\s+|REDUCED\s+)?\*/i.test(code);
  const unbound = columns.filter((name) => {
    const [first, ...more] = code.matchAll(new RegExp(`(\\bAS\\s+)?[?$]${name}(?!\\w)`, 'gi'));
    return namesItsColumns && more.length === 0 && first?.[1] === undefined;
  });
  const variables = new Set(code.match(/[?$]\w+/g)?.map((one) => one.slice(1)));
  for (const name of columns) variables.delete(name);
  const unknown = [...(header['message'] ?? '').matchAll(/\{(\w+)\}/g)].flatMap(([, name = '']) =>
    columns.includes(name) ? [] : [name],
  );
  return [
    ...unbound.map((name) => ({
      message: `no pattern gives ?${name} a value${didYouMean(name, variables)}`,
      line: lineOf(code, `?${name}`),
    })),
    ...[...new Set(unknown)].map((name) => ({
      message: `its message contains {${name}}, but it does not select ?${name}${didYouMean(name, columns)}`,
      line: lineOf(text, `{${name}}`),
    })),
  ].map((fault) => brokenQuery(query, fault));
}

/** Explains a fault of a query by its brackets and prefixes if these are wrong. */
export function explained(fault: QueryFault, text: string): QueryFault {
  const code = masked(text);
  const [, prefix] = /^Undeclared prefix "(.*):"$/.exec(fault.message) ?? [];
  if (prefix !== undefined) {
    const declared = [...code.matchAll(/\bPREFIX\s+([\w.-]*):/gi)].map(([, name = '']) => name);
    const known = Object.hasOwn(namespaces, prefix) ? namespaces[prefix as keyof typeof namespaces] : undefined;
    const remedy = known === undefined ? didYouMean(prefix, declared) : `. Add PREFIX ${prefix}: <${known}>`;
    return { message: fault.message + remedy, ...placeOf(text, code.indexOf(`${prefix}:`)) };
  }
  const rest = code
    .split('\n')
    .slice((fault.line ?? 1) - 1)
    .join('\n')
    .slice((fault.column ?? 1) - 1);
  const bracket = /^(?:[)\]}]|\s*$|(?:WHERE|GROUP|HAVING|ORDER|LIMIT|OFFSET)\b)/i.test(rest)
    ? bracketFault(code)
    : undefined; // otherwise the parser stopped at its cause
  return bracket ? { message: bracket.message, ...placeOf(text, bracket.at) } : fault;
}

const opens: Record<string, string> = { ')': '(', '}': '{', ']': '[' };

function bracketFault(code: string): { message: string; at: number } | undefined {
  const open: { bracket: string; at: number }[] = [];
  for (const { 0: bracket, index } of code.matchAll(/[(){}[\]]/g)) {
    const last = open.at(-1);
    if (!(bracket in opens)) open.push({ bracket, at: index });
    else if (last === undefined) return { message: `"${bracket}" closes nothing`, at: index };
    else if (last.bracket === opens[bracket]) open.pop();
    else break;
  }
  const last = open.at(-1);
  return last && { message: `"${last.bracket}" is never closed`, at: last.at };
}

/** Replaces comments, strings and IRIs with spaces of the same length. */
export const masked = (text: string): string =>
  text.replace(
    /"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>"{}|^`\\\s]*>|#.*/g,
    (part) => (part.includes('\n') ? part.replace(/[^\n]/g, ' ') : ' '.repeat(part.length)),
  );

function placeOf(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

/** Returns the place of a keyword of a query. */
export const placeOfWord = (text: string, word: string): { line: number; column: number } =>
  placeOf(text, Math.max(0, masked(text).search(new RegExp(`\\b${word}\\b`, 'i'))));

/** Returns the line of a text in a query, such as the start of a header. */
export const lineOf = (text: string, part: string): number => placeOf(text, Math.max(0, text.indexOf(part))).line;
