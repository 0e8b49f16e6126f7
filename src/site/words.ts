import { languageName, nearestLanguage, ownNameOf, primaryOf, remembered } from '../text/languages.js';
import { fill } from './fill.js';
import ar from './words/ar.json' with { type: 'json' };
import de from './words/de.json' with { type: 'json' };
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };
import fr from './words/fr.json' with { type: 'json' };
import pt from './words/pt.json' with { type: 'json' };
import ru from './words/ru.json' with { type: 'json' };
import zh from './words/zh.json' with { type: 'json' };

export { fill, formatNumber } from './fill.js';

type Texts = typeof en;

/** Does not compile when a language lacks a key of another. */
type TextsOfEach = Texts & typeof ar & typeof de & typeof es & typeof fr & typeof pt & typeof ru & typeof zh;

const textsByLanguage = { en, ar, de, es, fr, pt, ru, zh } satisfies Record<string, TextsOfEach>;

/** The languages of the texts of the site. */
export const languagesOfWords = Object.keys(textsByLanguage) as (keyof typeof textsByLanguage)[];

/** The texts of the site in one language; fill() replaces `{name}` in them. */
export interface Words extends Texts {
  language: string; // of the page, or of the texts if it has no texts
  name: string; // of the language of the page, in that language
}

/** The texts of the site for a language: in the nearest language, or else in the first of `others` that has texts. */
export const wordsOf = (language: string, others: readonly string[] = []): Words =>
  wordsFor([language, ...others].join(' '));

const wordsFor = remembered((tags): Words => {
  const [language = '', ...others] = tags.split(' ');
  const nearest = [language, ...others].map((one) => nearestLanguage(one, languagesOfWords)).find(Boolean) ?? 'en';
  const texts: Texts = textsByLanguage[nearest];
  const own = primaryOf(nearest) === primaryOf(language) ? language : nearest;
  return { ...texts, language: own, name: ownNameOf(language) };
});

/** The mark of a text in another language than the page: "in English", "auf Englisch". */
export const inLanguage = (words: Pick<Words, 'inEnglish' | 'inLanguage' | 'language'>, language: string): string =>
  primaryOf(language) === 'en'
    ? words.inEnglish
    : fill(words.inLanguage, { language: languageName(language, words.language) });

/** The texts with replacements, which `replace` finds by key: "lead", "charts.matrix". */
export function replaceWords<T>(texts: T, replace: (key: string) => string | undefined, key = ''): T {
  if (typeof texts === 'string') return (replace(key) ?? texts) as T;
  if (typeof texts !== 'object' || texts === null || Array.isArray(texts)) return texts;
  const inner = (name: string): string => (key === '' ? name : `${key}.${name}`);
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, replaceWords(text, replace, inner(name))]),
  ) as T;
}

/** The text for a name from the data, such as a class, a code or a kind of change. */
export const wordFor = <T>(group: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(group, name) ? group[name] : undefined;
