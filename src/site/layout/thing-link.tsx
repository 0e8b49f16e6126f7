import type { JSX } from 'preact';
import { names } from '../names.js';
import type { View } from '../view.js';
import { Literal, plainText } from './literal.js';

/** A thing by code and name, with a link to its page; an address that has none leads out of the site. */
export function ThingLink({ view, iri }: { view: View; iri: string }): JSX.Element {
  const href = view.linkTo(iri);
  if (href === undefined) return <OutwardLink view={view} iri={iri} />;
  return (
    <a href={href}>
      <Code view={view} iri={iri} />
      <Literal view={view} text={view.label(iri)} />
      {isRetired(view, iri) ? <span class="badge">{view.words.retired}</span> : null}
    </a>
  );
}

/** The codes that a thing is known by, as one mark: "16.2", or "1.5.1 11.5.1" where it has several places. */
export function Code({ view, iri }: { view: View; iri: string }): JSX.Element | null {
  const codes = view.graph.codes(iri);
  if (codes.length === 0) return null;
  return (
    <>
      <span class={`code${goalClass(iri, codes)}`} dir="ltr">
        {codes.join(' · ')}
      </span>{' '}
    </>
  );
}

/** The goal that a thing of the 2030 Agenda stands under gives its code a colour: 16.2.2 that of goal 16. */
export function goalClass(iri: string, codes: readonly string[]): string {
  const goal = iri.startsWith(sdg) ? /^\d{1,2}(?=\.|$)/.exec(codes[0] ?? '')?.[0] : undefined;
  return goal === undefined ? '' : ` goal-${goal}`;
}

const sdg = 'http://metadata.un.org/sdg/';

export const isRetired = ({ graph }: View, iri: string): boolean =>
  graph.objects(iri, names.deprecated).some(({ value }) => value === 'true');

/** A thing by its name alone, for where the code says the same. */
export function NameLink({ view, iri }: { view: View; iri: string }): JSX.Element {
  const href = view.linkTo(iri);
  if (href === undefined) return <OutwardLink view={view} iri={iri} />;
  return (
    <a href={href}>
      <Literal view={view} text={view.label(iri)} />
    </a>
  );
}

/** The short name of a thing, where it has one: what a pointer shows that rests on its code. */
export function otherName({ graph, language }: View, iri: string): string | undefined {
  const other = graph.text(iri, names.altLabel, language);
  return other && plainText(other);
}

/** A link out of the site, as far as it leads to the web: nothing else can be an address to go to. */
export function OutwardLink({ view, iri }: { view: View; iri: string }): JSX.Element {
  const own = view.graph.label(iri, view.language) ?? view.site.vocabulary.label(iri, view.language);
  const shown = own ? <Literal view={view} text={own} /> : <bdi dir="ltr">{iri}</bdi>;
  return /^https?:\/\//i.test(iri) ? <a href={iri}>{shown}</a> : shown;
}
