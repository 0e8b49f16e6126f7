import { editColumn, editRows } from '../support/csv-rows.js';
import { append, type CaseEdits, edit } from '../support/edit.js';

/** Corrects each n-th text of a column. */
const correct = (data: string, name: string, column: string, step: number): void =>
  editColumn(data, name, column, (values) =>
    values.map((text, i) => (i % step === 0 && text !== '' ? text.replace(/\S+/, (word) => `${word} ${i}`) : text)),
  );

/** Edits of the real sheets that a steward makes on purpose. A comparison with the sheets before them reports nothing. */
export const honestEdits: CaseEdits = {
  'twenty corrected names of targets': (data) => correct(data, 'targets.csv', 'title_en', 8),
  'twenty corrected names of objectives': (data) => correct(data, 'objectives.csv', 'title_fr', 1),
  'all names with other apostrophes': (data) =>
    editColumn(data, 'targets.csv', 'title_fr', (values) => values.map((text) => text.replaceAll('’', "'"))),
  'two names with other words': (data) =>
    editColumn(data, 'areas.csv', 'name_en', ([, , ...rest]) => ['The world', 'African continent', ...rest]),
  'a new source with its links': (data) => {
    append(data, 'sources.csv', 'new-report,A new report,unsd,2024,https://example.org/report,,,IRREG,2026-11-24');
    for (let objective = 1; objective < 24; objective++)
      append(data, 'links.csv', `${objective},10.7,stated,new-report,`);
  },
  'a filled language': (data) =>
    editColumn(data, 'indicators.csv', 'title_zh', (values) => values.map((text, i) => text || `指标名称 ${i}`)),
  'sorted rows': (data) => {
    for (const name of ['targets.csv', 'links.csv', 'figures/SM_DTH_MIGR.csv', 'areas.csv'])
      editRows(data, name, (rows) => [...rows].reverse());
  },
  'a refreshed year, and revised figures': (data) =>
    editRows(data, 'figures/SM_POP_REFG_OR.csv', (rows) => [
      ...rows.map((row, i) =>
        row['year'] === '2020' ? { ...row, value: String(Number(row['value']) * (1 + (i % 7) / 100)) } : row,
      ),
      ...rows.filter(({ year }) => year === '2020').map((row) => ({ ...row, year: '2099' })),
    ]),
  'six links that became stated': (data) =>
    editColumn(data, 'links.csv', 'status', (values) => {
      let count = 0;
      return values.map((text) => (text === 'proposed' && count++ < 6 ? 'stated' : text));
    }),
  'five removed links': (data) => editRows(data, 'links.csv', (rows) => rows.filter((_, i) => i % 40 !== 7)),
  'three links between others': (data) =>
    editRows(data, 'links.csv', (rows) => [
      ...rows.slice(0, 90),
      ...['1.3', '3.8', '8.8'].map((target) => ({ objective: '22', target, status: 'comment', source: 'sdgio' })),
      ...rows.slice(90),
    ]),
  'a retired indicator': (data) =>
    editRows(data, 'indicators.csv', (rows) =>
      rows.map((row) => (row['code'] === 'C170201' ? { ...row, status: 'retired', until: '2025', tier: '' } : row)),
    ),
  'other line ends': (data) =>
    edit(data, 'units.csv', (text) => text.replaceAll('\r\n', '\n').replaceAll('\n', '\r\n')),
};
