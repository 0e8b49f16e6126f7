import type { JSX } from 'preact';
import type { Text } from '../graph-index.js';
import { directionOf } from '../languages.js';
import type { View } from '../view.js';

/**
 * A text of the graph, in a bdi, which whatever turns inside cannot leave. Where its language is not that of the page it
 * says so to readers of screens, and where it is English that stands in for a missing translation, to everybody.
 */
export function Literal({ view, text }: { view: View; text: Text }): JSX.Element {
  const isForeign = text.language !== '' && text.language !== view.language;
  return (
    <>
      <bdi {...turned(text.language, view.language)}>{text.text}</bdi>
      {isForeign && text.language === 'en' ? <span class="badge">{view.words.inEnglish}</span> : null}
    </>
  );
}

/** The `lang` and `dir` of a text, as far as the page does not say them already. */
export function turned(language: string, pageLanguage: string): { lang?: string; dir?: 'ltr' | 'rtl' } {
  if (language === '') return {};
  const dir = directionOf(language);
  if (language !== pageLanguage) return { lang: language, dir };
  return dir === 'rtl' ? { dir } : {};
}

/** A text where no element can stand, as in a title: characters that turn the direction of writing are left out. */
export const plainText = ({ text }: Text): string => text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '');
