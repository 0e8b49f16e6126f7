import { render } from 'preact';
import type { AreaFile } from '../areas/area-files.js';
import { type CompareConfig, mostAreas } from '../areas/compare-config.js';
import { sparkline } from '../charts/sparkline.js';
import { pointText } from '../figures/figure-text.js';
import type { Point } from '../figures/points.js';
import { fill } from '../fill.js';
import { make } from './parts/dom.js';

/** Compares areas: the address contains their codes, so that readers can share a comparison. */

const parameter = 'areas';

async function startComparison(form: HTMLFormElement): Promise<void> {
  const config = JSON.parse(form.dataset['config'] ?? '{}') as CompareConfig;
  const select = form.querySelector('select') as HTMLSelectElement;
  const list = form.querySelector('.chosen') as HTMLElement;
  const head = document.querySelector('.compared thead tr') as HTMLElement;
  const rows = [...document.querySelectorAll<HTMLElement>('.compared tbody tr')];
  const files = new Map<string, AreaFile>();
  const names = new Map([...select.options].map(({ value, text }) => [value, text]));
  const wanted = new URLSearchParams(location.search).get(parameter)?.split(',') ?? [];
  let chosen = [...new Set(wanted)].filter((code) => code !== '' && names.has(code)).slice(0, mostAreas);

  async function load(code: string): Promise<void> {
    if (files.has(code)) return;
    const answer = await fetch(`${config.files}${code}.json`);
    if (answer.ok) files.set(code, (await answer.json()) as AreaFile);
  }

  async function change(codes: string[]): Promise<void> {
    chosen = codes;
    const address = new URL(location.href);
    if (codes.length > 0) address.searchParams.set(parameter, codes.join(','));
    else address.searchParams.delete(parameter);
    history.replaceState(undefined, '', address.href.replaceAll('%2C', ','));
    await Promise.all(columns().map(load));
    draw();
  }

  /** The chosen areas, and the whole if it is not chosen. */
  const columns = (): string[] =>
    config.whole === undefined || chosen.includes(config.whole) ? chosen : [...chosen, config.whole];

  function draw(): void {
    list.replaceChildren(...chosen.map(chip));
    select.value = '';
    select.disabled = chosen.length >= mostAreas;
    for (const option of select.options) option.disabled = chosen.includes(option.value);
    const heads = columns().map((code) => {
      const link = make('a', { href: `${config.pages}${code}.html` }, names.get(code) ?? code);
      return make('th', { scope: 'col' }, link);
    });
    head.replaceChildren(make('td'), ...heads);
    for (const row of rows) {
      const series = row.dataset['series'] ?? '';
      const [name] = row.children;
      row.replaceChildren(...(name ? [name] : []), ...columns().map((code) => cell(files.get(code)?.series[series])));
    }
  }

  function chip(code: string): HTMLElement {
    const name = names.get(code) ?? code;
    const label = fill(config.words.remove, { area: name });
    const button = make('button', { type: 'button', class: 'button', 'aria-label': label }, `${name} ×`);
    button.addEventListener('click', () => {
      void change(chosen.filter((one) => one !== code)).then(() => select.focus());
    });
    return make('li', {}, button);
  }

  function cell(values: AreaFile['series'][string] | undefined): HTMLElement {
    const points = (values ?? []).map(([year, value, sign]): Point => ({ year, value, ...(sign && { sign }) }));
    const newest = points.at(-1);
    if (newest === undefined) return make('td', {}, make('small', {}, config.words.none));
    const picture = make('span');
    render(sparkline(points), picture);
    return make(
      'td',
      {},
      picture,
      make('b', {}, pointText(newest, config.words)),
      ' ',
      make('small', {}, String(newest.year)),
    );
  }

  form.hidden = false;
  select.addEventListener('change', () => {
    if (select.value !== '') void change([...chosen, select.value].slice(0, mostAreas));
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  if (chosen.length > 0) await change(chosen);
}

const form = document.querySelector<HTMLFormElement>('.compare-form');
if (form) void startComparison(form);
