import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { growthTable, speedTable, threadsTable } from '../bench/observations/tables.mjs';
import { root } from './support/gcm.js';

/** The tables of docs/observations.md have the format of the benchmark, and their derived figures are correct. */

const page = readFileSync(path.join(root, 'docs/observations.md'), 'utf8');

/** Returns the cells of each row of the table whose header starts with `header`. */
function tableOf(header: string): string[][] {
  const lines = page.slice(page.indexOf(header)).split('\n');
  return lines.slice(2, lines.indexOf('')).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const numberOf = (cell = ''): number => Number(cell.replace(/,| MB$/g, ''));
const orNothing = (cell = ''): string | undefined => cell || undefined;

it('the speed table is consistent', () => {
  const rows = tableOf('| | MB out | seconds |').map((cells) => ({
    name: cells[0] as string,
    megabytes: numberOf(cells[1]),
    seconds: numberOf(cells[2]),
    isPacked: cells[3] === '',
    cores: numberOf(cells[4]),
    most: orNothing(cells[7]),
    least: orNothing(cells[9]),
    peak: numberOf(cells[10]),
    memory: orNothing(cells[11]?.replace(' MB', '')),
  }));
  expect(rows.map(({ name }) => name)).toContain('`gcm observations`');
  expect(page).toContain(`\n${speedTable(rows).join('\n')}\n\n`);
});

it('the threads table is consistent', () => {
  const rows = tableOf('| threads | seconds |').map((cells) => {
    const [threads = 0, seconds = 0, all = 0, main = 0, busiest = 0] = cells.map(numberOf);
    return { threads, seconds, all, main, busiest };
  });
  expect(rows).toHaveLength(2);
  expect(page).toContain(`\n${threadsTable(rows, Number(/(\d+) cores, load/.exec(page)?.[1])).join('\n')}\n\n`);
});

it('the growth table is consistent', () => {
  const rows = tableOf('| | MB in | MB out |').map(([name = '', ...cells]) => {
    const [read = 0, written = 0, seconds = 0, , cores = 0, , peak = 0] = cells.map(numberOf);
    return { name, rows: 1e6 * Number.parseInt(name, 10), read, written, seconds, cores, peak };
  });
  expect(rows.map((row) => row.rows)).toEqual([1e6, 1e6, 1e7, 1e7, 1e7]);
  expect(page).toContain(`\n${growthTable(rows).join('\n')}\n\n`);
});
