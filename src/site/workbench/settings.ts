import type { ExplanationTexts } from '../explanation-files.js';
import type { Words } from '../words.js';

/** The `data-settings` of the page that checks workbooks; links are relative to the page. */
export interface WorkbenchSettings {
  language: string;
  root: string; // to the folder of the site
  repository?: string | undefined; // with the sheets
  known: string; // to the problems of the release
  explanations: string; // to the explanations of all kinds of problems in this language
  words: WorkbenchWords;
}

/** The interface texts of the script. */
export type WorkbenchWords = Words['workbench']['script'] & Pick<Words, (typeof sharedWords)[number]>;

/** Texts and groups of texts outside `workbench.script` that the script uses too. */
export const sharedWords = [
  'error',
  'warning',
  'notice',
  'reason',
  'remedy',
  'nothingFound',
  'andMore',
  'handIn',
  'workbenchChange',
] as const;

/** The explanations by code. */
export type Explanations = Record<string, ExplanationTexts>;
