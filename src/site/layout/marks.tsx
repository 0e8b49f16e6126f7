import { primaryOf } from '../../text/languages.js';
import type { View } from '../view.js';
import { inLanguage } from '../words.js';

/** The marks of names in another language and of unofficial names. */

/** The sign of an unofficial name. The footer explains it. */
export const unofficialSign = '°';

/** The sign as an element, which is smaller than the name. */
export const UnofficialSign = () => <sup class="unofficial">{unofficialSign}</sup>;

/** The name of a language for texts that are not in the language of the page. */
export function otherLanguage(view: View, language: string): string | undefined {
  const isOther = language !== view.language && language !== '' && primaryOf(language) !== primaryOf(view.language);
  return isOther ? inLanguage(view.words, language) : undefined;
}

/** The marks of a name in a language: the language, if it differs from the page, and a sign or a word if it is unofficial. */
export function marksOf(view: View, language: string, isUnofficial = false, isHeading = false) {
  const other = otherLanguage(view, language);
  return (
    <>
      {other && <span class="badge">{other}</span>}
      {isUnofficial && isHeading && <span class="badge">{view.words.unofficial}</span>}
      {isUnofficial && !isHeading && <UnofficialSign />}
    </>
  );
}
