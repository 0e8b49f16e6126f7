import data from './text-language.json' with { type: 'json' };

/** The scripts of languages, from the tables of the platform (CLDR), and texts in another script. */

const writtenWith: Record<string, string[]> = data.writtenWith;
const scripts: Record<string, { name: string; letters: string }> = data.scripts;
const inSeveral = new Set(data.severalScripts);

/** Returns the script of a language ("ru" → "Cyrl"), or undefined if it is unknown or if the language has several. */
export function scriptOf(tag: string): string | undefined {
  const lang = tag.split('-')[0]?.toLowerCase() ?? '';
  if (inSeveral.has(lang) && !/-[a-z]{4}(?:-|$)/i.test(tag)) return undefined;
  try {
    const { script } = new Intl.Locale(tag).maximize();
    return script === undefined || !isKnown(script) ? undefined : script;
  } catch {
    return undefined;
  }
}

const partsOf = (script: string): string[] => writtenWith[script] ?? [script];
const isKnown = (script: string): boolean => partsOf(script).every((part) => part in scripts);

/** Returns the name of a script for a message: "Hans" → "Chinese". */
export const scriptName = (script: string): string => scripts[partsOf(script).at(-1) as string]?.name ?? script;

const classOf = (parts: string[]): RegExp => new RegExp(`[${parts.map((part) => scripts[part]?.letters).join('')}]`);

const letters = new Map(Object.keys(scripts).map((script) => [script, classOf([script])]));
const readers = new Map<string, { foreign: RegExp; own: RegExp }>();

/** Matches the letters of a script, and the letters of other scripts. */
function readerOf(script: string): { foreign: RegExp; own: RegExp } {
  const known = readers.get(script);
  if (known) return known;
  const parts = partsOf(script);
  const reader = { foreign: classOf(Object.keys(scripts).filter((one) => !parts.includes(one))), own: classOf(parts) };
  readers.set(script, reader);
  return reader;
}

/** True if a text has a letter of another script. */
export const hasForeign = (text: string, script: string): boolean => readerOf(script).foreign.test(text);

/** A text in another script. */
export interface ScriptFault {
  script: string; // "Latn"
  isCertain: boolean; // a sentence, not a name
}

/** Finds the script of a text that is not in the script of its language. Names and acronyms can be in other scripts. */
export function scriptFault(text: string, script: string): ScriptFault | undefined {
  const { foreign, own } = readerOf(script);
  const words = (text.match(/[\p{L}\p{M}’'-]+/gu) ?? []).filter((word) => !isAcronym(word));
  const others = words.filter((word) => !own.test(word));
  const size = (list: string[]): number => list.reduce((sum, word) => sum + word.length, 0);
  const ownSize = (size(words) - size(others)) * (script.startsWith('Han') ? 3 : 1);
  const wrong = others.find((word) => foreign.test(word));
  if (wrong === undefined || size(others) < 2 || ownSize * 2 >= size(others)) return undefined;
  const [found] = [...letters].find(([, pattern]) => pattern.test(wrong)) ?? [];
  if (found === undefined) return undefined;
  const isName = others.every((word) => /^\p{Lu}/u.test(word)); // "Open Data Watch"
  return { script: found, isCertain: ownSize === 0 && size(others) >= (found === 'Hani' ? 4 : 12) && !isName };
}

const isAcronym = (word: string): boolean => word === word.toUpperCase() && word !== word.toLowerCase();

const [latin, cyrillic] = [scripts['Latn'], scripts['Cyrl']].map((script) => `[${script?.letters}]`);
const mixed = new RegExp(`${latin}${cyrillic}|${cyrillic}${latin}`);

/** Returns a word that mixes Latin and Cyrillic letters, which look alike: "Сoвет". */
export const mixedWord = (text: string): string | undefined =>
  text.split(/[^\p{L}\p{M}]+/u).find((word) => mixed.test(word));

/** True if two scripts share letters. */
export const isSameScript = (one: string, other: string): boolean =>
  partsOf(one).some((part) => partsOf(other).includes(part));
