import type { ComponentChildren, JSX } from 'preact';
import { goalClass, literal, plainText, Section, thingLink } from '../layout/components.js';
import { Document, type Step } from '../layout/document.js';
import { otherFacts, otherLanguages, pointingHere } from '../layout/facts.js';
import { definedTerm } from '../layout/schema-org.js';
import { names } from '../names.js';
import { kindOf } from '../site-model.js';
import type { View } from '../view.js';

/** Any thing: its names, what is said about it, what refers to it, and the same as data. */
export const ThingPage = ({ view }: { view: View }): JSX.Element => (
  <ThingFrame view={view} after={pointingHere(view)} />
);

/** What a thing is said to be, in sentences. */
const prose = [names.definition, names.description, names.scopeNote, names.comment];

interface ThingFrameProps {
  view: View;
  summary?: string; // what the page tells, in a sentence: for search engines, where the thing has no description
  leaveOut?: readonly string[]; // properties that the page itself tells of
  children?: ComponentChildren; // before the facts
  after?: ComponentChildren; // behind them
}

/** What the pages about things share: name and description first, then what is special to a kind, then the rest. */
export function ThingFrame({ view, summary = '', leaveOut = [], children, after }: ThingFrameProps): JSX.Element {
  const { graph, thing, language, words, path, link } = view;
  const { previous, next } = view.site.neighbours.get(thing) ?? {};
  const sibling = (which: 'previous' | 'next', iri: string): JSX.Element => (
    <p class={which}>
      <span>{words[which]}</span> {thingLink(view, iri)}
    </p>
  );
  const texts = prose.flatMap((predicate) => graph.text(thing, predicate, language) ?? []);
  return (
    <Document
      view={view}
      title={[graph.codes(thing)[0], plainText(view.label(thing))].filter(Boolean).join(' ')}
      description={texts[0] ? plainText(texts[0]) : inShort(view, summary)}
      data={path}
      schema={definedTerm(view, thing)}
      previous={previous && view.linkTo(previous)}
      next={next && view.linkTo(next)}
      steps={stepsTo(view, thing)}
    >
      {heading(view)}
      {texts.map((text) => (
        <p class="prose">{literal(view, text)}</p>
      ))}
      {children}
      {otherFacts(view, [...prose, ...leaveOut])}
      {after}
      {otherLanguages(view)}
      <Section id="data" title={words.asData}>
        <p>
          {words.address}: <code dir="ltr">{thing}</code>
        </p>
        <p class="onward">
          <a href={link(`${path}.ttl`)}>Turtle</a> · <a href={link(`${path}.jsonld`)}>JSON-LD</a>
        </p>
      </Section>
      {(previous ?? next) && (
        <nav class="siblings" aria-label={words.siblings}>
          {previous && sibling('previous', previous)}
          {next && sibling('next', next)}
        </nav>
      )}
    </Document>
  );
}

/** Search engines show no more of a description. */
const longestDescription = 150;

/** "Target 16.2. Connected objectives: 7, 10. End abuse …" */
function inShort(view: View, summary: string): string {
  const { graph, thing } = view;
  const kind = kindOf(graph, thing);
  const codes = graph.codes(thing).join(', ');
  const what = [kind && plainText(view.term(kind)), codes].filter(Boolean).join(' ');
  const whole = [what && `${what}.`, summary, plainText(view.label(thing))].filter(Boolean).join(' ');
  const start = [...whole].slice(0, longestDescription).join('');
  return start === whole ? whole : `${start.trimEnd()}…`;
}

/** A name that is longer is a sentence, which would fill a screen in the letters of a title. */
const longestTitle = 120;

/** Kind, code and name. */
function heading(view: View): JSX.Element {
  const { graph, thing, words } = view;
  const kind = kindOf(graph, thing);
  const label = view.label(thing);
  const other = graph.text(thing, names.altLabel, view.language);
  return (
    <div class="heading">
      <p class="kind">
        {kind && literal(view, view.term(kind))}{' '}
        {graph.codes(thing).map((code) => (
          <>
            <bdi class={`code${goalClass(thing, [code])}`}>{code}</bdi>{' '}
          </>
        ))}
        {graph.isRetired(thing) && <span class="badge">{words.retired}</span>}
      </p>
      <h1 class={label.text.length > longestTitle ? 'long' : undefined}>{literal(view, label)}</h1>
      {other?.language === label.language && (
        <p class="also">
          {words.alsoCalled}: {literal(view, other)}
        </p>
      )}
    </div>
  );
}

/** The way to a thing: what it belongs to, from the top down, and before that the list of the topmost. */
function stepsTo(view: View, thing: string): Step[] {
  const { graph, site } = view;
  const above: string[] = [];
  for (let one = broaderOf(view, thing); one && !above.includes(one) && one !== thing; one = broaderOf(view, one))
    above.unshift(one);
  const kind = site.kinds.find(({ type }) => type === kindOf(graph, above[0] ?? thing));
  return [
    ...(kind ? [{ href: view.pageLink(kind.path), shown: literal(view, view.plural(kind.type)) }] : []),
    ...above.map((iri) => ({ href: view.linkTo(iri) ?? '', shown: shortName(view, iri) })),
  ];
}

/** The first of what a thing belongs to, as long as that has a page. */
const broaderOf = ({ graph }: View, thing: string): string | undefined =>
  graph.links(thing, names.broader).find((iri) => graph.pathOf(iri) !== undefined);

/** A code where there is one, for the way is narrow. */
function shortName(view: View, iri: string): ComponentChildren {
  const kind = kindOf(view.graph, iri);
  const code = view.graph.codes(iri)[0];
  if (code === undefined || kind === undefined) return literal(view, view.label(iri));
  return [literal(view, view.term(kind)), ' ', <bdi>{code}</bdi>];
}
