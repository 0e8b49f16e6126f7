import type { JSX } from 'preact';
import { languages } from '../languages.js';
import { turned } from '../layout/links.js';
import type { View } from '../view.js';
import { wordsOf } from '../words/words.js';

/** The name in all other languages that have one. */
export function OtherLanguages({ view }: { view: View }): JSX.Element | null {
  const others = languages.filter((language) => language !== view.language);
  const found = others.flatMap((language) => {
    const label = view.graph.label(view.thing, language);
    return label?.language === language ? [{ language, text: label.text }] : [];
  });
  if (found.length === 0) return null;
  return (
    <section aria-labelledby="languages">
      <h2 id="languages">{view.words.otherLanguages}</h2>
      <dl class="facts">
        {found.map(({ language, text }) => (
          <div>
            <dt {...turned(language, view.language)}>{wordsOf(language).name}</dt>
            <dd {...turned(language, view.language)}>
              <bdi>{text}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
