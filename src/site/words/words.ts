import type { Language } from '../languages.js';
import ar from './ar.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };
import es from './es.json' with { type: 'json' };
import fr from './fr.json' with { type: 'json' };
import ru from './ru.json' with { type: 'json' };
import zh from './zh.json' with { type: 'json' };

/** The texts of the site in one language; fill() replaces `{name}` in them. */
export type Words = typeof en;

/** Does not compile when a language lacks a key of another. */
type WordsOfEach = Words & typeof fr & typeof es & typeof ar & typeof zh & typeof ru;

const wordsByLanguage: Record<Language, WordsOfEach> = { en, fr, es, ar, zh, ru };

/** The texts of the site in a language. */
export const wordsOf = (language: Language): Words => wordsByLanguage[language];

/** The text that a group of texts has for a name from the data: of a class, a code, or a kind of change. */
export const wordFor = <T>(group: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(group, name) ? group[name] : undefined;
