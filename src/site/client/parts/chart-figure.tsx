import { h, render } from 'preact';
import type { ChartConfig } from '../../charts/chart-config.js';
import { FigureTable } from '../../charts/figure-table.js';
import { yearsOf } from '../../charts/plot-layout.js';
import { scopeOf, sentence } from '../../charts/sentence.js';
import { pointsOf, type SeriesData } from '../../figures/series-values.js';
import { inMarkup } from '../../markup.js';
import { Actions, type ShownText } from './chart-actions.js';
import { Controls } from './chart-controls.js';
import { pngOf, save, svgText } from './chart-export.js';
import { Pane } from './chart-pane.js';
import { type AreaName, type Choice, choiceIn, csvOf, type Loaded, linesOf, searchOf } from './chart-state.js';
import { startTabs } from './tabs.js';

const wide = 900; // pixels of the window
const full = { width: 860, height: 380 };
const lowest = 320; // pixels of a picture in a narrow window

/** Makes a chart of the page interactive. `hasAddress`: its choices are in the address of the page. */
export function startChart(figure: HTMLElement, config: ChartConfig, hasAddress: boolean): void {
  const { words } = config;
  const place = (name: string): HTMLElement => figure.querySelector<HTMLElement>(`.${name}`) as HTMLElement;
  const [plot, controls, actions, table] = ['plot', 'chart-controls', 'chart-actions', 'chart-table'].map(place) as [
    HTMLElement,
    HTMLElement,
    HTMLElement,
    HTMLElement,
  ];
  const status = document.createElement('p');
  status.className = 'unseen';
  status.setAttribute('role', 'status');
  figure.append(status);
  const say = (text: string): void => {
    status.textContent = text;
  };

  const search = hasAddress ? location.search : '';
  let choice = choiceIn(search, config);
  let loaded: Loaded | undefined;
  let loading: Promise<void> | undefined;
  let year: number | undefined;
  let shown: ShownText | undefined;
  const load = (): Promise<void> => {
    loading ??= (async () => {
      if (config.file === '') return;
      const read = async <T,>(file: string): Promise<T> => (await fetch(file)).json() as Promise<T>;
      try {
        const [data, names] = await Promise.all([read<SeriesData>(config.file), read<AreaName[]>(config.names)]);
        loaded = { data, names: new Map(names.map((one) => [one[0], one])) };
        draw();
      } catch {
        say(words.chart.failed);
      }
    })();
    return loading;
  };

  const address = (extra = ''): string => {
    const query = searchOf(choice, config, search.replace(/([?&])embed=?(&|$)/, '$1'));
    const joined = extra === '' ? query : `${query === '' ? '?' : `${query}&`}${extra}`;
    return `${location.origin === 'null' ? '' : location.origin}${location.pathname}${joined}${hasAddress ? `#${config.id}` : ''}`;
  };

  /** Browsers limit how often an address changes, and a slider changes often. */
  let writing: ReturnType<typeof setTimeout> | undefined;
  const writeAddress = (): void =>
    history.replaceState(null, '', `${location.pathname}${searchOf(choice, config, location.search)}${location.hash}`);

  const change = (changed: Partial<Choice>, said = ''): void => {
    choice = { ...choice, ...changed };
    year = undefined;
    say(said);
    if (hasAddress) {
      clearTimeout(writing);
      writing = setTimeout(writeAddress, 100);
    }
    draw();
    void load();
  };

  const saveAs = async (format: 'csv' | 'svg' | 'png'): Promise<void> => {
    const name = `${config.id.replace(/^chart-/, '')}.${format}`;
    if (format === 'csv') return save(new Blob([csvOf(lines(), choice, config)], { type: 'text/csv' }), name);
    const picture = plot.querySelector('svg.lines');
    if (!(picture instanceof SVGSVGElement)) return;
    const svg = svgText(picture, [config.title, partName()].filter(Boolean).join(' · '), config.citation);
    save(format === 'svg' ? new Blob([svg], { type: 'image/svg+xml' }) : await pngOf(svg), name);
  };

  const partName = (): string =>
    config.dimensions.flatMap(({ name, codes }) =>
      codes.flatMap(([code, title]) => (choice.part === `${name}=${code}` ? title : [])),
    )[0] ?? '';

  const show = (text: ShownText): void => {
    shown = shown === text ? undefined : text;
    draw();
    if (shown === 'copy')
      navigator.clipboard?.writeText(address()).then(
        () => say(words.chart.copied),
        () => undefined,
      );
  };

  const lines = () => linesOf(config, choice, loaded);

  const draw = (): void => {
    const current = lines();
    const isWide = innerWidth >= wide;
    const width = isWide ? full.width : Math.max(lowest - 40, Math.min(full.width, plot.clientWidth));
    const size = { width, height: width < 600 ? lowest : full.height };
    const { from, to, isLog } = choice;
    const frame = { lines: current, words, from, to, isLog, goal: config.goal, ...size };
    const point = (next: number | undefined): void => {
      if (next === year) return;
      year = next;
      draw();
    };
    render(h(Pane, { config, frame, year, point }), plot);
    const areas = [...(loaded?.names.values() ?? [])].filter(
      ([code]) => loaded?.data.areas[code] && !current.some(({ key }) => key === code),
    );
    const years = yearsOf(current);
    render(h(Controls, { config, choice, lines: current, areas, years, isWide, change }), controls);
    const embedded = `<iframe src="${inMarkup(address('embed'))}" title="${inMarkup(config.title)}" width="100%" height="640" loading="lazy"></iframe>`;
    const texts = { embed: embedded, cite: `${config.citation} ${address()}`, copy: address() };
    render(h(Actions, { config, shown, texts, saveAs: (format) => void saveAs(format), show }), actions);
    const codes = config.dimensions.map(({ name, whole, codes }) => {
      const [, title] = codes.find(([code]) => choice.part === `${name}=${code}`) ?? whole;
      return title;
    });
    const inYears = current.map((line) => ({
      ...line,
      points: line.points.filter((one) => one.year >= (from ?? -Infinity) && one.year <= (to ?? Infinity)),
    }));
    place('sentence').textContent = sentence(words, inYears, config.direction);
    place('scope').textContent = scopeOf(config.unit, codes, inYears);
    const columns = config.columns.map(([part, name, newest]) => ({
      name,
      newest: (key: string) => (loaded ? pointsOf(loaded.data.parts[part]?.[key]).at(-1) : newest[key]),
    }));
    render(
      h(FigureTable, {
        lines: current.map((line) => ({ ...line, hasSwatch: true })),
        words,
        direction: config.direction,
        areas: config.areas,
        labelledBy: `${config.id}-caption`,
        columns,
      }),
      table,
    );
  };

  plot.replaceChildren();
  table.replaceChildren();
  const tabOf = (panel: HTMLElement): string | undefined =>
    panel.querySelector('.map') ? 'map' : panel === table ? 'table' : undefined;
  const showTab = (panel: HTMLElement): void => {
    const tab = tabOf(panel);
    controls.hidden = tab === 'map';
    if (tab === choice.tab) draw();
    else change({ tab });
  };
  startTabs(figure, place('chart-tabs'), showTab, (panel) => tabOf(panel) === choice.tab);
  figure.addEventListener('pointerenter', () => void load(), { once: true });
  figure.addEventListener('focusin', () => void load(), { once: true });
  if (searchOf(choice, config) !== '') void load();
  let width = innerWidth;
  addEventListener('resize', () => {
    if (innerWidth === width) return;
    width = innerWidth;
    draw();
  });
  if (hasAddress && new URLSearchParams(search).has('embed')) embed(figure);
}

/** Shows only the chart; its links open outside the frame. */
function embed(figure: HTMLElement): void {
  document.documentElement.classList.add('embedded');
  const main = document.createElement('main');
  main.append(figure);
  figure.querySelector('.chart-caption')?.classList.remove('unseen');
  document.body.replaceChildren(main);
  for (const link of figure.querySelectorAll('a')) link.target = '_blank';
}
