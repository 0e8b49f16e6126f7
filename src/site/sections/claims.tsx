import type { ComponentChildren } from 'preact';
import type { Section } from '../../roles/roles.js';
import { groupAnchor } from '../charts/matrix.js';
import {
  type Claim,
  claimIn,
  claimsAbout,
  connections,
  groupBy,
  mentionedWith,
  mentioning,
  otherEnd,
  type Strength,
  type Way,
} from '../connected.js';
import type { Text } from '../graph-index.js';
import { code, list, literal, nameLink, pageAnchor, part, section, thingLink } from '../layout/components.js';
import { sizeOf } from '../long-lists.js';
import { step } from '../steps.js';
import type { View } from '../view.js';
import { fill } from '../words.js';
import { beginning } from './beginning.js';

/** Things with the claims that connect them. */
type Connected = [thing: string, claims: readonly Claim[]];

/** The connected things of a section with their claims, in parts if the section has groups. */
export function claimParts(view: View, { groupBy: property, path }: Section, way: Way): ComponentChildren {
  const all = connections(view.site, view.thing, way);
  if (property === undefined) return limitedList(view, { ...way, path }, all);
  const { shown: connected, rest } = beginning(view, { ...way, path }, all, thingIn, (one) => bytesOf(view, one));
  const groupsOf = ([thing]: Connected): readonly string[] => step(view.site, thing, property);
  const others = connected.filter((one) => groupsOf(one).length === 0);
  return [
    groupBy(view.graph, connected, groupsOf).map(([group, own]) =>
      part(
        pageAnchor(view, group, [code(view, group), literal(view, view.shortNameOf(group))]),
        connectionList(view, own),
        groupAnchor(view.graph, group),
      ),
    ),
    others.length > 0 && connectionList(view, others),
    rest,
  ];
}

const thingIn = ([thing]: Connected): string => thing;

/** The approximate size of the status of a claim in bytes, without names. */
const claimBytes = 200;

/** The approximate size of a thing with its claims in bytes. */
function bytesOf(view: View, [thing, claims]: Connected): number {
  const { site } = view;
  const ofClaim = (claim: Claim): number =>
    claimBytes +
    (claim.source === undefined ? 0 : sizeOf(site, claim.source)) +
    2 * (noteOf(view, claim)?.text.length ?? 0);
  return claims.reduce((sum, claim) => sum + ofClaim(claim), sizeOf(site, thing));
}

/** The first connected things, and a link to a list of all of them if there are more. */
function limitedList(view: View, way: Way & { path: readonly string[] }, all: readonly Connected[]): ComponentChildren {
  const { shown, rest } = beginning(view, way, all, thingIn, (one) => bytesOf(view, one));
  return [connectionList(view, shown), rest];
}

const connectionList = (view: View, connected: readonly Connected[]) =>
  list('connections', connected, ([thing, claims]) => [
    thingLink(view, thing),
    claims.length > 0 && claimList(view, claims),
  ]);

/** The connections on a way that no section of the ontology shows. */
export function otherConnections(view: View, way: Way) {
  const inverse = way.isInverse ? view.site.roles.properties.get(way.property)?.inverses[0] : undefined;
  const isUnnamed = way.isInverse && inverse === undefined;
  const name = literal(view, isUnnamed ? view.term(way.property) : headingOf(view, inverse ?? way.property));
  const anchor = `${way.isInverse ? 'from' : 'to'}-${way.property.replace(/^.*[#/]/, '')}`;
  const heading = isUnnamed ? [view.words.pointingHere, view.words.colon, name] : name;
  const all = connections(view.site, view.thing, way);
  return section(anchor, heading, limitedList(view, { ...way, path: [way.property] }, all));
}

/** The plural of a property, or its name with a capital. */
export function headingOf(view: View, property: string): Text {
  const { text, ...rest } = view.plural(property);
  return { ...rest, text: text.replace(/^\p{Ll}/u, (letter) => letter.toLocaleUpperCase(rest.language || 'en')) };
}

/** Pairs that a source mentions together but does not connect. */
export function mentions(view: View) {
  const mentioned = mentionedWith(view.site, view.thing);
  return section(
    'mentioned',
    view.words.mentioned,
    mentioned.length > 0 && [
      <p class="prose">{view.words.mentionedNote}</p>,
      limitedList(view, { property: '', isInverse: false, path: mentioning(view.site).slice(0, 1) }, mentioned),
    ],
  );
}

/** All claims of a source with their status, or all claims with a status and their source. */
export function claimsWith(view: View) {
  const { site, thing, words } = view;
  const claims = claimsAbout(site, thing);
  const kinds = [
    {
      id: 'claims',
      title: words.whatSourceSays,
      own: claims.filter(({ source }) => source === thing),
      property: site.roles.parts.LinkSource,
      mark: statusOf,
    },
    {
      id: 'claims',
      title: words.claimsOfStatus,
      own: claims.filter(({ status }) => status === thing),
      property: site.roles.parts.LinkStatus,
      mark: sourceOf,
    },
  ];
  return kinds.map(({ id, title, own, property, mark }) => {
    const { shown, rest } = beginning(
      view,
      { path: [...site.roles.parts.LinkFrom.slice(0, 1), ...property.slice(0, 1)], isInverse: true },
      own,
      ({ from }) => from,
      ({ to }) => claimBytes + sizeOf(site, to),
    );
    const parts = groupBy(view.graph, shown, ({ from }) => [from]).map(([from, all]) =>
      part(
        thingLink(view, from),
        list('connections', all, (claim) => [
          thingLink(view, claim.to),
          <p class="claims">{mark(view, claim)}</p>,
          readings(view, claim),
        ]),
      ),
    );
    return section(id, title, own.length > 0 && [<p class="answer">{claimCount(view)}</p>, parts, rest]);
  });
}

/** The number of claims from a source or with a status; empty without claims. */
export function claimCount({ site, thing, words }: View): string {
  const own = claimsAbout(site, thing).filter(({ source, status }) => [source, status].includes(thing));
  return own.length === 0 ? '' : fill(words.claimCount, { count: own.length }, words.language);
}

/** The sources and notes of claims on a card, with both readings of a source that contradicts itself; nothing without claims. */
export const claimDetails = (view: View, claims: readonly Claim[], sourceLink: (source: string) => ComponentChildren) =>
  claims.length > 0 &&
  list('claims', claims, (claim) => {
    const note = noteOf(view, claim);
    return [
      claim.source !== undefined && [view.words.source, view.words.colon, sourceLink(claim.source)],
      bothReadings(view, claim),
      note && <p class="note">{literal(view, note)}</p>,
    ];
  });

/** The sources of some claims with their status, one entry per claim. */
const claimList = (view: View, claims: readonly Claim[]) =>
  list('claims', claims, (claim) => {
    const note = noteOf(view, claim);
    return [
      [statusOf(view, claim), ' ', sourceOf(view, claim)],
      readings(view, claim),
      note && <p class="note">{literal(view, note)}</p>,
    ];
  });

const noteOf = ({ site, graph, language }: View, { row }: Claim): Text | undefined =>
  site.roles.parts.LinkNote.flatMap((one) => graph.text(row, one, language) ?? [])[0];

/** The style class of each strength. */
export const marks: Record<Strength, string> = {
  stated: 'status-states',
  connected: 'status-states',
  proposed: 'status-proposes',
  contradicted: 'status-contradicts',
  mentioned: 'status-mentions',
};

/** The status as a mark, and a second mark if the source contradicts itself. */
export const statusOf = (view: View, { status, strength, contradictedBy }: Claim) => [
  status && <span class={`status ${marks[strength]}`}>{nameLink(view, status)}</span>,
  contradictedBy.length > 0 && <span class="status status-contradicts">{view.words.contradicted}</span>,
];

const sourceOf = (view: View, { source }: Claim) => source && nameLink(view, source);

/** The thing of the printed code and the thing of the printed text, side by side. */
function bothReadings(view: View, claim: Claim) {
  const { site, words } = view;
  const others = [...claim.contradictedBy, ...claim.contradicts].flatMap((row) => claimIn(site, row) ?? []);
  const [other] = others;
  if (other === undefined) return null;
  const isCode = claim.contradictedBy.length > 0; // this claim is about the printed code, the other one about the text
  const [printed, meant] = isCode ? [claim, other] : [other, claim];
  const reading = (word: string, { to }: Claim) => (
    <div>
      {word}
      {words.colon}
      {pageAnchor(view, to, [<bdi dir="ltr">{view.graph.codes(to)[0]}</bdi>, ' ', literal(view, view.shortNameOf(to))])}
    </div>
  );
  return (
    <div class="readings">
      {reading(words.cards.printedCode, printed)}
      {reading(words.cards.printedText, meant)}
    </div>
  );
}

/** If a source prints the code of one thing with the text of another, each claim names the other thing. */
function readings(view: View, { from, contradictedBy, contradicts }: Claim) {
  const others = [
    { rows: contradictedBy, word: view.words.contradictedBy },
    { rows: contradicts, word: view.words.contradicts },
  ];
  return others.flatMap(({ rows, word }) =>
    rows
      .flatMap((row) => claimIn(view.site, row) ?? [])
      .map((claim) => otherEnd(claim, from))
      .map((thing) => (
        <p class="note">
          {word} {pageAnchor(view, thing, code(view, thing))}
        </p>
      )),
  );
}
