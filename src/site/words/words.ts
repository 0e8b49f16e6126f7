import type { Language } from '../languages.js';
import { ar } from './ar.js';
import { en, type WordSet } from './en.js';
import { es } from './es.js';
import { fr } from './fr.js';
import { ru } from './ru.js';
import type { Term } from './terms-en.js';
import { zh } from './zh.js';

/** The same as pages use them, who ask for the name of any term there may be. */
export type Words = Omit<WordSet, 'terms'> & { terms: Readonly<Record<string, Term | undefined>> };

const sets: Record<Language, WordSet> = { en, fr, es, ar, zh, ru };

export const wordsOf = (language: Language): Words => sets[language];
