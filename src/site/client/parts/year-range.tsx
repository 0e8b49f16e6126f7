import type { ChartConfig } from '../../charts/chart-config.js';
import type { Choice } from './chart-state.js';

interface YearRangeProps {
  words: ChartConfig['words']['chart'];
  years: readonly number[]; // the steps: years with values
  choice: Pick<Choice, 'from' | 'to'>;
  change(choice: Pick<Choice, 'from' | 'to'>): void;
}

/** One slider with two handles for the first and the last year. Each handle is a native slider, also for the keyboard. */
export function YearRange({ words, years, choice: { from, to }, change }: YearRangeProps) {
  const last = years.length - 1;
  const at = (year: number | undefined, other: number): number => {
    const found = year === undefined ? other : years.findIndex((one) => one >= year);
    return found < 0 ? other : found;
  };
  const low = at(from, 0);
  const high = Math.max(low, at(to, last));
  const choose = (first: number, second: number): void =>
    change({ from: first === 0 ? undefined : years[first], to: second === last ? undefined : years[second] });
  const handle = (name: string, value: number, limited: (chosen: number) => number, move: (chosen: number) => void) => (
    <input
      type="range"
      min={0}
      max={last}
      value={value}
      aria-label={name}
      aria-valuetext={String(years[value])}
      onInput={({ currentTarget }) => {
        const chosen = limited(Number(currentTarget.value));
        currentTarget.value = String(chosen);
        if (chosen !== value) move(chosen);
      }}
    />
  );
  const isAtEnd = low > last / 2; // the handle for the first year must be above the other one
  return (
    <fieldset class="choice">
      <legend>{words.years}</legend>
      <div class={`year-range${isAtEnd ? ' at-end' : ''}`} dir="ltr">
        <output>{years[low]}</output>
        <div class="handles">
          <svg viewBox={`0 0 ${last} 1`} preserveAspectRatio="none" aria-hidden="true">
            <path d={`M${low} 0H${high}V1H${low}Z`} />
          </svg>
          {handle(
            words.from,
            low,
            (chosen) => Math.min(chosen, high),
            (chosen) => choose(chosen, high),
          )}
          {handle(
            words.to,
            high,
            (chosen) => Math.max(chosen, low),
            (chosen) => choose(low, chosen),
          )}
        </div>
        <output>{years[high]}</output>
      </div>
    </fieldset>
  );
}
