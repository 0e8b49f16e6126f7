/**
 * Normalizes a text for comparison: no capitals, accents, vowel signs or variants of Arabic letters, and only the digits
 * 0-9: "Éradiquer" → "eradiquer", "الإتجار" → "الاتجار", "١٦٫٢" → "16.2".
 */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}\u0640]/gu, '')
    .toLowerCase()
    .replace(/[æœøłıßةىٱ٫]/g, (letter) => sameAs[letter] ?? letter)
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15));

const sameAs: Record<string, string> = {
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  ı: 'i',
  ß: 'ss',
  ة: 'ه',
  ى: 'ي',
  ٱ: 'ا',
  '٫': '.',
};

const runs = /\p{Script=Han}+|[^\P{L}\p{Script=Han}]+|\p{N}+(?:[.,]\p{N}+)*/gu;
const isHan = /^\p{Script=Han}/u;

/** Splits a text into words for the index. A search finds them by their beginnings. */
export const wordsToFind = (text: string): string[] =>
  (fold(text).match(runs) ?? []).flatMap((run) => {
    if (isHan.test(run)) return hanWords(run).flatMap(endsOf);
    const bare = withoutArticle(run);
    return bare === run ? [run] : [run, bare];
  });

/** Splits a query into words without endings: "workers" and "работа" match all forms. */
export const wordsOfQuery = (text: string): string[] =>
  (fold(text).match(runs) ?? []).flatMap((run) =>
    isHan.test(run) ? hanWords(run) : [withoutArticle(run).replace(endings, '')],
  );

/** Splits a Chinese word into characters, for queries that are segmented differently from the text. */
export const looser = (word: string): string[] => (isHan.test(word) ? [...word] : [word]);

const segmenter = 'Segmenter' in Intl ? new Intl.Segmenter('zh', { granularity: 'word' }) : undefined;

/** Splits Chinese, which has no spaces: "贩运人口" → "贩运", "人口", or single characters without a segmenter. */
const hanWords = (run: string): string[] =>
  segmenter ? Array.from(segmenter.segment(run), ({ segment }) => segment) : [...run];

/** Returns all ends of a word, so that a search finds its parts: "难民营" → also "民营", "营". */
const endsOf = (word: string): string[] => Array.from(word, (_, i) => [...word].slice(i).join(''));

/** Removes the Arabic article with its prefixes: "الاتجار", "بالاتجار", "للاتجار" → "اتجار". Short words keep it. */
const withoutArticle = (word: string): string => word.replace(/^(?:[وبكف]?ال|لل)(?=\p{L}{3})/u, '');

/** Common endings of number and case, after at least 3 letters. */
const endings = new RegExp(
  `(?<=\\p{L}{3})(?:${[
    '(?<=\\p{L}{4})s',
    'ون|ين|ات|ان|يه|ه',
    'ями|ами|ьми|ого|его|ому|ему|ыми|ими|иями|еи|ои|ии|ыи|ая|яя|ое|ее|ые|ие|ых|их|ам|ям|ах|ях|ов|ев|ом|ем|ую|юю|ия|ию|ием',
    '[аеиоуыьэюя]',
  ].join('|')})$`,
  'u',
);

/** Normalizes a code: "16.02.02" → "16.2.2", "C160202" → "c160202". */
export const codeKey = (code: string): string =>
  fold(code)
    .trim()
    .replace(/(?<![\p{L}\p{N}])0+(?=\p{N})/gu, '');

const codes = /(?<![\p{L}\p{N}])[a-z0-9]+(?:[._/-][a-z0-9]+)*(?![a-z0-9])/gu;

/**
 * Returns the parts of a query that can be codes, with the other words: "ISO 16.2.2" → "16.2.2" and "iso". The whole
 * query comes first. Letters can be attached to a number: "目标16.2", "ISO16".
 */
export function codesInQuery(query: string): { key: string; rest: string }[] {
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
