import type { ComponentChildren, JSX } from 'preact';
import { type Claim, claimOf, claimsAbout, groupBy } from '../claims.js';
import { fill } from '../languages.js';
import { code, list, literal, nameLink, pageAnchor, Section, thingLink } from '../layout/components.js';
import { pointingHere } from '../layout/facts.js';
import { localName, names } from '../names.js';
import type { View } from '../view.js';
import { ThingFrame } from './thing.js';

/** A source: what it is, and every connection that it makes or suggests. */
export const SourcePage = ({ view }: { view: View }): JSX.Element =>
  claimsPage(view, view.words.whatSourceSays, statusOf);

/** A status: what it means, and every connection that has it, with its source. */
export const StatusPage = ({ view }: { view: View }): JSX.Element =>
  claimsPage(view, view.words.claimsOfStatus, sourceOf);

/** All that is claimed by or with the thing of the page, objective by objective. The mark is what the page does not tell itself. */
function claimsPage(view: View, title: string, mark: (view: View, claim: Claim) => ComponentChildren): JSX.Element {
  const { graph, thing, words } = view;
  const claims = claimsAbout(graph, thing);
  if (claims.length === 0) return <ThingFrame view={view} after={pointingHere(view)} />;
  const summary = fill(words.claimCount, { count: claims.length });
  const section = (
    <Section id="claims" title={title}>
      <p class="answer">{summary}</p>
      {groupBy(graph, claims, ({ objective }) => [objective]).map(([objective, own]) => (
        <section class="part">
          <h3>{thingLink(view, objective)}</h3>
          {list('connections', own, (claim) => [
            thingLink(view, claim.target),
            <p class="claims">{mark(view, claim)}</p>,
            readings(view, claim),
          ])}
        </section>
      ))}
    </Section>
  );
  return <ThingFrame view={view} summary={summary} after={[section, pointingHere(view)]} />;
}

/** Who says that two things are connected, and how sure it is: a line a source. */
export const claimList = (view: View, claims: readonly Claim[]): JSX.Element =>
  list('claims', claims, (claim) => {
    const note = view.graph.text(claim.row, names.comment, view.language);
    return [
      [statusOf(view, claim), ' ', sourceOf(view, claim)],
      readings(view, claim),
      note && <p class="note">{literal(view, note)}</p>,
    ];
  });

/** The status as a mark, and a second one where the source is at odds with itself. */
const statusOf = (view: View, { status, contradictedBy }: Claim): ComponentChildren[] => [
  status && <span class={`status status-${localName(status).replace(/[^\w-]/g, '')}`}>{nameLink(view, status)}</span>,
  contradictedBy.length > 0 && <span class="badge">{view.words.contradicted}</span>,
];

const sourceOf = (view: View, { source }: Claim): ComponentChildren => source && nameLink(view, source);

/** Where a source prints the code of one target over the words of another, each reading names the other. */
function readings(view: View, { contradictedBy, contradicts }: Claim): JSX.Element[] {
  const { graph, words } = view;
  const others = [
    ...contradictedBy.map((row) => ({ row, word: words.contradictedBy })),
    ...contradicts.map((row) => ({ row, word: words.contradicts })),
  ];
  return others.flatMap(({ row, word }) => {
    const target = claimOf(graph, row)?.target;
    if (target === undefined) return [];
    return (
      <p class="note">
        {word} {pageAnchor(view, target, code(view, target))}
      </p>
    );
  });
}

/** Which end of some claims is not the thing of the page. */
type End = 'objective' | 'target';

/** What is at the other end of some claims, each with the claims about it. */
export function claimsByEnd(view: View, end: End, claims: readonly Claim[]): JSX.Element {
  const groups = groupBy(view.graph, claims, (claim) => [claim[end]]);
  return list('connections', groups, ([iri, own]) => [thingLink(view, iri), claimList(view, own)]);
}

/** What is evidence only: a source speaks of both, and does not connect them. */
export function mentions(view: View, end: End, claims: readonly Claim[]): JSX.Element | null {
  const mentioned = claims.filter(({ isConnection }) => !isConnection);
  if (mentioned.length === 0) return null;
  return (
    <Section id="mentioned" title={view.words.mentioned}>
      <p class="prose">{view.words.mentionedNote}</p>
      {claimsByEnd(view, end, mentioned)}
    </Section>
  );
}
