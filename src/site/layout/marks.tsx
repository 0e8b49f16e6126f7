import { primaryOf } from '../../text/languages.js';
import type { View } from '../view.js';
import { inLanguage } from '../words.js';

/** The marks of names in another language and of unofficial names. */

/** The sign of an unofficial name. The footer explains it. */
export const unofficialSign = '°';

/** The sign as an element, which is smaller than the name. */
export const UnofficialSign = () => <sup class="unofficial">{unofficialSign}</sup>;

/** The marks of a name in a language: the language, if it differs from the page, and a sign or a word if it is unofficial. */
export function marksOf(view: View, language: string, isUnofficial = false, isHeading = false) {
  const isOther = language !== view.language && language !== '' && primaryOf(language) !== primaryOf(view.language);
  return (
    <>
      {isOther && <span class="badge">{inLanguage(view.words, language)}</span>}
      {isUnofficial && isHeading && <span class="badge">{view.words.unofficial}</span>}
      {isUnofficial && !isHeading && <UnofficialSign />}
    </>
  );
}
