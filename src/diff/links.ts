import type { Change, Kind } from './change.js';
import { type Findings, tell, tellOthers } from './findings.js';
import type { Said } from './statement.js';
import type { Subject } from './subjects.js';
import { irisOf, says, valuesOf, without } from './values.js';
import { comment, link, source, type } from './vocabulary.js';

/** Links: who says that two things belong together, and how firmly. */

const aspects = { status: link.status, source, note: comment };
const own = new Set([link.from, link.to, link.property, type, ...Object.values(aspects)]);

export const isLink = (said: Said[]): boolean => says(said, link.from) && says(said, link.to);

/** What became of a link; one that came or went waits, for it may have another address now. */
export function interpretLink(subject: Subject, findings: Findings): void {
  const { before, after } = subject;
  const [was, is] = [isLink(before), isLink(after)];
  for (const property of [before, after].flatMap((said) => irisOf(said, link.property))) findings.linked.add(property);
  if (was && is && endsOf(before).join() === endsOf(after).join()) {
    tellAspects(subject, findings);
    const rest = (some: Said[]): Said[] => some.filter(({ property }) => !own.has(property));
    tellOthers(findings, rest(without(before, after)), rest(without(after, before)));
    return;
  }
  if (was) findings.links.removed.push(subject);
  if (is) findings.links.added.push(subject);
}

/** The two things that are linked. */
const endsOf = (said: Said[]): string[] => [link.from, link.to].flatMap((property) => irisOf(said, property));

/** One change for each of status, source and note that is not the same. */
function tellAspects({ iri, before, after }: Subject, findings: Findings): void {
  const [gone, come] = [without(before, after), without(after, before)];
  for (const [aspect, property] of Object.entries(aspects) as [keyof typeof aspects, string][]) {
    const [from, to] = [valuesOf(gone, property), valuesOf(come, property)];
    if (from.length + to.length === 0) continue;
    const change = { kind: 'link-changed', subject: iri, before: from, after: to } as const;
    tell(findings, { ...change, aspect, others: endsOf(after) });
  }
}

/** Tells of links that came and went; one that went where another came between the same two things became that one. */
export function tellLinks(findings: Findings): void {
  const removed = new Map<string, Subject[]>();
  for (const one of findings.links.removed) {
    const ends = endsOf(one.before).join();
    removed.set(ends, [...(removed.get(ends) ?? []), one]);
  }
  for (const added of findings.links.added) {
    const old = removed.get(endsOf(added.after).join())?.shift();
    if (old) tellAspects({ iri: added.iri, before: old.before, after: added.after }, findings);
    else tell(findings, whole('link-added', added.iri, added.after));
  }
  for (const { iri, before } of [...removed.values()].flat()) tell(findings, whole('link-removed', iri, before));
}

/** Status and source of a link, on the side that has it. */
function whole(kind: Kind, subject: string, said: Said[]): Change {
  const values = [aspects.status, aspects.source].flatMap((property) => valuesOf(said, property));
  const isAdded = kind === 'link-added';
  return { kind, subject, before: isAdded ? [] : values, after: isAdded ? values : [], others: endsOf(said) };
}
