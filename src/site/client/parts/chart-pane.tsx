import type { ChartConfig } from '../../charts/chart-config.js';
import { Plot, swatch } from '../../charts/plot.js';
import { layPlot, type PlotFrame, type PlotLine, valuesAt, yearsOf } from '../../charts/plot-layout.js';
import { pointText } from '../../figures/figure-text.js';

interface PaneProps {
  config: ChartConfig;
  frame: PlotFrame;
  year: number | undefined; // of the pointer
  point(year: number | undefined): void;
}

/** The picture with the values of a year, for pointers and arrow keys. */
export function Pane({ config, frame, year, point }: PaneProps) {
  const { words, id, title, titleLanguage } = config;
  const years = yearsOf(frame.lines).filter((one) => one >= (frame.from ?? -Infinity) && one <= (frame.to ?? Infinity));
  const picture = (
    <Plot
      {...frame}
      id={id}
      title={title}
      titleLanguage={titleLanguage}
      description={spoken(frame.lines, years.at(-1), words)}
      year={year}
    />
  );
  if (frame.lines.every(({ points }) => points.length === 0)) return <p class="note">{words.chart.noValue}</p>;
  if (frame.lines.every(({ points }) => points.length < 2)) return picture;
  const { x } = layPlot(frame);
  const nearest = (at: number): number | undefined =>
    years.reduce((best, one) => (Math.abs(x(one) - at) < Math.abs(x(best) - at) ? one : best), years[0] ?? 0);
  const move = (step: number): void => {
    const at = year === undefined ? (step > 0 ? -1 : years.length) : years.indexOf(year);
    point(years[Math.min(Math.max(at + step, 0), years.length - 1)]);
  };
  const keys: Record<string, () => void> = {
    ArrowRight: () => move(1),
    ArrowLeft: () => move(-1),
    ArrowUp: () => move(1),
    ArrowDown: () => move(-1),
    Home: () => point(years[0]),
    End: () => point(years.at(-1)),
    Escape: () => point(undefined),
  };
  return (
    <div
      class="pointing"
      role="slider"
      tabIndex={0}
      aria-label={words.chart.pointer}
      aria-valuemin={years[0]}
      aria-valuemax={years.at(-1)}
      aria-valuenow={year ?? years.at(-1)}
      aria-valuetext={spoken(frame.lines, year ?? years.at(-1), words)}
      onKeyDown={(event) => {
        const act = keys[event.key];
        if (act === undefined) return;
        event.preventDefault();
        act();
      }}
      onPointerMove={({ currentTarget, clientX }) => {
        const { left, width } = currentTarget.getBoundingClientRect();
        point(nearest(((clientX - left) * frame.width) / width));
      }}
      onPointerLeave={({ pointerType }) => pointerType === 'mouse' && point(undefined)}
      onBlur={() => point(undefined)}
    >
      {picture}
      {year !== undefined && <Values lines={frame.lines} year={year} words={words} share={x(year) / frame.width} />}
    </div>
  );
}

interface ValuesProps {
  lines: readonly PlotLine[];
  year: number;
  words: ChartConfig['words'];
  share: number; // of the width, from the left
}

/** The values of a year, the largest first. */
const Values = ({ lines, year, words, share }: ValuesProps) => (
  <div
    class="pointer-values"
    aria-hidden="true"
    style={share < 0.5 ? { left: `${share * 100 + 2}%` } : { right: `${(1 - share) * 100 + 2}%` }}
  >
    <strong>
      <bdi>{year}</bdi>
    </strong>
    <ul>
      {valuesAt(lines, year).map(({ line, point }) => (
        <li>
          {swatch(line.mark)}
          <bdi>{line.name}</bdi> <bdi class="value">{pointText(point, words)}</bdi>
        </li>
      ))}
    </ul>
  </div>
);

/** "2018: Kenya 7.9, World 7.2" */
const spoken = (lines: readonly PlotLine[], year: number | undefined, words: ChartConfig['words']): string =>
  year === undefined
    ? ''
    : `${year}: ${valuesAt(lines, year)
        .map(({ line, point }) => `${line.name} ${pointText(point, words)}`)
        .join(', ')}`;
