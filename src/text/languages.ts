/** The languages that things are named in and the site is written in, in the order in which they are offered; English stands in for what is missing. */
export const languages = ['en', 'fr', 'es', 'ar', 'zh', 'ru'] as const;

/** The tag of one of them. */
export type Language = (typeof languages)[number];

const rightToLeft = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ks', 'ps', 'sd', 'ug', 'ur', 'yi']);

/** The direction that any language is written in, by the first subtag: "ar-EG" goes from right to left. */
export const directionOf = (tag: string): 'ltr' | 'rtl' =>
  rightToLeft.has((tag.split('-')[0] ?? '').toLowerCase()) ? 'rtl' : 'ltr';
