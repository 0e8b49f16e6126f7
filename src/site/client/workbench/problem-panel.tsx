import type { Place } from '../../../problem.js';
import { countedText } from '../../counted-text.js';
import { fill } from '../../fill.js';
import type { CellChange, SheetRow } from '../../workbench/messages.js';
import {
  type Filter,
  filtered,
  groupsOf,
  type ListedProblem,
  type ProblemGroup,
} from '../../workbench/problem-list.js';
import type { Explanations } from '../../workbench/settings.js';
import type { Bench } from './bench.js';
import { Corrections } from './corrections.js';
import { Filters } from './filters.js';
import { ProblemCard } from './problem-card.js';

/** The number of problems that are shown at a time. */
export const portion = 20;

/** The content of the list, and the actions in it. */
export interface PanelProps {
  bench: Bench;
  listed: readonly ListedProblem[]; // that can be shown
  known: number; // problems of the published data
  withKnown: boolean; // they are shown
  filter: Filter;
  most: number; // problems that are shown
  texts: Explanations;
  rowsOf(place: Place): SheetRow | undefined;
  corrections: readonly CellChange[];
  onFilter(changed: Filter): void;
  onKnown(isShown: boolean): void;
  onMore(): void;
  onCorrect(changes: CellChange[]): void;
}

/** The filters, the corrections, and the problems by severity and sheet. */
export function ProblemPanel(props: PanelProps) {
  const { bench, listed, known, withKnown, filter, most, corrections, onCorrect, onKnown, onMore } = props;
  const { words, language } = bench;
  const found = filtered(listed, filter);
  const sizes = new Map(groupsOf(found).map((group) => [keyOf(group), group.problems.length]));
  const rest = Math.min(found.length - most, portion);
  return (
    <>
      <Corrections bench={bench} corrections={corrections} onCorrect={onCorrect} />
      {listed.length === 0 ? <p>{known > 0 ? words.noneNew : words.nothingFound}</p> : <Filters {...props} />}
      {known > 0 && (
        <label class="bench-check">
          <input type="checkbox" checked={withKnown} onChange={({ currentTarget }) => onKnown(currentTarget.checked)} />
          <span>{countedText(words.showKnown, { count: known }, language)}</span>
        </label>
      )}
      {listed.length > 0 && <p class="note bench-keys">{words.keys}</p>}
      {groupsOf(found.slice(0, most)).map((group) => (
        <section class="bench-group" key={keyOf(group)}>
          <h3>
            <bdi dir="ltr">{group.sheet}</bdi>{' '}
            <span class="count">
              {countedText(words.counts[group.severity], { count: sizes.get(keyOf(group)) ?? 0 }, language)}
            </span>
          </h3>
          <ol class="bench-list">
            {group.problems.map((one) => (
              <li key={one.key}>
                <ProblemCard {...props} listed={one} />
              </li>
            ))}
          </ol>
        </section>
      ))}
      {rest > 0 && (
        <p class="bench-buttons">
          <button type="button" class="button" onClick={onMore}>
            {countedText(words.more, { count: rest }, language)}
          </button>
          <span class="note">{fill(words.shownOf, { count: most, all: found.length }, language)}</span>
        </p>
      )}
    </>
  );
}

const keyOf = ({ severity, sheet }: ProblemGroup): string => `${severity} ${sheet}`;
