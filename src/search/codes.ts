import { fold } from './tokens.js';

/** A code without what is written differently from place to place: "16.02.02" → "16.2.2", "C160202" → "c160202". */
export const codeKey = (code: string): string =>
  fold(code)
    .trim()
    .replace(/(?<![\p{L}\p{N}])0+(?=\p{N})/gu, '');

/** A part of a query that may be a code, and the words around it: "SDG 16.2.2" → "16.2.2" and "sdg". */
export interface CodeInQuery {
  key: string;
  rest: string;
}

const codes = /(?<![\p{L}\p{N}])[a-z0-9]+(?:[._/-][a-z0-9]+)*(?![a-z0-9])/gu;

/** Every part of a query that may be a code, the whole query first. Letters may stick to a number: "目标16.2", "SDG16". */
export function codesInQuery(query: string): CodeInQuery[] {
  const text = fold(query)
    .trim()
    .replace(/(?<=\P{ASCII})(?=[a-z0-9])/gu, ' ');
  const parts = [...text.matchAll(codes)].flatMap(({ 0: part, index }) => {
    const [before, after] = [text.slice(0, index), text.slice(index + part.length)];
    const [, letters, number] = /^([a-z]{2,})([0-9].*)$/.exec(part) ?? [];
    const whole = { key: codeKey(part), rest: `${before} ${after}`.trim() };
    if (letters === undefined || number === undefined) return [whole];
    return [whole, { key: codeKey(number), rest: `${before} ${letters} ${after}`.trim() }];
  });
  const isWhole = parts.some(({ rest }) => rest === '');
  return isWhole || text === '' ? parts : [{ key: codeKey(text), rest: '' }, ...parts];
}
