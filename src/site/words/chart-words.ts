import type { Language } from '../languages.js';
import { chartsAr } from './charts-ar.js';
import { type ChartWords, chartsEn } from './charts-en.js';
import { chartsEs } from './charts-es.js';
import { chartsFr } from './charts-fr.js';
import { chartsRu } from './charts-ru.js';
import { chartsZh } from './charts-zh.js';

const sets: Record<Language, ChartWords> = {
  en: chartsEn,
  fr: chartsFr,
  es: chartsEs,
  ar: chartsAr,
  zh: chartsZh,
  ru: chartsRu,
};

/** The words of the pictures. */
export const chartWordsOf = (language: Language): ChartWords => sets[language];
