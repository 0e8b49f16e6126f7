import type { Severity } from '../../../problem.js';
import { formatNumber } from '../../fill.js';
import { choicesOf, type Filter, type ListedProblem } from '../../workbench/problem-list.js';
import type { Explanations } from '../../workbench/settings.js';
import type { Bench } from './bench.js';
import { SeverityMark } from './problem-card.js';

interface FiltersProps {
  bench: Bench;
  listed: readonly ListedProblem[];
  filter: Filter;
  texts: Explanations;
  onFilter(changed: Filter): void;
}

/** The filters by severity, sheet and kind, with the number of problems of each choice. */
export function Filters({ bench, listed, filter, texts, onFilter }: FiltersProps) {
  const { words } = bench;
  const choices = (name: 'sheet' | 'kind'): [value: string, count: number][] => [...choicesOf(listed, name, filter)];
  const [sheets, kinds] = [choices('sheet'), choices('kind')];
  const titleOf = (code: string): string => texts[code]?.[0] ?? code;
  return (
    <div class="bench-filters">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms */}
      <div class="bench-severities" role="group" aria-label={words.bySeverity}>
        {[...choicesOf(listed, 'severity', filter)].map(([severity, count]) => (
          <button
            type="button"
            class="button"
            key={severity}
            aria-pressed={filter.severity === severity}
            onClick={() => onFilter({ severity: filter.severity === severity ? undefined : (severity as Severity) })}
          >
            <SeverityMark bench={bench} severity={severity as Severity} />
            <span class="count">{formatNumber(count)}</span>
          </button>
        ))}
      </div>
      {sheets.length > 1 && (
        <Choice
          label={words.bySheet}
          all={words.allSheets}
          value={filter.sheet}
          choices={sheets.map(([sheet, count]) => ({ value: sheet, name: sheet, count }))}
          onChoice={(sheet) => onFilter({ sheet })}
        />
      )}
      {kinds.length > 1 && (
        <Choice
          label={words.byKind}
          all={words.allKinds}
          value={filter.kind}
          choices={kinds.map(([kind, count]) => ({ value: kind, name: titleOf(kind), count }))}
          onChoice={(kind) => onFilter({ kind })}
        />
      )}
    </div>
  );
}

interface ChoiceProps {
  label: string;
  all: string;
  value: string | undefined;
  choices: { value: string; name: string; count: number }[];
  onChoice(value: string | undefined): void;
}

/** A choice of one value or all. */
const Choice = ({ label, all, value, choices, onChoice }: ChoiceProps) => (
  <label>
    <span class="unseen">{label}</span>
    <select
      class="select"
      value={value ?? ''}
      onChange={({ currentTarget }) => onChoice(currentTarget.value === '' ? undefined : currentTarget.value)}
    >
      <option value="">{all}</option>
      {choices.map(({ value: one, name, count }) => (
        <option key={one} value={one} disabled={count === 0 && one !== value}>
          {`${name} (${formatNumber(count)})`}
        </option>
      ))}
    </select>
  </label>
);
