/** Languages of names and of the site, in display order. English is the fallback. */
export const languages = ['en', 'fr', 'es', 'ar', 'zh', 'ru'] as const;

export type Language = (typeof languages)[number];

/** English names of the languages. */
export const languageNames = new Map<string, string>([
  ['en', 'English'],
  ['fr', 'French'],
  ['es', 'Spanish'],
  ['ar', 'Arabic'],
  ['zh', 'Chinese'],
  ['ru', 'Russian'],
] satisfies [Language, string][]);

const rightToLeft = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ks', 'ps', 'sd', 'ug', 'ur', 'yi']);

/** Returns the direction of any language, by its primary subtag: "ar-EG" is right to left. */
export const directionOf = (tag: string): 'ltr' | 'rtl' =>
  rightToLeft.has((tag.split('-')[0] ?? '').toLowerCase()) ? 'rtl' : 'ltr';
