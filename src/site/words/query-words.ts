import type { Language } from '../languages.js';
import { queryAr } from './query-ar.js';
import { type QueryWordSet, queryEn } from './query-en.js';
import { queryEs } from './query-es.js';
import { queryFr } from './query-fr.js';
import { queryRu } from './query-ru.js';
import { queryZh } from './query-zh.js';

export type QueryWords = QueryWordSet;

/** The words of the query page, which no other page needs. */
export const queryWords: Record<Language, QueryWords> = {
  en: queryEn,
  fr: queryFr,
  es: queryEs,
  ar: queryAr,
  zh: queryZh,
  ru: queryRu,
};
