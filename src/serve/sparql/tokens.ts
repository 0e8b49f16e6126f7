import { followBrackets } from './brackets.js';
import type { Token } from './token.js';

export type Scanned = { tokens: Token[] } | { fault: string; at: number };

const space = /[ \t\r\n]+/y;
const comment = /#[^\r\n]*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what an IRI must not hold
const iri = /<[^<>"{}|^`\\\u0000-\u0020]*(?:\\(?:u[\dA-Fa-f]{4}|U[\dA-Fa-f]{8})[^<>"{}|^`\\\u0000-\u0020]*)*>/y;
const variable = /[?$][\w\u00b7-\u{10ffff}]+/uy;
const language = /@[A-Za-z]+(?:-[A-Za-z\d]+)*/y;
const number = /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const nameRun = /[\w.\-\u00b7-\u{10ffff}]+/uy;
const word = /\w+/y;
const local = /(?:[\w.:\-\u00b7-\u{10ffff}]+|%[\dA-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])*/uy;
const sign = /\|\||&&|\^\^|[{}()[\].,;|/^*+\-!=<>&?$~]/y;

/** What a character can begin, most wanted first; the last of all is a sign. */
const simple: [Token['kind'], RegExp][] = [
  ['iri', iri],
  ['variable', variable],
  ['language', language],
  ['number', number],
];

/** A query of more words and signs is not read to its end. */
const mostTokens = 20_000;

/**
 * SPARQL cut into its terminals (SPARQL 1.1 Query Language, section 19.8), in one pass without going back, and with no more of
 * its grammar than the brackets: enough to count what a query holds before an engine sees it.
 */
export function scan(text: string): Scanned {
  const tokens: Token[] = [];
  const brackets = followBrackets();
  let noColonBefore = 0; // a run of name characters up to here is no prefix
  for (let at = 0; at < text.length; ) {
    const start = at;
    const blank = matchAt(space, text, at) ?? matchAt(comment, text, at);
    if (blank !== undefined) {
      at += blank.length;
      continue;
    }
    const isLessThan = text[at] === '<' && brackets.isLessThan();
    if (!isLessThan && text.startsWith('<<', at)) return { fault: 'triples in triples are not read here', at };
    const found = isLessThan
      ? ({ kind: 'sign', text: '<' } as Found)
      : (readString(text, at) ?? readSimple(text, at) ?? readName(text, at, noColonBefore));
    if (found === undefined) return { fault: 'there is a character that does not belong there', at };
    if ('fault' in found) return { ...found, at };
    if (tokens.length === mostTokens) return { fault: 'it holds more than 20,000 words and signs', at };
    if (found.runEnd !== undefined) noColonBefore = found.runEnd;
    const token: Token = { kind: found.kind, text: found.text, start, inside: brackets.inside() };
    tokens.push(token);
    brackets.read(token);
    at += found.text.length;
  }
  return { tokens };
}

type Found = { kind: Token['kind']; text: string; runEnd?: number };

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function readSimple(text: string, at: number): Found | undefined {
  if ('(){}[],;'.includes(text[at] as string)) return { kind: 'sign', text: text[at] as string };
  for (const [kind, pattern] of simple) {
    const found = matchAt(pattern, text, at);
    if (found !== undefined) return { kind, text: found };
  }
  return undefined;
}

/** A quoted text with its quotes; short ones end in their line. */
function readString(text: string, start: number): Found | { fault: string } | undefined {
  const quote = text[start];
  if (quote !== '"' && quote !== "'") return undefined;
  const isLong = text.startsWith(quote.repeat(3), start);
  const close = isLong ? quote.repeat(3) : quote;
  for (let at = start + close.length; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text.startsWith(close, at)) return { kind: 'string', text: text.slice(start, at + close.length) };
    else if (!isLong && (text[at] === '\n' || text[at] === '\r')) break;
  }
  return { fault: 'a text in quotes does not end' };
}

/** A prefixed name, a word of the language or a sign. */
function readName(text: string, at: number, noColonBefore: number): Found | undefined {
  const run = at < noColonBefore || /[\d.-]/.test(text[at] as string) ? undefined : matchAt(nameRun, text, at);
  const colon = at + (run?.length ?? 0);
  if (text[colon] === ':' && at >= noColonBefore) {
    const name = text.slice(at, colon + 1) + (matchAt(local, text, colon + 1) ?? '');
    return { kind: 'prefixed', text: name.replace(/(?<!\.)\.+$/, '') };
  }
  const runEnd = Math.max(colon, noColonBefore);
  const found = matchAt(word, text, at);
  if (found !== undefined) return { kind: 'word', text: found, runEnd };
  const mark = matchAt(sign, text, at);
  return mark === undefined ? undefined : { kind: 'sign', text: mark, runEnd };
}
