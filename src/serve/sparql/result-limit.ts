import { type ReadQuery, upper } from './read-query.js';

/**
 * A SELECT that gives so many rows at most: its own LIMIT, where that is not smaller, is taken down, and where there is none
 * one is put behind everything but VALUES (SPARQL 1.1 Query Language, section 19.8, SolutionModifier and ValuesClause).
 */
export function withLimit(text: string, { tokens, depths }: ReadQuery, rows: number): string {
  const isTop = (i: number): boolean => depths[i] === 0;
  const own = tokens.findIndex((token, i) => isTop(i) && upper(token) === 'LIMIT');
  const count = tokens[own + 1];
  if (own >= 0 && count !== undefined) {
    if (!/^\d+$/.test(count.text) || Number(count.text) <= rows) return text;
    return text.slice(0, count.start) + rows + text.slice(count.start + count.text.length);
  }
  const values = tokens.findLastIndex((token, i) => isTop(i) && upper(token) === 'VALUES');
  const last = tokens[(values < 0 ? tokens.length : values) - 1];
  if (last === undefined) return text;
  const end = last.start + last.text.length;
  return `${text.slice(0, end)} LIMIT ${rows} ${text.slice(end)}`;
}

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
function countRecords(answer: string): number {
  let [count, isQuoted] = [0, false];
  for (let at = 0; at < answer.length; at++) {
    const character = answer.charCodeAt(at);
    if (character === 0x22) isQuoted = !isQuoted;
    else if (character === 0x0a && !isQuoted) count++;
  }
  return count;
}

/** The objects in "bindings" (SPARQL 1.1 Query Results JSON Format, section 3.2.1): the third level. */
function countBindings(answer: string): number {
  let [count, depth] = [0, 0];
  for (let at = 0; at < answer.length; at++) {
    const character = answer.charCodeAt(at);
    if (character === 0x22) at = endOfJsonString(answer, at);
    else if (character === 0x7d) depth--;
    else if (character === 0x7b && ++depth === 3) count++;
  }
  return count;
}

function endOfJsonString(answer: string, opened: number): number {
  for (let at = opened + 1; ; at++) {
    const character = answer.charCodeAt(at);
    if (character === 0x5c) at++;
    else if (character === 0x22 || at >= answer.length) return at;
  }
}

/** N-Triples, but so many statements at most. */
export function firstStatements(ntriples: string, most: number): { text: string; truncated: boolean } {
  let end = 0;
  for (let i = 0; i < most && end < ntriples.length; i++) end = ntriples.indexOf('\n', end) + 1 || ntriples.length;
  return { text: ntriples.slice(0, end), truncated: end < ntriples.length };
}
