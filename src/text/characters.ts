import characterNames from './character-names.json' with { type: 'json' };

/** Invisible characters, look-alikes, names of characters, and positions where a text can be cut. */

const space = String.raw`[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]`;
const ends = new RegExp(`^${space}+|${space}(?<!${space}{2})${space}*$`, 'g'); // the lookbehind: linear for long runs

/** Trims spaces. Keeps a leading tab or line end, because it can be an attack that must be reported. */
export const trimEnds = (text: string): string => text.replace(ends, '');

// Joiners are needed in Arabic and Indic scripts and in emoji, so labels can contain them.
const joinerAtWork =
  /(?<=\p{Script=Arabic}|\p{Script=Devanagari}|\p{Script=Bengali}|\p{Script=Tamil}|\p{Script=Sinhala}|\p{Extended_Pictographic}|\ufe0f)(?:\u200c|\u200d)/gu;
const invisible = /[\u00ad\u115f\u1160\u180e\u200b\u2060-\u2064\u3164\uffa0]|\u034f|\u17b4|\u17b5|\u200c|\u200d/u;
const marks = /[\u061c\u200e\u200f]/u; // needed in labels that mix Arabic and Latin; in a code they only hide
const overrides = /[\u202a-\u202e\u2066-\u2069]/u;

/** Returns the first invisible character, such as a zero-width space. In a key this includes direction marks. */
export function invisibleCharacter(text: string, isKey: boolean): string | undefined {
  const unseen = invisible.exec(text)?.[0];
  if (isKey) return unseen ?? marks.exec(text)?.[0];
  return unseen && invisible.exec(text.replace(joinerAtWork, ''))?.[0];
}

/** Returns the first character that overrides the direction of text. */
export const directionOverride = (text: string): string | undefined => overrides.exec(text)?.[0];

/** Removes characters that override the direction of text. */
export const withoutOverrides = (text: string): string => text.replace(new RegExp(overrides, 'gu'), '');

/** True if every embedding, override and isolate is closed by its own kind (Unicode Standard Annex 9, X1–X8). */
export function isBalanced(text: string): boolean {
  const open: string[] = [];
  for (const character of text) {
    if (/[\u202a\u202b\u202d\u202e]/.test(character)) open.push('\u202c');
    else if (/[\u2066-\u2068]/.test(character)) open.push('\u2069');
    else if (/[\u202c\u2069]/.test(character) && open.pop() !== character) return false;
  }
  return open.length === 0;
}

const names: Record<string, string> = characterNames;

/** Returns "zero-width space (U+200B)", or only the code point. */
export const nameOf = (character: string): string =>
  character in names ? `${names[character]} (${codePoint(character)})` : codePoint(character);

/** "U+200B". */
const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

const alike: Record<string, string> = {
  ...pairs('АВЕЅІЈКМНОРСТУХаеѕіјорсухԁԛԝ', 'ABESIJKMHOPCTYXaesijopcyxdqw'),
  ...pairs('ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοιν', 'ABEZHIKMNOPTYXoiv'),
  ...pairs('‘’‚‛“”„‐‑‒–—−．。', `''''"""------..`),
  ...Object.fromEntries(Array.from('٠١٢٣٤٥٦٧٨٩', (digit, i) => [digit, String(i)])),
};

function pairs(strange: string, plain: string): Record<string, string> {
  return Object.fromEntries(Array.from(strange, (character, i) => [character, plain[i] as string]));
}

const scripts = ['Cyrillic', 'Greek', 'Arabic', 'Latin', 'Han', 'Hebrew', 'Armenian'];

/** Replaces look-alike characters by plain ones: Cyrillic "а" by "a", "１" by "1", "–" by "-". */
export const plainLookAlike = (text: string): string =>
  Array.from(text.normalize('NFKC'), (character) => alike[character] ?? character).join('');

/** Describes the first character outside ASCII: `“а” (U+0430, Cyrillic), which looks like “a”`. */
export function strangeCharacter(text: string): string | undefined {
  const strange = Array.from(text).find((character) => character > '~');
  if (strange === undefined) return undefined;
  const script = scripts.find((name) => new RegExp(`\\p{Script=${name}}`, 'u').test(strange));
  const plain = plainLookAlike(strange);
  const likeness = plain === strange ? '' : `, which looks like “${plain}”`;
  return `“${strange}” (${[codePoint(strange), script].filter(Boolean).join(', ')})${likeness}`;
}

/** Positions where a text can be cut without splitting a user-perceived character, such as an emoji. */

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

const longest = 64; // units; only surrogates are kept together in longer clusters of accents

/** Returns the character that contains a position, or an empty range before it. */
function around(text: string, at: number): { start: number; end: number } {
  const { index = at, segment = '' } = graphemes.segment(text).containing(at) ?? {};
  if (segment.length <= longest) return { start: index, end: index === at ? at : index + segment.length };
  const isInPair = /[\udc00-\udfff]/.test(text.charAt(at)) && /[\ud800-\udbff]/.test(text.charAt(at - 1));
  return isInPair ? { start: at - 1, end: at + 1 } : { start: at, end: at };
}

/** Returns the last boundary at or before `at`. */
export const boundaryBefore = (text: string, at: number): number =>
  at <= 0 ? 0 : at >= text.length ? text.length : around(text, at).start;

/** Returns the first boundary at or after `at`. */
export const boundaryAfter = (text: string, at: number): number =>
  at <= 0 ? 0 : at >= text.length ? text.length : around(text, at).end;
