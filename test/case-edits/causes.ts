import { append, type CaseEdits, edit, replace } from '../support/edit.js';
import { figureSheet } from '../support/figure-sheet.js';
import { intoWorkbook } from '../support/workbooks.js';
import type { CellSpec } from '../support/xlsx.js';

const struckStyles = '<fonts count="2"><font/><font><strike/></font></fonts><cellXfs><xf/><xf fontId="1"/></cellXfs>';

/** Changes the cells of each row below the header. The cells must not contain quotation marks. */
const eachRow = (data: string, file: string, change: (cells: string[], row: number) => string[]): void =>
  edit(data, file, (text) => {
    const [header, ...lines] = text.trimEnd().split('\n');
    return [header, ...lines.map((line, i) => change(line.split(','), i + 2).join(','))]
      .map((line) => `${line}\n`)
      .join('');
  });

/** Accidents with one cause and many consequences. Each report names the cause once. */
export const causes: CaseEdits = {
  // The area was renamed in its own sheet only.
  'cause-renamed-area': (data) => replace(data, 'areas.csv', '001,', '900,'),
  // A word was left out of the key of a source.
  'cause-renamed-source': (data) => replace(data, 'sources.csv', 'unnm-guide-2022,', 'unnm-2022,'),
  // Three statuses were translated.
  'cause-renamed-statuses': (data) => {
    replace(data, 'statuses.csv', /^stated,/m, 'declared,');
    replace(data, 'statuses.csv', /^theme,/m, 'same-theme,');
  },
  // The row of an indicator was deleted. Two other sheets use it.
  'cause-deleted-indicator': (data) => edit(data, 'indicators.csv', (text) => text.replace(/^C100703,.*\n/m, '')),
  // The row of a goal was deleted.
  'cause-deleted-goal': (data) => edit(data, 'goals.csv', (text) => text.replace(/^16,.*\n/m, '')),
  // The number of an objective was typed over another.
  'cause-key-typed-over': (data) => replace(data, 'objectives.csv', /^3,/m, '1,'),
  // Notes were typed over the codes of five indicators. The errors have four kinds.
  'cause-codes-typed-over': (data) => {
    const notes = ['see page 4', 'C16_01', '', 'С160103', 'C1601/05'];
    eachRow(data, 'indicators.csv', (cells, row) => [notes[row - 8] ?? (cells[0] as string), ...cells.slice(1)]);
  },
  // The file was truncated after a row.
  'cause-truncated-after-row': (data) =>
    edit(data, 'indicators.csv', (text) => text.slice(0, text.indexOf('\nC100704,') + 1)),
  // The file was truncated inside a row.
  'cause-truncated-in-row': (data) =>
    edit(data, 'indicator-targets.csv', (text) => text.slice(0, text.indexOf('C160103'))),
  // The columns of a year and a unit have each other's names.
  'cause-swapped-columns': (data) => replace(data, 'figures/SM_DTH_MIGR.csv', 'year,value', 'value,year'),
  // The year was deleted, and the cells after it moved to the left.
  'cause-shifted-left': (data) => replace(data, 'figures/SM_DTH_MIGR.csv', ',2015,6749,N', ',6749,N,'),
  // A cell was inserted in three rows.
  'cause-shifted-block': (data) =>
    eachRow(data, 'links.csv', (cells, row) =>
      row >= 5 && row <= 7 ? [cells[0] ?? '', '', ...cells.slice(1, 4)] : cells,
    ),
  // A page of a printed table was pasted with its header.
  'cause-repeated-header': (data) =>
    edit(data, 'indicator-targets.csv', (text) => text.replace('\n16.1.1,', '\nnumber,target,code\n16.1.1,')),
  // The spreadsheet added a total below the figures.
  'cause-total': (data) => append(data, 'figures/SM_DTH_MIGR.csv', 'Grand total,,"26,437",'),
  // A note and the source of the table below the rows.
  'cause-footnote': (data) => {
    append(data, 'indicator-targets.csv', 'Last updated in March by the statistics team,,');
    append(data, 'figures/SM_DTH_MIGR.csv', '(1) Provisional figures of the agency');
  },
  // A line between two groups of rows.
  'cause-divider': (data) => replace(data, 'links.csv', '\n2,17.14', '\n======,======,======,======,\n2,17.14'),
  // An editor in German wrote truth values in its own words.
  'cause-truth-in-german': (data) => {
    replace(data, 'indicators.csv', ',true,current', ',WAHR,current');
  },
  // A remark with a comma was typed behind some rows.
  'cause-commas-in-rows': (data) =>
    eachRow(data, 'indicator-targets.csv', (cells, row) =>
      row > 3 && row < 12 && row % 2 === 0 ? [...cells, 'checked, by Eva'] : cells,
    ),
  // The code of the area was overwritten in every second row.
  'cause-keys-repeated': (data) =>
    eachRow(data, 'figures/SM_DTH_MIGR.csv', (cells, row) => (row % 2 === 1 ? cells.with(0, 'X') : cells)),
  // A program without other scripts saved the names of the statuses.
  'cause-letters-lost-in-columns': (data) =>
    edit(data, 'statuses.csv', (text) => text.replace(/[\u0400-\u04ff\u0600-\u06ff\u4e00-\u9fff]/g, '?')),
  // A conflict inside a conflict, in the style that shows the lines before the changes.
  'git-conflict-inside-another': (data) =>
    edit(data, 'links.csv', (text) => {
      const [header = '', one = '', two = '', ...rest] = text.split('\n');
      const inner = ['<<<<<<< ana', one, '||||||| 4f1c', two, '=======', one, '>>>>>>> bo'];
      return [header, '<<<<<<< HEAD', ...inner, '=======', two, '>>>>>>> later', ...rest].join('\n');
    }),
  // A row of tabs and spaces.
  'cause-row-of-spaces': (data) => replace(data, 'links.csv', '\n2,17.14', '\n ,\t,  , ,\u00a0\n2,17.14'),
  // All rows were pasted again below the last one.
  'cause-pasted-twice': (data) =>
    edit(data, 'indicator-targets.csv', (text) => text + text.slice(text.indexOf('\n') + 1)),
  // A program wrote each year as a date.
  'cause-column-of-dates': (data) =>
    eachRow(data, 'figures/SM_DTH_MIGR.csv', ([area = '', year = '', ...rest]) => [area, `31.12.${year}`, ...rest]),
  // A column was overwritten by the formula of a spreadsheet that failed.
  'cause-column-of-errors': (data) =>
    eachRow(data, 'links.csv', ([objective = '', target = '', , ...rest]) => [objective, target, '#NAME?', ...rest]),
  // Codes of four targets were filled down as a series.
  'cause-filled-down': (data) =>
    eachRow(data, 'links.csv', ([objective = '', target = '', ...rest], row) => [
      objective,
      row > 4 ? `16.${row + 10}` : target,
      ...rest,
    ]),
  // The cells of a row were emptied, except its key.
  'cause-emptied-row': (data) => replace(data, 'figures/SM_DTH_MIGR.csv', '001,2016,8084,N', '001,,,'),
  // Another table was pasted over two rows.
  'cause-pasted-over': (data) =>
    eachRow(data, 'links.csv', (cells, row) =>
      row === 3 || row === 4 ? ['Area', 'Year', 'Total', 'Both sexes', ''] : cells,
    ),
  // A deleted row was only struck through.
  'cause-struck-row': (data) =>
    intoWorkbook(data, ['links'], ({ spec, sheet }) => {
      spec.styles = struckStyles;
      const row = sheet('links').rows[3] as CellSpec[];
      for (const [i, text] of row.entries())
        if (typeof text === 'string') row[i] = { type: 'inlineStr', style: 1, content: `<is><t>${text}</t></is>` };
    }),
  // A formula that divides by an empty cell.
  'cause-failed-formula': (data) =>
    intoWorkbook(figureSheet(data), ['figures'], ({ put }) =>
      put('figures', 'D4', { type: 'e', content: '<f>D3/F3</f><v>#DIV/0!</v>' }),
    ),
  // A column of codes is stored as numbers.
  'cause-column-of-numbers': (data) =>
    intoWorkbook(data, ['indicator-targets'], ({ sheet }) => {
      for (const row of sheet('indicator-targets').rows.slice(1)) row[1] = { content: `<v>${Number(row[1])}</v>` };
    }),
  // A program wrote the numbers of the goals with decimals.
  'cause-codes-with-decimals': (data) =>
    edit(data, 'targets.csv', (text) => text.replace(/^(\d+\.\w+),(\d+),/gm, '$1,$2.0,')),
  // The version of the data set is not a version. The data set itself is there.
  'cause-version': (data) => replace(data, 'dataset.csv', /,\d+\.\d+\.\d+,/, ',version 2,'),
};
