import type { Page } from '../publish/release-files.js';
import type { Site } from './view.js';

/** The explanations of all problems in a language: "fr/explanations.json". */
export const explanationsFile = (language: string): string => `${language}/explanations.json`;

/** The texts of a code. The language is given only if it is not the language of the page. */
export type ExplanationTexts = readonly [title: string, cause: string, remedy: string, kind: string, language?: string];

/** The explanations that the page for workbooks loads. */
export function* explanationFiles({ languages, checks }: Site): Generator<Page> {
  for (const language of languages) {
    const texts = [...checks.explanationsOf(language)].map(([code, one]): [string, ExplanationTexts] => {
      const { title, cause, remedy, kind } = one;
      const texts: ExplanationTexts = [title, cause, remedy, kind];
      return [code, one.language === language ? texts : [title, cause, remedy, kind, one.language]];
    });
    yield { file: explanationsFile(language), content: `${JSON.stringify(Object.fromEntries(texts))}\n` };
  }
}
