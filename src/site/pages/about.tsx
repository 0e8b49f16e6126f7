import type { JSX } from 'preact';
import { Breadcrumbs } from '../layout/breadcrumbs.js';
import { Document } from '../layout/document.js';
import type { View } from '../view.js';

/** How the site comes about, and what it does not do. */
export function About({ view }: { view: View }): JSX.Element {
  const { words } = view;
  return (
    <Document view={view} title={words.aboutTitle} description={words.aboutText[0] ?? ''}>
      <Breadcrumbs view={view} steps={[]} />
      <h1>{words.aboutTitle}</h1>
      {[...words.aboutText, words.aboutLanguages].map((paragraph) => (
        <p class="prose">{paragraph}</p>
      ))}
    </Document>
  );
}
