import type { JSX } from 'preact';
import { fill } from '../languages.js';
import { Breadcrumbs } from '../layout/breadcrumbs.js';
import { Document } from '../layout/document.js';
import { Literal } from '../layout/links.js';
import { names } from '../names.js';
import type { View } from '../view.js';
import { TermLink } from './term-link.js';
import { shortTerm, termAnchor, usesOf, vocabularyTerms } from './vocabulary-terms.js';

/** The vocabulary: every class and property with its meaning, what it goes with, and how often the data uses it. */
export function OntologyPage({ view }: { view: View }): JSX.Element {
  const { words, site } = view;
  const { classes, properties } = vocabularyTerms(site);
  const uses = usesOf(site);
  const parts = [
    { id: 'classes', title: words.classes, terms: classes },
    { id: 'properties', title: words.properties, terms: properties },
  ].filter(({ terms }) => terms.length > 0);
  return (
    <Document view={view} title={words.ontologyTitle} description={words.ontologyText}>
      <Breadcrumbs view={view} steps={[]} />
      <h1>{words.ontologyTitle}</h1>
      <p class="prose">{words.ontologyText}</p>
      {parts.map(({ id, title, terms }) => (
        <section aria-labelledby={`list-${id}`}>
          <h2 id={`list-${id}`}>
            {title} <span class="count">{terms.length}</span>
          </h2>
          <ul class="index">
            {terms.map((iri) => (
              <li>
                <a href={`#${termAnchor(site, iri)}`} dir="ltr">
                  {shortTerm(site, iri)}
                </a>
              </li>
            ))}
          </ul>
          {terms.map((iri) => (
            <Term view={view} iri={iri} uses={uses.get(iri) ?? 0} />
          ))}
        </section>
      ))}
    </Document>
  );
}

function Term({ view, iri, uses }: { view: View; iri: string; uses: number }): JSX.Element {
  const { site, words, language } = view;
  const text = (predicate: string) => site.vocabulary.text(iri, predicate, language);
  const texts = [text(names.definition), text(names.comment)].flatMap((found) => found ?? []);
  const kind = site.kinds.find(({ type }) => type === iri);
  const lines = [
    { word: words.kindOf, iris: [names.subClassOf, names.subPropertyOf] },
    { word: words.saidOf, iris: [names.domain] },
    { word: words.valuesAre, iris: [names.range] },
    { word: words.otherDirection, iris: [names.inverseOf] },
  ].map(({ word, iris }) => ({ word, terms: iris.flatMap((one) => site.vocabulary.links(iri, one)) }));
  return (
    <section class="part term" aria-labelledby={termAnchor(site, iri)}>
      <h3 id={termAnchor(site, iri)}>
        <Literal view={view} text={view.term(iri)} /> <code dir="ltr">{shortTerm(site, iri)}</code>
      </h3>
      {texts.map((found) => (
        <p class="prose">
          <Literal view={view} text={found} />
        </p>
      ))}
      <dl class="facts">
        {lines
          .filter(({ terms }) => terms.length > 0)
          .map(({ word, terms }) => (
            <div>
              <dt>{word}</dt>
              {terms.map((one) => (
                <dd>
                  <TermLink view={view} iri={one} />
                </dd>
              ))}
            </div>
          ))}
        <div>
          <dt>{words.inTheData}</dt>
          <dd>
            {kind ? (
              <a href={view.pageLink(kind.path)}>{fill(words.uses, { count: uses })}</a>
            ) : (
              fill(words.uses, { count: uses })
            )}
          </dd>
        </div>
      </dl>
    </section>
  );
}
