import { editColumn, editRows, type Row } from '../support/csv-rows.js';
import type { CaseEdits } from '../support/edit.js';

/** Changes cells of the rows with these numbers. Row 2 is the first row of data. */
const change = (data: string, name: string, changes: Record<number, (row: Row) => Row>): void =>
  editRows(data, name, (rows) => rows.map((row, i) => ({ ...row, ...changes[i + 2]?.(row) })));

const put =
  (column: string, edit: (text: string) => string) =>
  (row: Row): Row => ({ [column]: edit(row[column] as string) });

/** Accidents with single cells of the real sheets, which are valid values of their column. */
export const singleCells: CaseEdits = {
  // Addresses that were copied from a text, a browser, a mail or an intranet.
  'since-none-addresses': (data) => {
    const addresses = [
      'https://undocs.org/A/70/L.1, ',
      'https://undocs.org/A/71/313).',
      'https://undocs.org/A/RES/…',
      'https://ana:secret@unstats.un.org/tiers.xlsx',
      'http://server7/reports/6.pdf',
      'https://172.16.0.9:8443/proposals',
      'https://www.bing.com/search?q=indicator+framework',
      'https://nam10.safelinks.protection.outlook.com/?url=https%3A%2F%2Funstats.un.org%2Fsdgs%2F&data=05%7C02',
      'https://unstats.un.org/sdgs/?lang=en&utm_source=mail&gclid=Cj0K',
      'https://tinyurl.com/emm-2022',
      'https://https://unstats.un.org/unsd/methodology/m49/',
      'https://www.migrationdataportal..org/sdgs',
      'https://github.com/open-sdg/sdg-translations?a=1&amp;b=2',
      'https://github,com/sdgio',
    ];
    editColumn(data, 'sources.csv', 'url', (values) => values.map((text, i) => addresses[i] ?? text));
    change(data, 'dataset.csv', { 2: put('contact', () => 'mailto:data@migration-office') });
  },
  // Texts that were cut when they were copied.
  'since-none-texts-incomplete': (data) => {
    change(data, 'links.csv', { 8: put('note', (text) => text.slice(0, 31)) });
    change(data, 'targets.csv', {
      21: put('title_es', (text) => text.slice(0, 40)),
      90: put('title_en', (text) => text.replace(/^\S+ /, '')),
    });
    change(data, 'dataset.csv', { 2: put('description_ru', (text) => text.slice(0, -30)) });
  },
  // Remarks, codes and other content that does not belong into a name.
  'since-none-remarks': (data) =>
    change(data, 'targets.csv', {
      5: put('title_en', (text) => `${text} [to be confirmed by UNSD]`),
      9: (row) => ({ title_fr: `${row['target']} – ${row['title_fr']}` }),
      14: (row) => ({ title_es: `Meta ${row['target']}: ${row['title_es']}` }),
      23: put('title_ru', (text) => `2) ${text}`),
      31: put('title_en', (text) => `${text} ✅`),
      44: put('title_fr', () => '17/3'),
      52: put('title_en', (text) => `${text}??`),
      60: put('title_es', (text) => `${text} (https://example.org/ods)`),
      77: put('title_en', (text) => `Copy of ${text}`),
    }),
  // Two notes on rights were typed by hand.
  'since-none-odd-spelling': (data) =>
    change(data, 'sources.csv', {
      6: put('rights', (text) => text.replace('Nations', 'Natoins')),
      13: put('rights', (text) => text.toLowerCase()),
    }),
  // An agency was added although it was in the list.
  'since-none-listed-twice': (data) =>
    change(data, 'indicators.csv', { 30: put('custodians', (text) => `UNESCO-UIS;WHO;${text};WHO`) }),
  // A reason in French.
  'since-none-note-in-another-language': (data) =>
    change(data, 'links.csv', {
      8: put('note', () => 'L’action prévoit que les États renforcent la coopération avec les pays d’origine.'),
    }),
  // The end of a text, the beginning of another one and the end of an address were lost.
  'since-text-torn': (data) => {
    change(data, 'goals.csv', { 12: put('short_en', (text) => text.slice(0, -5)) });
    change(data, 'indicators.csv', { 140: put('title_fr', (text) => text.slice(17)) });
    change(data, 'sources.csv', { 20: put('url', (text) => text.slice(0, -9)) });
  },
  // Two cells with a year were dragged by one row.
  'since-number-in-text': (data) => {
    change(data, 'targets.csv', {
      38: put('title_ru', (text) => text.replace(/\d{4}/, (year) => String(Number(year) + 1))),
    });
    change(data, 'sources.csv', { 14: put('title', (text) => text.replace('2023', '2024')) });
  },
  // An older file gave the version and its date.
  'since-version-went-back': (data) =>
    change(data, 'dataset.csv', { 2: () => ({ version: '0.0.12', issued: '2026-03-02' }) }),
  // The prior version was not the last release.
  'since-prior-version-of-another': (data) =>
    change(data, 'dataset.csv', { 2: () => ({ version: '0.10.0', prior_version: '0.9.0' }) }),
  // Digits of years were exchanged.
  'since-year-mistyped': (data) => {
    change(data, 'sources.csv', { 3: put('date', (text) => text.replace('2017', '2071')) });
    change(data, 'indicators.csv', { 2: put('since', () => '2091') });
  },
  // Facts that never change.
  'since-fact-changed': (data) => {
    change(data, 'areas.csv', { 9: put('kind', (text) => (text === 'region' ? 'subregion' : 'region')) });
    change(data, 'series.csv', { 12: put('code', () => 'C160201') });
  },
  // The title and the rights of one source were exchanged.
  'since-two-texts-exchanged': (data) =>
    change(data, 'sources.csv', {
      6: (row) => ({ title: row['rights'] as string, rights: row['title'] as string }),
    }),
  // A number was copied from the row below, and another one was rounded.
  'since-number-of-the-row-below': (data) =>
    editColumn(data, 'figures/SM_POP_REFG_OR.csv', 'value', (values) =>
      values.map((text, i) => (i === 1600 ? (values[1601] as string) : text)),
    ),
  'since-number-rounded': (data) =>
    change(data, 'figures/SM_POP_REFG_OR.csv', { 1503: put('value', (text) => String(Math.round(Number(text)))) }),
};
