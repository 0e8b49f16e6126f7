import type { Language } from '../languages.js';
import { changesAr } from './changes-ar.js';
import { type ChangeWords, changesEn } from './changes-en.js';
import { changesEs } from './changes-es.js';
import { changesFr } from './changes-fr.js';
import { changesRu } from './changes-ru.js';
import { changesZh } from './changes-zh.js';

/** The words of the page of changes. */
export const changeWords: Record<Language, ChangeWords> = {
  en: changesEn,
  fr: changesFr,
  es: changesEs,
  ar: changesAr,
  zh: changesZh,
  ru: changesRu,
};
