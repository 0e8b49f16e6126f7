import type { PartName } from '../roles/roles.js';
import { addTo, compareCodePoints } from '../text/order.js';
import type { GraphIndex } from './graph-index.js';
import { step, stepBack } from './steps.js';
import { kindOf, perSite, type Site, type View } from './view.js';
import { localName, names } from './vocabulary.js';

/** From strong to weak. A property without a declared strength connects under its own name. */
const strengths = ['stated', 'connected', 'proposed', 'contradicted', 'mentioned'] as const;

/** How firmly two things are connected. */
export type Strength = (typeof strengths)[number];

/** A row of a sheet that connects two things. */
export interface Claim {
  row: string;
  from: string;
  to: string;
  properties: readonly string[];
  strength: Strength;
  status: string | undefined;
  source: string | undefined;
  contradictedBy: readonly string[]; // rows that interpret the same line of the source differently
  contradicts: readonly string[];
}

/** All claims: by row; and by the things that they connect, by source and by status. */
const claimsOf = perSite((site) => {
  const rows = [...site.graph.described()].flatMap((row) => claimOf(site, row) ?? []);
  const { byCode } = site.graph;
  const sorted = rows.sort(
    (a, b) =>
      byCode(a.from, b.from) ||
      byCode(a.to, b.to) ||
      Number(isConnection(b)) - Number(isConnection(a)) ||
      compareCodePoints(a.row, b.row),
  );
  const byThing = new Map<string, Claim[]>();
  for (const claim of sorted) {
    const things = [claim.from, claim.to, claim.source, claim.status].filter((one) => one !== undefined);
    for (const thing of new Set(things)) addTo(byThing, thing, claim);
  }
  return { byThing, byRow: new Map(sorted.map((claim) => [claim.row, claim])) };
});

/** The claims that connect a thing with others, come from a source, or have a status; sorted by code. */
export const claimsAbout = (site: Site, thing: string): readonly Claim[] => claimsOf(site).byThing.get(thing) ?? [];

/** The rows that connect a thing with another. */
export const rowsAbout = ({ graph, roles }: Site, thing: string): string[] =>
  [...roles.parts.LinkFrom, ...roles.parts.LinkTo].flatMap((part) => graph.subjects(part, thing));

/** All claims of the data. */
export const allClaims = (site: Site): Claim[] => [...claimsOf(site).byRow.values()];

/** The claim of a row. */
export const claimIn = (site: Site, row: string): Claim | undefined => claimsOf(site).byRow.get(row);

function claimOf({ graph, roles }: Site, row: string): Claim | undefined {
  const linked = (part: PartName): string[] => roles.parts[part].flatMap((one) => graph.links(row, one));
  if (!roles.parts.LinkFrom.some((one) => graph.has(row, one))) return undefined;
  const [[from], [to], [status], named] = [
    linked('LinkFrom'),
    linked('LinkTo'),
    linked('LinkStatus'),
    linked('LinkProperty'),
  ];
  if (from === undefined || to === undefined) return undefined;
  const properties = named.length > 0 ? named : [names.related];
  const proposals = roles.parts.LinkStatus.flatMap((one) => roles.properties.get(one)?.proposals ?? []);
  const ownCodes = status === undefined ? [] : [...graph.codes(status), localName(status)];
  const strength = strongest(properties.map((one) => roles.properties.get(one)?.strength ?? 'connected'));
  const isProposal = ownCodes.some((code) => proposals.includes(code));
  return {
    row,
    from,
    to,
    properties,
    strength: isProposal && ['stated', 'connected'].includes(strength) ? 'proposed' : strength,
    status,
    source: linked('LinkSource')[0],
    contradictedBy: linked('LinkContradiction'),
    contradicts: roles.parts.LinkContradiction.flatMap((one) => graph.subjects(one, row)),
  };
}

const strongest = (found: readonly Strength[]): Strength => strengths.find((one) => found.includes(one)) ?? 'connected';

/** False if the source only mentions the two things together. */
export const isConnection = ({ strength }: Claim): boolean => strength !== 'mentioned';

/** The thing that a claim connects with another. */
export const otherEnd = ({ from, to }: Claim, thing: string): string => (from === thing ? to : from);

/** The strongest connection between two things, in both directions; undefined if nothing connects them. */
export function connectionOf(site: Site, a: string, b: string): Strength | undefined {
  const claimed = claimsAbout(site, a).filter((claim) => [claim.from, claim.to].includes(b) && a !== b);
  const stated = [...propertiesBetween(site.graph, a, b), ...propertiesBetween(site.graph, b, a)];
  const { properties } = site.roles;
  // A general property says no more than the property that implies it.
  const isImplied = (one: string): boolean => {
    const { subProperties = [], inverses = [], strength } = properties.get(one) ?? {};
    return strength === undefined && [...subProperties, ...inverses].some((other) => stated.includes(other));
  };
  const found: Strength[] = [
    ...claimed.map(({ strength }) => strength),
    ...stated.filter((one) => !isImplied(one)).map((one) => properties.get(one)?.strength ?? 'connected'),
  ];
  return found.length === 0 ? undefined : strongest(found);
}

const propertiesBetween = (graph: GraphIndex, a: string, b: string): string[] =>
  [...graph.about(a)].filter(([, objects]) => objects.some(({ value }) => value === b)).map(([property]) => property);

/** A property that leads from the thing of a page to others; `isInverse`: from others to the thing. */
export interface Way {
  property: string;
  isInverse: boolean;
}

/** The things on a way from a thing, each with the claims about the two, also mere mentions; sorted by code. */
export function connections(site: Site, thing: string, way: Way): [thing: string, claims: Claim[]][] {
  const walk = way.isInverse ? stepBack : step;
  const found = new Map<string, Claim[]>(walk(site, thing, way.property).map((one) => [one, []]));
  const about = claimsAbout(site, thing).filter((claim) => [claim.from, claim.to].includes(thing));
  for (const claim of about.filter(isConnection))
    if (isOnWay(site, claim, thing, way)) addTo(found, otherEnd(claim, thing), claim);
  for (const claim of about) if (!isConnection(claim)) found.get(otherEnd(claim, thing))?.push(claim);
  return [...found].sort(([a], [b]) => site.graph.byCode(a, b));
}

/** True if a claim connects a thing with another on this way. */
function isOnWay(
  { roles }: Site,
  { from, to, properties }: Claim,
  thing: string,
  { property, isInverse }: Way,
): boolean {
  const { subProperties = [], inverses = [] } = roles.properties.get(property) ?? {};
  const isAmong = (all: readonly string[]): boolean => properties.some((one) => all.includes(one));
  const forward = [property, ...subProperties];
  if (from === thing && isAmong(isInverse ? inverses : forward)) return true;
  return to === thing && isAmong(isInverse ? forward : inverses);
}

/** The ways of all declared properties, and the known ways from each thing. */
const declaredWays = perSite(({ roles }) => {
  const declared = [...roles.properties].flatMap(([property, { strength, inverses }]): Way[] =>
    strength === undefined || strength === 'mentioned'
      ? []
      : [{ property, isInverse: false }, ...(inverses.length === 0 ? [{ property, isInverse: true }] : [])],
  );
  return { declared, byThing: new Map<string, readonly Way[]>() };
});

/** The declared ways that connect a thing with others. */
function connectingWays(site: Site, thing: string): readonly Way[] {
  const { declared, byThing } = declaredWays(site);
  if (declared.length === 0) return declared;
  const found = byThing.get(thing) ?? declared.filter((way) => connections(site, thing, way).length > 0);
  byThing.set(thing, found);
  return found;
}

/** The ways that connect a thing with others, except for ways that begin with `covered` properties. */
export function waysFrom(site: Site, thing: string, covered: readonly string[]): Way[] {
  const { roles } = site;
  const ways = connectingWays(site, thing);
  const isCovered = (way: Way): boolean => {
    const { inverses = [] } = roles.properties.get(way.property) ?? {};
    const same = way.isInverse ? inverses : [way.property];
    return covered.some((one) => {
      const { subProperties = [], inverses: opposite = [] } = roles.properties.get(one) ?? {};
      return (
        [one, ...subProperties].some((own) => same.includes(own)) || (way.isInverse && opposite.includes(way.property))
      );
    });
  };
  const claims = claimsAbout(site, thing).filter((one) => isConnection(one) && [one.from, one.to].includes(thing));
  const isGeneral = (way: Way): boolean =>
    !ways.some((one) => one !== way && roles.properties.get(one.property)?.subProperties.includes(way.property));
  const chosen = ways.filter((way) => isGeneral(way) && !isCovered(way));
  for (const claim of claims)
    if (
      ![...ways, ...covered.map((property) => ({ property, isInverse: false }))].some((way) =>
        isOnWay(site, claim, thing, way),
      )
    )
      for (const property of claim.properties) {
        const way = { property, isInverse: claim.from !== thing };
        if (!chosen.some((one) => one.property === property && one.isInverse === way.isInverse)) chosen.push(way);
      }
  return chosen;
}

/** The things that are only mentioned together with a thing, each with its claims. */
export function mentionedWith(site: Site, thing: string): [thing: string, claims: Claim[]][] {
  const found = new Map<string, Claim[]>();
  for (const property of mentioning(site)) for (const one of step(site, thing, property)) found.set(one, []);
  for (const claim of claimsAbout(site, thing))
    if (!isConnection(claim) && [claim.from, claim.to].includes(thing)) addTo(found, otherEnd(claim, thing), claim);
  return [...found]
    .filter(([one]) => connectionOf(site, thing, one) === 'mentioned')
    .sort(([a], [b]) => site.graph.byCode(a, b));
}

/** The properties that only mention two things together. */
export const mentioning = perSite(({ roles }): readonly string[] =>
  [...roles.properties].filter(([, { strength }]) => strength === 'mentioned').map(([property]) => property),
);

/** The things that only proposals connect on a way: no source states the connection. */
export const proposedOn = (site: Site, thing: string, way: Way): string[] =>
  connections(site, thing, way)
    .map(([one, claims]) => [one, claims.filter(isConnection)] as const)
    .filter(([, claims]) => claims.length > 0 && claims.every(({ strength }) => strength === 'proposed'))
    .map(([one]) => one);

/**
 * True if nothing connects a thing with things of the kinds that a property leads to. Only then can a page say that
 * nothing is connected.
 */
export function hasNoConnection(site: Site, thing: string, property: string): boolean {
  const kinds = kindsAfter(site, property);
  const others = waysFrom(site, thing, []).flatMap((way) => connections(site, thing, way).map(([one]) => one));
  return !others.some((one) => kinds.size === 0 || kinds.has(kindOf(site.graph, one) ?? ''));
}

const knownKinds = perSite(() => new Map<string, ReadonlySet<string>>());

/** The kinds of things that a property leads to, in the ontology and the data. */
function kindsAfter(site: Site, property: string): ReadonlySet<string> {
  const known = knownKinds(site).get(property);
  if (known !== undefined) return known;
  const { inverses = [], subProperties = [] } = site.roles.properties.get(property) ?? {};
  const ranges = [
    ...site.vocabulary.links(property, names.range),
    ...inverses.flatMap((one) => site.vocabulary.links(one, names.domain)),
  ];
  const reached = site.graph.things.filter(
    (thing) =>
      [property, ...subProperties].some((one) => site.graph.subjects(one, thing).length > 0) ||
      inverses.some((one) => site.graph.objects(thing, one).length > 0),
  );
  const found = new Set([...ranges, ...reached.map((thing) => kindOf(site.graph, thing) ?? '')]);
  knownKinds(site).set(property, found);
  return found;
}

/** Groups items by their keys, such as things by kind; the groups are sorted by code. */
export function groupBy<T>(
  graph: View['graph'],
  all: readonly T[],
  keysOf: (one: T) => readonly string[],
): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const one of all) for (const key of keysOf(one)) addTo(groups, key, one);
  return [...groups].sort(([a], [b]) => graph.byCode(a, b));
}
