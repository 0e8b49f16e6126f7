import numberMarks from './number-marks.json' with { type: 'json' };

/** Languages by their BCP 47 tags. Tags are compared without case. */

/** The language of messages, changes and other texts of the program for stewards and developers. */
export const languageOfReports = 'en';

const rightToLeft = new Set(
  'Adlm Arab Aran Armi Hebr Mand Mend Nkoo Phnx Rohg Samr Syrc Thaa Yezi'.split(' '), // codes of scripts (ISO 15924)
);

/** Returns the direction of a language, by its script: "ar-EG" and "az-Arab" are right to left. */
export const directionOf = remembered((tag): 'ltr' | 'rtl' =>
  rightToLeft.has(localeOf(tag)?.maximize().script ?? '') ? 'rtl' : 'ltr',
);

/** Returns the name of a language in a language, or the tag if there is no name. */
export function languageName(tag: string, inLanguage: string): string {
  return localeOf(tag) === undefined ? tag : (namesIn(inLanguage).of(tag) ?? tag);
}

const namesIn = remembered((tag) => new Intl.DisplayNames([localeOf(tag)?.baseName ?? 'en'], { type: 'language' }));

/**
 * Returns what is wrong with a tag that is valid, but whose language cannot exist: "german", "jp". All languages have two or
 * three letters, and the platform knows all of two letters.
 */
export function unknownLanguage(tag: string): string | undefined {
  const primary = primaryOf(tag);
  if (primary.length === 1 || primary.length === 3) return undefined;
  if (primary.length === 2 && languageName(primary, 'en') !== primary) return undefined;
  return `"${tag}" is not the tag of a known language`;
}

/** Returns the name of a language in the language itself, for lists of languages. */
export const ownNameOf = remembered((tag) => {
  const [first = '', ...rest] = languageName(tag, tag);
  return first.toLocaleUpperCase(localeOf(tag)?.baseName) + rest.join('');
});

interface NumberMarks {
  thousands: string;
  decimal: string;
}

/** The separators of a number: 1,234.5 in English, 1.234,5 in German. Our table replaces some marks of the platform. */
export const numberMarksOf = remembered((tag): NumberMarks => {
  const own = (numberMarks as Record<string, NumberMarks>)[tag];
  if (own) return own;
  const format = new Intl.NumberFormat(localeOf(tag)?.baseName ?? 'en', { numberingSystem: 'latn' });
  const parts = format.formatToParts(1_234_567.5);
  const mark = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  return { thousands: mark('group'), decimal: mark('decimal') };
});

/** The primary subtag: "pt" of "pt-BR". */
export const primaryOf = (tag: string): string => (tag.split('-')[0] ?? '').toLowerCase();

/** Returns the same language, or else the same language in another region or script: "pt" for "pt-BR". */
export function nearestLanguage<Tag extends string>(tag: string, offered: readonly Tag[]): Tag | undefined {
  const subtags = tag.toLowerCase().split('-');
  const shorter = subtags.map((_, i) => subtags.slice(0, subtags.length - i).join('-')); // "pt-br", then "pt"
  const same = shorter.flatMap((wanted) => offered.find((one) => one.toLowerCase() === wanted) ?? []);
  return same[0] ?? offered.find((one) => primaryOf(one) === subtags[0]);
}

/** Makes the value of each tag once, because the tables of the platform are slow. */
export function remembered<T>(make: (tag: string) => T): (tag: string) => T {
  const known = new Map<string, T>();
  return (tag) => {
    const value = known.get(tag) ?? make(tag);
    known.set(tag, value);
    return value;
  };
}

/** The parts of a tag; undefined for a text that is not a tag. */
function localeOf(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag);
  } catch {
    return undefined;
  }
}
