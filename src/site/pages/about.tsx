import type { JSX } from 'preact';
import { directionOf, languages } from '../languages.js';
import { Document, TextPage } from '../layout/document.js';
import { agenda } from '../names.js';
import type { View } from '../view.js';
import { wordsOf } from '../words/words.js';

/** How the site comes about, and what it does not do. */
export function About({ view }: { view: View }): JSX.Element {
  const { words } = view;
  return (
    <TextPage view={view} title={words.aboutTitle} description={words.aboutText[0] ?? ''}>
      {[...words.aboutText, words.aboutLanguages].map((paragraph) => (
        <p class="prose">{paragraph}</p>
      ))}
    </TextPage>
  );
}

/** What a server shows when there is no such page: nobody knows in which language it was looked for, so in all. */
export function NotFound({ view }: { view: View }): JSX.Element {
  const hasIndicators = view.graph.ofType(agenda.indicator).length > 0;
  return (
    <Document view={view} title={view.words.notFoundTitle}>
      {languages.map((language) => {
        const { notFoundTitle, notFoundText, notFoundHint, home } = wordsOf(language);
        const Title = language === view.language ? 'h1' : 'h2';
        return (
          <section lang={language} dir={directionOf(language)}>
            <Title>{notFoundTitle}</Title>
            <p>
              {notFoundText} <a href={view.link(`${language}/index.html`)}>{home}</a>
            </p>
            {hasIndicators && <p>{notFoundHint}</p>}
          </section>
        );
      })}
    </Document>
  );
}
