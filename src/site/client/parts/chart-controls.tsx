import type { ChartConfig, DimensionChoice } from '../../charts/chart-config.js';
import { swatch } from '../../charts/plot.js';
import { mostLines, type PlotLine } from '../../charts/plot-layout.js';
import { fill } from '../../fill.js';
import { type AreaName, type Choice, placed, without } from './chart-state.js';
import { YearRange } from './year-range.js';

interface ControlsProps {
  config: ChartConfig;
  choice: Choice;
  lines: readonly PlotLine[];
  areas: readonly AreaName[]; // that can be added
  years: readonly number[];
  isWide: boolean;
  change(choice: Partial<Choice>, said?: string): void;
}

/** The controls above a chart: areas, dimensions, scale and years. */
export function Controls(props: ControlsProps) {
  const { config, choice, years, isWide, change } = props;
  const { chart } = config.words;
  const hasOptions = config.dimensions.length > 0 || years.length > 1;
  return (
    <>
      <Chips {...props} />
      {hasOptions && (
        <details class="chart-more" open={isWide}>
          <summary>{chart.options}</summary>
          <div>
            {config.file !== '' &&
              config.dimensions.map((one) => <Dimension dimension={one} choice={choice} change={change} />)}
            {years.length > 1 && (
              <>
                <Buttons
                  title={chart.scale}
                  options={[
                    ['', chart.linear],
                    ['log', chart.log],
                  ]}
                  chosen={choice.isLog ? 'log' : ''}
                  choose={(value) => change({ isLog: value === 'log' })}
                />
                <YearRange words={chart} years={years} choice={choice} change={change} />
              </>
            )}
          </div>
        </details>
      )}
    </>
  );
}

/** The areas of the chart, and a field to add one. */
function Chips({ config, choice, lines, areas, change }: ControlsProps) {
  const { chart } = config.words;
  const id = `${config.id}-areas`;
  const isFull = choice.areas.filter(Boolean).length >= mostLines;
  const add = (input: HTMLInputElement): void => {
    const wanted = input.value.trim().toLowerCase();
    const found = areas.find(([code, name]) => name.toLowerCase() === wanted || code === wanted);
    if (found === undefined) return;
    input.value = '';
    change({ areas: placed(choice.areas, found[0]) }, fill(chart.added, { area: found[1] }));
  };
  return (
    <fieldset class="chips">
      <legend>{chart.areas}</legend>
      {lines
        .filter(({ mark }) => mark > 0)
        .map(({ key, name, mark }) => (
          <span class="area-chip" key={key}>
            {swatch(mark)}
            <bdi>{name}</bdi>
            <button
              type="button"
              aria-label={fill(chart.remove, { area: name })}
              onClick={() => change({ areas: without(choice.areas, key) }, fill(chart.removed, { area: name }))}
            >
              ×
            </button>
          </span>
        ))}
      {config.file !== '' &&
        (isFull ? (
          <span class="note">{chart.full}</span>
        ) : (
          <>
            <input
              type="text"
              list={id}
              class="area-add"
              aria-label={chart.addArea}
              placeholder={chart.addArea}
              autocomplete="off"
              onInput={({ currentTarget }) => add(currentTarget)}
            />
            <datalist id={id}>
              {areas.map(([code, name]) => (
                <option value={name} key={code} />
              ))}
            </datalist>
          </>
        ))}
    </fieldset>
  );
}

/** A dimension with few codes has buttons. */
const mostButtons = 3;

interface DimensionProps {
  dimension: DimensionChoice;
  choice: Choice;
  change: ControlsProps['change'];
}

/** The codes of a dimension. Another dimension returns to its whole, because only one can be split. */
function Dimension({ dimension: { name, title, whole, codes }, choice, change }: DimensionProps) {
  const options: [string, string][] = [['', whole[1]], ...codes];
  const chosen = choice.part.startsWith(`${name}=`) ? choice.part.slice(name.length + 1) : '';
  const choose = (code: string): void => change({ part: code === '' ? '' : `${name}=${code}` });
  const List = options.length <= mostButtons ? Buttons : Select;
  return <List title={title} options={options} chosen={chosen} choose={choose} />;
}

interface ListProps {
  title: string;
  options: [value: string, name: string][];
  chosen: string;
  choose(value: string): void;
}

const Buttons = ({ title, options, chosen, choose }: ListProps) => (
  <fieldset class="choice">
    <legend>{title}</legend>
    {options.map(([value, name]) => (
      <button type="button" aria-pressed={value === chosen} onClick={() => choose(value)}>
        {name}
      </button>
    ))}
  </fieldset>
);

const Select = ({ title, options, chosen, choose }: ListProps) => (
  <label class="choice">
    {title}
    <select onChange={({ currentTarget }) => choose(currentTarget.value)}>
      {options.map(([value, name]) => (
        <option value={value} selected={value === chosen}>
          {name}
        </option>
      ))}
    </select>
  </label>
);
