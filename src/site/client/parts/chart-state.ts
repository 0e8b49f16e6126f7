import type { ChartConfig } from '../../charts/chart-config.js';
import { mostLines, type PlotLine } from '../../charts/plot-layout.js';
import type { Point } from '../../figures/points.js';
import { pointsOf, type SeriesData } from '../../figures/series-values.js';

/** The choices of a reader in a chart: in the address, as lines, and as a table to download. */

/** The choices of a reader. The address leaves out the choices that the page makes. */
export interface Choice {
  areas: string[]; // codes by place, which gives the colour; "" is a free place
  part: string; // "sex=FEMALE"; "" is the whole
  from?: number | undefined;
  to?: number | undefined;
  isLog: boolean;
  tab?: string | undefined; // "map" or "table"; the first tab has no name
}

/** The code, the name and the path of the page of each area. */
export type AreaName = [code: string, name: string, path: string];

const drawnKeys = ({ drawn }: ChartConfig): string[] => drawn.map(({ key }) => key);

/** The places without free ones at the end. */
const trimmed = (areas: readonly string[]): string[] => areas.slice(0, areas.findLastIndex((one) => one !== '') + 1);

/** The places with another area; a new one takes the first free place. */
export function placed(areas: readonly string[], added: string): string[] {
  const free = areas.indexOf('');
  return free < 0 ? [...areas, added] : areas.map((one, at) => (at === free ? added : one));
}

/** The places without an area. */
export const without = (areas: readonly string[], removed: string): string[] =>
  trimmed(areas.map((one) => (one === removed ? '' : one)));

/** The choices in the query of an address; unknown parts are left out. */
export function choiceIn(search: string, config: ChartConfig): Choice {
  const asked = new URLSearchParams(search);
  const year = (name: string): number | undefined => {
    const text = asked.get(name) ?? '';
    return /^\d{4}$/.test(text) ? Number(text) : undefined;
  };
  const areas = asked.get('areas');
  const whole = config.whole.map(({ key }) => key);
  const places = areas?.split(',').map((one) => (/^[\w.-]+$/.test(one) && !whole.includes(one) ? one : ''));
  const known = places?.filter((one, at) => one === '' || places.indexOf(one) === at);
  const part = config.dimensions.find(({ name, codes }) => codes.some(([code]) => code === asked.get(name)));
  return {
    areas: known === undefined ? drawnKeys(config) : trimmed(known.slice(0, mostLines)),
    part: part === undefined ? '' : `${part.name}=${asked.get(part.name)}`,
    from: year('from'),
    to: year('to'),
    isLog: asked.get('log') === '1',
    tab: ['map', 'table'].find((one) => one === asked.get('tab')),
  };
}

/** The query of an address with these choices; other parts of the query stay. */
export function searchOf(choice: Choice, config: ChartConfig, search = ''): string {
  const asked = new URLSearchParams(search);
  for (const name of ['areas', 'from', 'to', 'log', 'tab', ...config.dimensions.map((one) => one.name)])
    asked.delete(name);
  if (choice.areas.join() !== drawnKeys(config).join()) asked.set('areas', choice.areas.join(','));
  if (choice.part !== '') {
    const at = choice.part.indexOf('=');
    asked.set(choice.part.slice(0, at), choice.part.slice(at + 1));
  }
  if (choice.from !== undefined) asked.set('from', String(choice.from));
  if (choice.to !== undefined) asked.set('to', String(choice.to));
  if (choice.isLog) asked.set('log', '1');
  if (choice.tab !== undefined) asked.set('tab', choice.tab);
  const text = asked.toString().replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}

/** The loaded files. */
export interface Loaded {
  data: SeriesData;
  names: ReadonlyMap<string, AreaName>;
}

/** The lines of the chosen areas. Until the files are loaded, there are only the figures that the page contains. */
export function linesOf(config: ChartConfig, choice: Choice, loaded: Loaded | undefined): PlotLine[] {
  const own = new Map([...config.whole, ...config.drawn].map((one) => [one.key, one]));
  const values = choice.part === '' ? loaded?.data.areas : loaded?.data.parts[choice.part];
  const pointsFor = (key: string): readonly Point[] => {
    if (loaded !== undefined) return pointsOf(values?.[key]);
    return choice.part === '' ? (own.get(key)?.points ?? []) : [];
  };
  const lineOf = (key: string, mark: number): PlotLine => {
    const [, name = key, path = ''] = loaded?.names.get(key) ?? [];
    const known = own.get(key);
    const href = known?.href ?? (path === '' ? '' : `${config.pages}${path}.html`);
    return { key, name: known?.name ?? name, mark, points: pointsFor(key), href: href === '' ? undefined : href };
  };
  const others = choice.areas.flatMap((key, at) => (key === '' ? [] : lineOf(key, at + 1)));
  return [...config.whole.map(({ key }) => lineOf(key, 0)), ...others];
}

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The shown figures with all their digits as CSV, with a column for each dimension. */
export function csvOf(lines: readonly PlotLine[], choice: Choice, { dimensions }: ChartConfig): string {
  const codes = dimensions.map(({ name, whole: [code] }) =>
    choice.part.startsWith(`${name}=`) ? choice.part.slice(name.length + 1) : code,
  );
  const rows = lines.flatMap(({ key, name, points }) =>
    points
      .filter(({ year }) => year >= (choice.from ?? -Infinity) && year <= (choice.to ?? Infinity))
      .map(({ year, value, sign = '' }) => [key, name, String(year), ...codes, `${sign}${value}`]),
  );
  const head = ['area', 'name', 'year', ...dimensions.map(({ name }) => name), 'value'];
  return [head, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}
