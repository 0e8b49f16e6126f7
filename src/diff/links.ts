import type { Roles } from '../roles/roles.js';
import { groupBy } from '../text/order.js';
import {
  type Aspect,
  addChange,
  type Change,
  countOthers,
  type Findings,
  type Kind,
  type Revision,
  type SeriesTally,
} from './changes.js';
import { differences, irisOf, type Statement, type Subject, says, terms, textOf, valuesOf } from './statements.js';

/** Changes of links, and of figures by series. */

type Parts = Roles['parts'];

/** The properties of a link without its ends, in the order in which changes are reported. */
export const aspectParts = { status: 'LinkStatus', source: 'LinkSource', note: 'LinkNote' } as const;

const aspects = Object.entries(aspectParts) as [Aspect, (typeof aspectParts)[Aspect]][];

/** True if the statements describe a link. */
export const isLink = (statements: Statement[], { LinkFrom, LinkTo }: Parts): boolean =>
  says(statements, ...LinkFrom) && says(statements, ...LinkTo);

/** Interprets a link. Added and removed links are kept until the end, because a link can get a new IRI. */
export function interpretLink(subject: Subject, findings: Findings): void {
  const { before, after } = subject;
  const { parts } = findings.roles;
  const [was, is] = [isLink(before, parts), isLink(after, parts)];
  for (const side of [before, after])
    for (const property of irisOf(side, ...parts.LinkProperty)) findings.linked.add(property);
  if (was && is && endsOf(before, parts).join() === endsOf(after, parts).join()) {
    reportAspects(subject, findings);
    const all = (['LinkFrom', 'LinkTo', 'LinkProperty', ...Object.values(aspectParts)] as const).flatMap(
      (one) => parts[one],
    );
    countOthers(findings, subject, new Set([terms.type, ...all]));
    return;
  }
  if (was) findings.links.removed.push(subject);
  if (is) findings.links.added.push(subject);
}

/** Returns the two ends of a link. */
const endsOf = (statements: Statement[], { LinkFrom, LinkTo }: Parts): string[] =>
  [LinkFrom, LinkTo].flatMap((properties) => irisOf(statements, ...properties));

/** Reports each changed status, source and note. */
function reportAspects({ iri, before, after }: Subject, findings: Findings): void {
  const { gone, come } = differences(before, after);
  const { parts } = findings.roles;
  for (const [aspect, part] of aspects) {
    const [from, to] = [valuesOf(gone, ...parts[part]), valuesOf(come, ...parts[part])];
    if (from.length + to.length === 0) continue;
    const change = { kind: 'link-changed', subject: iri, before: from, after: to } as const;
    addChange(findings, { ...change, aspect, others: endsOf(after, parts) });
  }
}

/** Reports added and removed links. If both have the same ends, they are one changed link. */
export function reportLinks(findings: Findings): void {
  const { parts } = findings.roles;
  const removed = groupBy(findings.links.removed, ({ before }) => endsOf(before, parts).join());
  for (const added of findings.links.added) {
    const old = removed.get(endsOf(added.after, parts).join())?.shift();
    if (old) reportAspects({ iri: added.iri, before: old.before, after: added.after }, findings);
    else addChange(findings, wholeLink('link-added', added.iri, added.after, parts));
  }
  for (const { iri, before } of [...removed.values()].flat())
    addChange(findings, wholeLink('link-removed', iri, before, parts));
}

/** Returns a change with the status and source of a link. */
function wholeLink(kind: Kind, subject: string, statements: Statement[], parts: Parts): Change {
  const values = [parts.LinkStatus, parts.LinkSource].flatMap((properties) => valuesOf(statements, ...properties));
  const [before, after] = kind === 'link-added' ? [[], values] : [values, []];
  return { kind, subject, before, after, others: endsOf(statements, parts) };
}

const listedFigures = 5;

/** True if the statements describe a figure. */
export const isFigure = (statements: Statement[], { FigureValue }: Parts): boolean =>
  says(statements, ...FigureValue) ||
  statements.some(({ property, value }) => property === terms.type && value === `<${terms.observation}>`);

/** Counts the change of a figure. */
export function interpretFigure(subject: Subject, findings: Findings): void {
  const { before, after } = subject;
  const { parts } = findings.roles;
  const [was, is] = [isFigure(before, parts), isFigure(after, parts)];
  const tally = tallyOf(findings, is ? after : before);
  if (!was) tally.added++;
  else if (!is) tally.removed++;
  else {
    const revision = revisionOf(subject, parts);
    const isRevised = revision.by > 0;
    if (isRevised) keep(tally, revision);
    countOthers(findings, subject, new Set(isRevised ? parts.FigureValue : []));
  }
}

function tallyOf({ figures, roles }: Findings, statements: Statement[]): SeriesTally {
  const [series = ''] = irisOf(statements, ...roles.parts.FigureSeries, terms.dataSet);
  const known = figures.get(series) ?? { added: 0, removed: 0, revised: 0, largest: [] };
  figures.set(series, known);
  return known;
}

/** Compares two values. `by` is their distance: 0 if only the spelling differs, the maximum if one is not a number. */
function revisionOf({ iri, before, after }: Subject, parts: Parts): SeriesTally['largest'][number] {
  const [from = '', to = ''] = [before, after].map((side) => textOf(side, ...parts.FigureValue));
  const distance = Math.abs(Number(to) - Number(from));
  const by = from === to ? 0 : Number.isNaN(distance) || from === '' || to === '' ? Number.MAX_VALUE : distance;
  const [area] = irisOf(after, ...parts.FigureArea);
  const time = textOf(after, ...parts.FigurePeriod) ?? '';
  return { figure: iri, ...(area !== undefined && { area }), time, before: from, after: to, by };
}

function keep(tally: SeriesTally, revision: SeriesTally['largest'][number]): void {
  tally.revised++;
  tally.largest.push(revision);
  tally.largest.sort((a, b) => b.by - a.by);
  tally.largest.splice(listedFigures);
}

/** Reports the changed figures of each series. */
export function reportFigures(findings: Findings): void {
  for (const [subject, { added, removed, revised, largest }] of findings.figures) {
    const change = (kind: Kind, count: number, more: { largest?: Revision[] } = {}): void => {
      if (count > 0) addChange(findings, { kind, subject, before: [], after: [], count, ...more });
    };
    change('figures-added', added);
    change('figures-removed', removed);
    change('figures-revised', revised, { largest: largest.map(({ by: _by, ...one }) => one) });
  }
}
