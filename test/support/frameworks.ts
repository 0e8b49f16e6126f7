import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { projectWithFewFigures, realProject } from './gcm.js';

/** Reconstructs the project's sheets under earlier indicator frameworks, as a history for comparisons. */

export type Row = Record<string, string>;

export const readRows = (data: string, sheet: string): Row[] =>
  parse(readFileSync(path.join(data, sheet)), { columns: true });

export const writeRows = (data: string, sheet: string, rows: Row[]): void =>
  writeFileSync(path.join(data, sheet), stringify(rows, { header: true }));

export const frameworks = ['2019', '2023', '2025'] as const;
export type Framework = (typeof frameworks)[number];

/** Why there are no figures of indicators that are retired today. */
const noFigures = 'The UN no longer publishes these figures.';

const numbersOf = (row: Row): string[] => row['former_numbers']?.split(';').filter(Boolean) ?? [];

/** Returns the indicator at each number under a framework: 17.6.2 was C170602 while 17.6.1 was C170601. */
function placesIn(year: Framework, indicators: Row[], places: Row[]): Map<string, string> {
  const byCode = new Map(indicators.map((row) => [row['code'], row]));
  const isThere = (row: Row): boolean =>
    (row['since'] ?? '') <= year && (row['status'] === 'current' || (row['until'] ?? '') >= year);
  const found = new Map<string, string>();
  for (const row of indicators)
    if (row['status'] === 'retired' && isThere(row))
      for (const number of numbersOf(row)) found.set(number, row['code'] ?? '');
  for (const { number = '', code = '' } of places) {
    const row = byCode.get(code) as Row;
    if (isThere(row) && !found.has(number)) found.set(number, code);
    else if (isThere(row)) for (const former of numbersOf(row)) found.set(former, code);
  }
  return found;
}

/** Changes the data of a project to a framework. `titles` are the former English names of indicators, by code. */
export function frameworkData(
  year: Framework,
  titles: Map<string, string> = new Map(),
  project: string = realProject(),
): string {
  const data = path.join(project, 'data');
  const all = readRows(data, 'indicators.csv');
  const places = placesIn(year, all, readRows(data, 'indicator-targets.csv'));
  const current = new Set(places.values());
  const indicators = all
    .filter((row) => (row['since'] ?? '') <= year)
    .map((row) => ({ ...row, title_en: titles.get(row['code'] ?? '') ?? row['title_en'] ?? '' }))
    .map((row: Row) => (row['status'] === 'retired' ? { ...row, figures_note_en: noFigures } : row))
    .map((row: Row) => {
      if (!current.has(row['code'] ?? '')) return row;
      const lost = numbersOf(row).filter((number) => places.get(number) !== row['code']);
      return { ...row, status: 'current', until: '', replaced_by: '', former_numbers: lost.join(';') };
    });
  const known = new Set(indicators.map((row: Row) => row['code']));
  const allSeries = readRows(data, 'series.csv');
  const series = allSeries.filter(({ code }) => known.has(code));
  const kept = new Set(series.map((row) => row['series']));
  const gone = new Set([...all.map(({ code }) => code), ...allSeries.map((row) => row['series'])]);
  for (const code of [...known, ...kept]) gone.delete(code);
  for (const sheet of ['matches.csv', 'published.csv', 'repairs.csv', 'search-words.csv', 'subjects.csv'])
    writeRows(
      data,
      sheet,
      readRows(data, sheet).filter(
        ({ subject, code, thing }) => !gone.has(subject ?? code ?? thing?.replace(/.*\//, '')),
      ),
    );
  writeRows(data, 'indicators.csv', indicators);
  writeRows(
    data,
    'indicator-targets.csv',
    [...places].map(([number, code]) => ({ number, target: number.replace(/\.[^.]+$/, ''), code })),
  );
  writeRows(data, 'series.csv', series);
  for (const file of readdirSync(path.join(data, 'figures')))
    if (!kept.has(path.basename(file, '.csv'))) rmSync(path.join(data, 'figures', file));
  const dataset = readRows(data, 'dataset.csv').map((row) => ({ ...row, version: `0.${year}.0` }));
  writeRows(data, 'dataset.csv', dataset);
  return data;
}

/** Creates the data under the framework of 2019, with few figures, and with a figure and a link that changed later. */
export function formerData(): string {
  const data = frameworkData('2019', undefined, projectWithFewFigures());
  const [first, second, ...rest] = readRows(data, 'figures/SI_RMT_COST.csv');
  const extra = { ...first, year: '1999' };
  writeRows(data, 'figures/SI_RMT_COST.csv', [{ ...first, value: '77.5' }, ...rest, extra]);
  if (!second) throw new Error('The series has too few figures for this');
  const links = readRows(data, 'links.csv');
  const at = links.findIndex(({ status }) => status === 'proposed');
  writeRows(data, 'links.csv', links.map((row, i) => (i === at ? { ...row, note: 'A former reason.' } : row)).slice(1));
  return data;
}
