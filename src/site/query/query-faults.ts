import { nearest } from '../../text/nearest.js';
import { maskedQuery } from './query-columns.js';
import { keywords, type Prefixes } from './query-text.js';
import tokenNames from './token-names.json' with { type: 'json' };

/** Why a query cannot be run. `from` and `to`: the place in the text, to underline. */
export interface Fault {
  kind: 'unknownPrefix' | 'unknownWord' | 'unclosed' | 'unopened' | 'unclosedText' | 'ungrouped' | 'unexpected' | 'end';
  from: number;
  to: number;
  found: string;
  meant?: string | undefined; // a known prefix or word
  expected?: string[]; // signs, words, or the names of kinds of tokens, such as "variable"
  isDotMissing?: boolean;
}

/** An error of the parser (sparqljs): the token, and the place of the token before. */
interface ParserError extends Error {
  hash?: { text: string; token: string; expected?: string[]; loc: { last_line: number; last_column: number } };
}

/** Parses a query, or throws. */
export type Parse = (query: string) => unknown;

/** Explains why a query cannot be parsed; undefined if no fault is found. */
export function faultIn(query: string, prefixes: Prefixes, parse: Parse): Fault | undefined {
  const text = maskedQuery(query);
  return unclosedText(text) ?? unknownPrefix(text, query, prefixes) ?? brackets(text) ?? byParser(query, text, parse);
}

/** A quotation mark that is left after strings were masked opens a text that never ends. */
function unclosedText(text: string): Fault | undefined {
  const from = text.search(/["']/);
  if (from < 0) return undefined;
  const end = text.indexOf('\n', from);
  return { kind: 'unclosedText', from, to: end < 0 ? text.length : end, found: text[from] as string };
}

function unknownPrefix(text: string, query: string, prefixes: Prefixes): Fault | undefined {
  const declared = [...text.matchAll(/\bPREFIX\s+([\w.-]*):/gi)].map(([, name]) => name as string);
  for (const { 0: whole, 1: name = '', index } of text.matchAll(/(?<![\w?$:@.-])([A-Za-z][\w.-]*)?:[\w.-]*/g)) {
    if (declared.includes(name) || isDeclaration(text, index)) continue;
    const meant = nearest(name, [...declared, ...Object.keys(prefixes)]);
    return {
      kind: 'unknownPrefix',
      from: index,
      to: index + name.length + 1,
      found: query.slice(index, index + whole.length).split(':')[0] ?? '',
      meant,
    };
  }
  return undefined;
}

const isDeclaration = (text: string, at: number): boolean => /\bPREFIX\s+$/i.test(text.slice(0, at));

const closing: Record<string, string> = { '{': '}', '(': ')', '[': ']' };

/** The first bracket without its other half. A closing bracket that does not fit shows that an opening one is open. */
function brackets(text: string): Fault | undefined {
  const open: { sign: string; at: number }[] = [];
  for (const { 0: sign, index: at } of text.matchAll(/[{}()[\]]/g)) {
    if (sign in closing) open.push({ sign, at });
    else {
      const last = open.pop();
      if (!last) return { kind: 'unopened', from: at, to: at + 1, found: sign };
      if (closing[last.sign] !== sign) return { kind: 'unclosed', from: last.at, to: last.at + 1, found: last.sign };
    }
  }
  const last = open.at(-1);
  return last && { kind: 'unclosed', from: last.at, to: last.at + 1, found: last.sign };
}

function byParser(query: string, text: string, parse: Parse): Fault | undefined {
  try {
    parse(query);
    return undefined;
  } catch (error) {
    const { message, hash } = error as ParserError;
    const [, variable] = /ungrouped variable \(\?(\w+)\)/.exec(message) ?? [];
    if (variable !== undefined) return ungrouped(text, variable);
    return hash && unexpected(query, text, hash);
  }
}

function ungrouped(text: string, variable: string): Fault {
  const from = Math.max(0, text.search(new RegExp(`[?$]${variable}\\b`)));
  return { kind: 'ungrouped', from, to: from + variable.length + 1, found: `?${variable}` };
}

/** The token that the parser does not accept. The parser reports the place of the token before. */
function unexpected(query: string, text: string, hash: NonNullable<ParserError['hash']>): Fault {
  const { last_line, last_column } = hash.loc;
  const start = startOfLine(query, last_line) + last_column;
  const expected = readable(hash.expected ?? []);
  if (hash.token === 'EOF') {
    const to = query.trimEnd().length;
    return { kind: 'end', from: Math.max(0, to - 1), to, found: '', expected };
  }
  const found = Math.max(query.indexOf(hash.text, start), 0);
  const [word = hash.text] = /^[?$]?[\w:.-]+|^\S/.exec(query.slice(found)) ?? [];
  const place = { from: found, to: found + Math.max(word.length, 1), found: word };
  if (hash.token === 'INVALID' && /^[A-Za-z]+$/.test(word))
    return { kind: 'unknownWord', ...place, meant: nearest(word.toUpperCase(), keywords) };
  const isName = /^(?:VAR|IRIREF|PNAME_LN|PNAME_NS)$/.test(hash.token);
  const isDotMissing = isName && (hash.expected ?? []).includes("'.'") && /\S\s+$/.test(text.slice(0, found));
  return { kind: 'unexpected', ...place, expected, isDotMissing };
}

function startOfLine(query: string, line: number): number {
  let at = 0;
  for (let i = 1; i < line; i++) at = query.indexOf('\n', at) + 1;
  return at;
}

const mostExpected = 6;

/** The expected tokens by their readable names, at most some. */
function readable(tokens: readonly string[]): string[] {
  const known = new Map(Object.entries(tokenNames));
  const given = new Set(tokens.map((token) => token.replace(/^'|'$/g, '')));
  const names = new Set([...known].flatMap(([token, name]) => (given.has(token) ? name : [])));
  return [...names].slice(0, mostExpected);
}

/** The line and column of a position, from 1. */
export function placeOf(query: string, at: number): { line: number; column: number } {
  const before = query.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
