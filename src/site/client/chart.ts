import type { ChartConfig, PageConfig } from '../charts/chart-config.js';
import { startChart } from './parts/chart-figure.js';

/** Makes the charts of a page interactive. The first one has its choices in the address of the page. */
const charts = [...document.querySelectorAll<HTMLElement>('.figures-chart')].map((figure) => ({
  figure,
  config: JSON.parse(figure.querySelector('script[type="application/json"]')?.textContent ?? '{}') as PageConfig,
}));
const [first] = charts;
if (first !== undefined) {
  const words = (await (await fetch(first.config.words)).json()) as ChartConfig['words'];
  for (const { figure, config } of charts) startChart(figure, { ...config, words }, figure === first.figure);
}
