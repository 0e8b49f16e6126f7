import ar from './words/ar.json' with { type: 'json' };
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };
import fr from './words/fr.json' with { type: 'json' };
import ru from './words/ru.json' with { type: 'json' };
import zh from './words/zh.json' with { type: 'json' };

/** Fills placeholders: fill("and {count} more", { count: 3 }). */
export const fill = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole));

/** "12345.6" → "12 345,6": thin spaces separate thousands, because they are unambiguous in all languages. */
export function formatNumber(number: string | number, decimal = ''): string {
  const value = String(number);
  const [, sign = '', whole = '', rest = ''] = /^([+-]?)(\d*)\.?(\d*)$/.exec(value) ?? [];
  if (whole === '' && rest === '') return value;
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, '\u202f') : whole || '0';
  return `${sign.replace('-', '\u2212').replace('+', '')}${grouped}${rest === '' ? '' : decimal + rest}`;
}

/** The texts of the site in one language; fill() replaces `{name}` in them. */
export type Words = typeof en;

/** Does not compile when a language lacks a key of another. */
type WordsOfEach = Words & typeof fr & typeof es & typeof ar & typeof zh & typeof ru;

const wordsByLanguage: Record<string, WordsOfEach> = { en, fr, es, ar, zh, ru };

/** The texts of the site in a language, or in English. */
export const wordsOf = (language: string): Words => wordsByLanguage[language] ?? en;

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
