import type { Severity } from '../../../problem.js';
import { groupBy } from '../../../text/order.js';
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
            <span class="count">{formatNumber(count, bench.language)}</span>
          </button>
        ))}
      </div>
      {sheets.length > 1 && (
        <Choice
          language={bench.language}
          label={words.bySheet}
          all={words.allSheets}
          value={filter.sheet}
          choices={sheets.map(([sheet, count]) => ({ value: sheet, name: sheet, count }))}
          onChoice={(sheet) => onFilter({ sheet })}
        />
      )}
      {kinds.length > 1 && (
        <Choice
          language={bench.language}
          label={words.byKind}
          all={words.allKinds}
          value={filter.kind}
          choices={kinds.map(([kind, count]) => {
            const [name, , , group] = texts[kind] ?? [kind];
            return { value: kind, name, count, group };
          })}
          onChoice={(kind) => onFilter({ kind })}
        />
      )}
    </div>
  );
}

interface Chosen {
  value: string;
  name: string;
  count: number;
  group?: string | undefined;
}

interface ChoiceProps {
  language: string;
  label: string;
  all: string;
  value: string | undefined;
  choices: Chosen[];
  onChoice(value: string | undefined): void;
}

/** A choice of one value or all, in groups if they have names. */
function Choice({ language, label, all, value, choices, onChoice }: ChoiceProps) {
  const options = (some: Chosen[]) =>
    some.map(({ value: one, name, count }) => (
      <option key={one} value={one} disabled={count === 0 && one !== value}>
        {`${name} (${formatNumber(count, language)})`}
      </option>
    ));
  return (
    <label>
      <span class="unseen">{label}</span>
      <select
        class="select"
        value={value ?? ''}
        onChange={({ currentTarget }) => onChoice(currentTarget.value === '' ? undefined : currentTarget.value)}
      >
        <option value="">{all}</option>
        {[...groupBy(choices, ({ group = '' }) => group)].map(([group, some]) =>
          group === '' ? (
            options(some)
          ) : (
            <optgroup key={group} label={group}>
              {options(some)}
            </optgroup>
          ),
        )}
      </select>
    </label>
  );
}
