import type { JSX } from 'preact';
import { kindOf } from '../kinds.js';
import { languages } from '../languages.js';
import { Breadcrumbs, stepsTo } from '../layout/breadcrumbs.js';
import { Document } from '../layout/document.js';
import { Evidence } from '../layout/evidence.js';
import { Facts } from '../layout/facts.js';
import { Literal, plainText, turned } from '../layout/literal.js';
import { PointingHere } from '../layout/pointing-here.js';
import { definedTerm } from '../layout/schema-org.js';
import { Siblings, siblingsOf } from '../layout/siblings.js';
import { goalClass, isRetired } from '../layout/thing-link.js';
import { names } from '../names.js';
import type { View } from '../view.js';
import { wordsOf } from '../words/words.js';

/** What a thing is said to be, in sentences. */
const prose = [names.definition, names.description, names.scopeNote, names.comment];

/** Any thing: its names, what is said about it, what refers to it, and the same as data. */
export function ThingPage({ view }: { view: View }): JSX.Element {
  const { graph, thing, language } = view;
  const { previous, next } = siblingsOf(view);
  const texts = prose.flatMap((predicate) => graph.text(thing, predicate, language) ?? []);
  return (
    <Document
      view={view}
      title={[graph.codes(thing)[0], plainText(view.label(thing))].filter(Boolean).join(' ')}
      description={texts[0] ? plainText(texts[0]) : ''}
      data={view.path}
      schema={definedTerm(view, thing)}
      previous={previous === undefined ? undefined : view.linkTo(previous)}
      next={next === undefined ? undefined : view.linkTo(next)}
    >
      <Breadcrumbs view={view} steps={stepsTo(view, thing)} />
      <Heading view={view} />
      {texts.map((text) => (
        <p class="prose">
          <Literal view={view} text={text} />
        </p>
      ))}
      <Facts view={view} leaveOut={prose} />
      <Evidence view={view} />
      <PointingHere view={view} />
      <OtherLanguages view={view} />
      <AsData view={view} />
      <Siblings view={view} />
    </Document>
  );
}

/** Kind, code and name. */
export function Heading({ view }: { view: View }): JSX.Element {
  const { graph, thing, words } = view;
  const kind = kindOf(graph, thing);
  const codes = graph.codes(thing);
  const label = view.label(thing);
  const other = graph.text(thing, names.altLabel, view.language);
  return (
    <div class="heading">
      <p class="kind">
        {kind === undefined ? null : <Literal view={view} text={view.term(kind)} />}{' '}
        {codes.map((code) => (
          <bdi class={`code${goalClass(thing, codes)}`}>{code}</bdi>
        ))}
        {isRetired(view, thing) ? <span class="badge strong">{words.retired}</span> : null}
      </p>
      <h1>
        <Literal view={view} text={label} />
      </h1>
      {other?.language === label.language ? (
        <p class="also">
          {words.alsoCalled}: <Literal view={view} text={other} />
        </p>
      ) : null}
    </div>
  );
}

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

/** The address of the thing, and the files beside the page that hold the same for programs. */
export function AsData({ view }: { view: View }): JSX.Element {
  const { words, thing, path, link } = view;
  return (
    <section aria-labelledby="data">
      <h2 id="data">{words.asData}</h2>
      <p>
        {words.address}: <code dir="ltr">{thing}</code>
      </p>
      <p>
        <a href={link(`${path}.ttl`)}>Turtle</a> · <a href={link(`${path}.jsonld`)}>JSON-LD</a>
      </p>
    </section>
  );
}
