import { startChart } from './parts/chart-figure.js';

/** Makes the charts of a page interactive. The first one has its choices in the address of the page. */
for (const [at, figure] of [...document.querySelectorAll<HTMLElement>('.figures-chart')].entries())
  startChart(figure, at === 0);
