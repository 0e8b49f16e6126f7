import type { Roles } from '../roles/roles.js';
import { groupBy } from '../text/order.js';
import {
  type Aspect,
  addChange,
  type Change,
  countOthers,
  distanceOf,
  type Findings,
  type Kind,
  keepLargest,
  type Revision,
  type SeriesTally,
} from './changes.js';
import type { FileChanges } from './figure-files.js';
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

/** True if the statements describe a figure. */
export const isFigure = (statements: Statement[], { FigureValue }: Parts): boolean =>
  says(statements, ...FigureValue) ||
  statements.some(({ property, value }) => property === terms.type && value === `<${terms.observation}>`);

/** Counts the change of a figure. */
export function interpretFigure(subject: Subject, findings: Findings): void {
  const { before, after } = subject;
  const { parts } = findings.roles;
  const [was, is] = [isFigure(before, parts), isFigure(after, parts)];
  const series = seriesOf(is ? after : before, parts);
  if (findings.seriesInFiles.has(series)) return; // its files are compared instead
  const tally = tallyOf(findings, series);
  if (!was) tally.added++;
  else if (!is) tally.removed++;
  else {
    const revision = revisionOf(subject, parts);
    const isRevised = revision.by > 0;
    if (isRevised) keepLargest(tally, revision);
    countOthers(findings, subject, new Set(isRevised ? parts.FigureValue : []));
  }
}

const seriesOf = (statements: Statement[], { FigureSeries }: Parts): string =>
  irisOf(statements, ...FigureSeries, terms.dataSet)[0] ?? '';

function tallyOf({ figures }: Findings, series: string): SeriesTally {
  const known = figures.get(series) ?? { added: 0, removed: 0, revised: 0, largest: [] };
  figures.set(series, known);
  return known;
}

/** Compares two values. */
function revisionOf({ iri, before, after }: Subject, parts: Parts): SeriesTally['largest'][number] {
  const [from = '', to = ''] = [before, after].map((side) => textOf(side, ...parts.FigureValue));
  const [area] = irisOf(after, ...parts.FigureArea);
  const time = textOf(after, ...parts.FigurePeriod) ?? '';
  const by = distanceOf(from, to);
  return { figure: iri, ...(area !== undefined && { area }), time, before: from, after: to, by };
}

/** Adds the changes of files of figures to the findings. */
export function addFileChanges(findings: Findings, files: ReadonlyMap<string, FileChanges>): void {
  for (const [series, { tally, others }] of files) {
    findings.figures.set(series, tally);
    for (const { property, added, removed } of others) {
      const known = findings.others.get(property) ?? { property, added: 0, removed: 0 };
      findings.others.set(property, { property, added: known.added + added, removed: known.removed + removed });
    }
  }
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
