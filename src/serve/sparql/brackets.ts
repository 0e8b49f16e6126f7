import type { Opened, Token } from './token.js';

/** The brackets that are open, while a query is read. */
export interface Brackets {
  /** The innermost one; undefined outside of all. */
  inside(): Opened | undefined;
  /** Whether "<" is a sign here and begins no IRI: "?a<?b" in an expression, and not in "?a<p>?b". */
  isLessThan(): boolean;
  read(token: Token): void;
}

/** Follows a query token by token. Words that stand together are one token here and several to the engine: "SELECTDISTINCT". */
export function followBrackets(): Brackets {
  const open: Opened[] = [];
  let [before, last]: (Token | undefined)[] = [];
  let isValues = false; // what the next group holds is rows
  const inside = (): Opened | undefined => open.at(-1);
  return {
    inside,
    isLessThan: () => inside() === 'expression' && isOperand(last),
    read: (token) => {
      const { kind, text } = token;
      if (kind === 'word') isValues = /VALUES$/i.test(text);
      if (kind === 'word' && /^SELECT/i.test(text) && inside() === '{') open[open.length - 1] = 'sub-query';
      if (kind === 'sign') {
        if (text === '{') open.push(isValues ? 'rows' : '{');
        else if (text === '[') open.push('[');
        else if (text === '(' && inside() === 'rows') open.push('row');
        else if (text === '(') open.push(isList(inside(), before, last) ? 'list' : 'expression');
        else if (/[})\]]/.test(text)) open.pop();
        if (/[{}]/.test(text)) isValues = false;
      }
      [before, last] = [last, token];
    },
  };
}

function isOperand(token: Token | undefined): boolean {
  if (token?.kind === 'sign') return token.text === ')';
  return token?.kind === 'word' ? /(?:TRUE|FALSE)$/i.test(token.text) : token !== undefined;
}

/** Whether a round bracket stands where a term or a path does, and not behind FILTER, BIND or the name of a function. */
function isList(inside: Opened | undefined, before: Token | undefined, last: Token | undefined): boolean {
  if (inside === 'list') return true;
  if (inside !== '{' && inside !== '[') return false;
  if (last?.kind === 'word') return /^(?:TRUE|FALSE)?A$/i.test(last.text);
  const isName = last?.kind === 'iri' || last?.kind === 'prefixed';
  return !(isName && before?.kind === 'word' && /FILTER$/i.test(before.text));
}
