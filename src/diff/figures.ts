import type { Kind, Revision } from './change.js';
import { type Findings, type SeriesTally, tell, tellOthers } from './findings.js';
import type { Said } from './statement.js';
import type { Subject } from './subjects.js';
import { irisOf, textOf, without } from './values.js';
import { figure, type } from './vocabulary.js';

/** Figures come in thousands: they are counted by their series, and the largest changes are told. */

const listedFigures = 5;

export const isFigure = (said: Said[]): boolean =>
  said.some(({ property, value }) => property === type && value === figure.class);

/** Counts what became of a figure. */
export function interpretFigure({ iri, before, after }: Subject, findings: Findings): void {
  const [was, is] = [isFigure(before), isFigure(after)];
  const tally = tallyOf(findings, is ? after : before);
  if (was && is) {
    const revision = revisionOf(iri, before, after);
    const isRevised = revision.by > 0;
    if (isRevised) keep(tally, revision);
    const rest = (some: Said[]): Said[] => some.filter(({ property }) => !isRevised || property !== figure.value);
    tellOthers(findings, rest(without(before, after)), rest(without(after, before)));
  } else if (was) tally.removed++;
  else tally.added++;
}

function tallyOf({ figures }: Findings, said: Said[]): SeriesTally {
  const [series = ''] = [...irisOf(said, figure.series), ...irisOf(said, figure.dataSet)];
  const known = figures.get(series) ?? { added: 0, removed: 0, revised: 0, largest: [] };
  figures.set(series, known);
  return known;
}

/** `by` is how far the value went: 0 for the same number in another spelling, the most for what is no number. */
function revisionOf(iri: string, before: Said[], after: Said[]): SeriesTally['largest'][number] {
  const [from = '', to = ''] = [before, after].map((said) => textOf(said, figure.value));
  const distance = Math.abs(Number(to) - Number(from));
  const by = from === to ? 0 : Number.isNaN(distance) || from === '' || to === '' ? Number.MAX_VALUE : distance;
  const [area] = irisOf(after, figure.area);
  const time = textOf(after, figure.time) ?? '';
  return { figure: iri, ...(area !== undefined && { area }), time, before: from, after: to, by };
}

function keep(tally: SeriesTally, revision: SeriesTally['largest'][number]): void {
  tally.revised++;
  tally.largest.push(revision);
  tally.largest.sort((a, b) => b.by - a.by);
  tally.largest.splice(listedFigures);
}

/** Tells of the figures of each series. */
export function tellFigures(findings: Findings): void {
  for (const [subject, { added, removed, revised, largest }] of findings.figures) {
    const change = (kind: Kind, count: number, more: { largest?: Revision[] } = {}): void => {
      if (count > 0) tell(findings, { kind, subject, before: [], after: [], count, ...more });
    };
    change('figures-added', added);
    change('figures-removed', removed);
    change('figures-revised', revised, { largest: largest.map(({ by: _by, ...one }) => one) });
  }
}
