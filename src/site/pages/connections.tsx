import type { ComponentChildren } from 'preact';
import { type Claim, claimOf, claimsAbout, groupBy, strengthOf } from '../claims.js';
import {
  code,
  codeLinks,
  list,
  literal,
  nameLink,
  pageAnchor,
  part,
  section,
  thingLink,
} from '../layout/components.js';
import type { View } from '../view.js';
import { agenda, names } from '../vocabulary.js';
import { fill } from '../words.js';
import { plainThingPage, pointingHere, thingPage } from './thing.js';

/** A source and all its connections, with their status. */
export const sourcePage = (view: View) => claimsPage(view, view.words.whatSourceSays, statusOf);

/** A status and all connections with this status, with their source. */
export const statusPage = (view: View) => claimsPage(view, view.words.claimsOfStatus, sourceOf);

/** The claims of a source or with a status, by objective. `mark`: the other of the two. */
function claimsPage(view: View, title: string, mark: (view: View, claim: Claim) => ComponentChildren) {
  const { graph, thing, words } = view;
  const claims = claimsAbout(graph, thing);
  if (claims.length === 0) return plainThingPage(view);
  const summary = fill(words.claimCount, { count: claims.length });
  const parts = groupBy(graph, claims, ({ objective }) => [objective]).map(([objective, own]) =>
    part(
      thingLink(view, objective),
      list('connections', own, (claim) => [
        thingLink(view, claim.target),
        <p class="claims">{mark(view, claim)}</p>,
        readings(view, claim),
      ]),
    ),
  );
  const all = section('claims', title, [<p class="answer">{summary}</p>, parts]);
  return thingPage(view, { summary, after: [all, pointingHere(view)] });
}

/** The sources of some claims with their status, one entry per claim. */
export const claimList = (view: View, claims: readonly Claim[]) =>
  list('claims', claims, (claim) => {
    const note = view.graph.text(claim.row, names.comment, view.language);
    return [
      [statusOf(view, claim), ' ', sourceOf(view, claim)],
      readings(view, claim),
      note && <p class="note">{literal(view, note)}</p>,
    ];
  });

/** The status as a mark, and a second mark if the source contradicts itself. */
const statusOf = (view: View, claim: Claim) => [
  claim.status && <span class={`status status-${strengthOf(claim)}`}>{nameLink(view, claim.status)}</span>,
  claim.contradictedBy.length > 0 && <span class="badge">{view.words.contradicted}</span>,
];

const sourceOf = (view: View, { source }: Claim) => source && nameLink(view, source);

/** If a source prints the code of one target with the text of another, each claim names the other target. */
function readings(view: View, { contradictedBy, contradicts }: Claim) {
  const { graph, words } = view;
  const others = [
    { rows: contradictedBy, word: words.contradictedBy },
    { rows: contradicts, word: words.contradicts },
  ];
  return others.flatMap(({ rows, word }) =>
    rows
      .flatMap((row) => claimOf(graph, row)?.target ?? [])
      .map((target) => (
        <p class="note">
          {word} {pageAnchor(view, target, code(view, target))}
        </p>
      )),
  );
}

/** The end of a claim that is not the resource of the page. */
type End = 'objective' | 'target';

/** The resources at the other end of some claims, each with its claims. */
export function claimsByEnd(view: View, end: End, claims: readonly Claim[]) {
  const groups = groupBy(view.graph, claims, (claim) => [claim[end]]);
  return list('connections', groups, ([iri, own]) => [thingLink(view, iri), claimList(view, own)]);
}

/** Pairs that a source mentions together but does not connect. */
export function mentions(view: View, end: End, claims: readonly Claim[]) {
  const mentioned = claims.filter(({ isConnection }) => !isConnection);
  return section(
    'mentioned',
    view.words.mentioned,
    mentioned.length > 0 && [<p class="prose">{view.words.mentionedNote}</p>, claimsByEnd(view, end, mentioned)],
  );
}

/** The objectives of some targets as a sentence: "Connected objectives: 7, 10." `type`: the class of the page. */
export function connectedObjectivesOf(view: View, type: string, targets: readonly string[]): string {
  const { graph } = view;
  const text = (key: string): string => view.sectionText(type, 'objectives', key);
  const objectives = new Set(targets.flatMap((target) => graph.links(target, agenda.connectedObjective)));
  if (objectives.size === 0) return text('summaryNone') || text('none');
  const codes = [...objectives].sort(graph.byCode).map((iri) => graph.codes(iri)[0] ?? '');
  return fill(text('summary'), { codes: codes.join(', ') });
}

/** The objectives of some targets, each with its connected targets. */
export function objectivesThrough(view: View, type: string, targets: readonly string[]) {
  const { graph } = view;
  const text = (key: string): string => view.sectionText(type, 'objectives', key);
  const objectives = groupBy(graph, targets, (target) => graph.links(target, agenda.connectedObjective));
  return section('objectives', text('heading'), [
    objectives.length === 0 && <p>{text('none')}</p>,
    list('connections', objectives, ([objective, through]) => [
      thingLink(view, objective),
      codeLinks(view, text('via'), through),
    ]),
  ]);
}
