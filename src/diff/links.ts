import { groupBy } from '../text/order.js';
import {
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

const aspects = { status: terms.linkStatus, source: terms.source, note: terms.comment };
const linkTerms = new Set([terms.linkFrom, terms.linkTo, terms.linkProperty, terms.type, ...Object.values(aspects)]);

/** True if the statements describe a link. */
export const isLink = (statements: Statement[]): boolean =>
  says(statements, terms.linkFrom) && says(statements, terms.linkTo);

/** Interprets a link. Added and removed links are kept until the end, because a link can get a new IRI. */
export function interpretLink(subject: Subject, findings: Findings): void {
  const { before, after } = subject;
  const [was, is] = [isLink(before), isLink(after)];
  for (const side of [before, after])
    for (const property of irisOf(side, terms.linkProperty)) findings.linked.add(property);
  if (was && is && endsOf(before).join() === endsOf(after).join()) {
    reportAspects(subject, findings);
    countOthers(findings, subject, linkTerms);
    return;
  }
  if (was) findings.links.removed.push(subject);
  if (is) findings.links.added.push(subject);
}

/** Returns the two ends of a link. */
const endsOf = (statements: Statement[]): string[] =>
  [terms.linkFrom, terms.linkTo].flatMap((property) => irisOf(statements, property));

/** Reports each changed status, source and note. */
function reportAspects({ iri, before, after }: Subject, findings: Findings): void {
  const { gone, come } = differences(before, after);
  for (const [aspect, property] of Object.entries(aspects) as [keyof typeof aspects, string][]) {
    const [from, to] = [valuesOf(gone, property), valuesOf(come, property)];
    if (from.length + to.length === 0) continue;
    const change = { kind: 'link-changed', subject: iri, before: from, after: to } as const;
    addChange(findings, { ...change, aspect, others: endsOf(after) });
  }
}

/** Reports added and removed links. If both have the same ends, they are one changed link. */
export function reportLinks(findings: Findings): void {
  const removed = groupBy(findings.links.removed, ({ before }) => endsOf(before).join());
  for (const added of findings.links.added) {
    const old = removed.get(endsOf(added.after).join())?.shift();
    if (old) reportAspects({ iri: added.iri, before: old.before, after: added.after }, findings);
    else addChange(findings, wholeLink('link-added', added.iri, added.after));
  }
  for (const { iri, before } of [...removed.values()].flat())
    addChange(findings, wholeLink('link-removed', iri, before));
}

/** Returns a change with the status and source of a link. */
function wholeLink(kind: Kind, subject: string, statements: Statement[]): Change {
  const values = [aspects.status, aspects.source].flatMap((property) => valuesOf(statements, property));
  const isAdded = kind === 'link-added';
  return { kind, subject, before: isAdded ? [] : values, after: isAdded ? values : [], others: endsOf(statements) };
}

const listedFigures = 5;

/** True if the statements describe a figure. */
export const isFigure = (statements: Statement[]): boolean =>
  statements.some(({ property, value }) => property === terms.type && value === `<${terms.observation}>`);

/** Counts the change of a figure. */
export function interpretFigure(subject: Subject, findings: Findings): void {
  const { iri, before, after } = subject;
  const [was, is] = [isFigure(before), isFigure(after)];
  const tally = tallyOf(findings, is ? after : before);
  if (!was) tally.added++;
  else if (!is) tally.removed++;
  else {
    const revision = revisionOf(iri, before, after);
    const isRevised = revision.by > 0;
    if (isRevised) keep(tally, revision);
    countOthers(findings, subject, new Set(isRevised ? [terms.figureValue] : []));
  }
}

function tallyOf({ figures }: Findings, statements: Statement[]): SeriesTally {
  const [series = ''] = [...irisOf(statements, terms.series), ...irisOf(statements, terms.dataSet)];
  const known = figures.get(series) ?? { added: 0, removed: 0, revised: 0, largest: [] };
  figures.set(series, known);
  return known;
}

/** Compares two values. `by` is their distance: 0 if only the spelling differs, the maximum if one is not a number. */
function revisionOf(iri: string, before: Statement[], after: Statement[]): SeriesTally['largest'][number] {
  const [from = '', to = ''] = [before, after].map((side) => textOf(side, terms.figureValue));
  const distance = Math.abs(Number(to) - Number(from));
  const by = from === to ? 0 : Number.isNaN(distance) || from === '' || to === '' ? Number.MAX_VALUE : distance;
  const [area] = irisOf(after, terms.area);
  const time = textOf(after, terms.time) ?? '';
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
