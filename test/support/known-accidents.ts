import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { edit, editBytes } from './edit.js';
import { dateStyles, intoWorkbook } from './workbooks.js';
import type { CellSpec } from './xlsx.js';

/** One accident with a spreadsheet: the edit of the data folder, and where the report must point. */
export interface Accident {
  edit(data: string): void;
  at: RegExp; // a problem has this place: "sources.csv!A7"
}

/** Edits the rows of a sheet. Row 1 of the spreadsheet is `rows[0]`. */
const rowsOf = (data: string, file: string, change: (rows: string[][]) => string[][] | undefined): void =>
  edit(data, file, (text) => {
    const rows = parse(text, { relax_column_count: true }) as string[][];
    return stringify(change(rows) ?? rows);
  });

const inRows = (file: string, at: RegExp, change: (rows: string[][]) => string[][] | undefined): Accident => ({
  edit: (data) => rowsOf(data, file, change),
  at,
});

const inText = (file: string, at: RegExp, change: (text: string) => string): Accident => ({
  edit: (data) => edit(data, file, change),
  at,
});

type Editing = Parameters<NonNullable<Parameters<typeof intoWorkbook>[2]>>[0];

const inWorkbook = (sheets: string[], at: RegExp, change: (editing: Editing) => void): Accident => ({
  edit: (data) => intoWorkbook(data, sheets, change),
  at,
});

/** Row of a key in the first column, from 0. */
const rowOf = (rows: string[][], key: string): number => rows.findIndex(([first]) => first === key);

const column = (rows: string[][], name: string): number => rows[0]?.indexOf(name) ?? -1;

const swapped = (rows: string[][], row: number, one: string, other: string): string[][] => {
  const cells = rows[row] as string[];
  const [a, b] = [column(rows, one), column(rows, other)];
  [cells[a], cells[b]] = [cells[b] as string, cells[a] as string];
  return rows;
};

const numberCell = (text: string, style = 0): CellSpec => ({ content: `<v>${text}</v>`, style });

/** Puts numbers into a column of a workbook, as a spreadsheet that does not know that these are codes. */
const asNumbers = ({ sheet }: Editing, name: string, index: number): void => {
  for (const row of sheet(name).rows.slice(1)) {
    const text = row[index];
    if (typeof text === 'string' && /^\d+(\.\d+)?$/.test(text)) row[index] = numberCell(String(Number(text)));
  }
};

/** The figures of one series, in the columns area, year, value and nature. */
const figures = 'figures/BX_TRF_PWKR.csv';
const inFigures = (at: string): RegExp => new RegExp(`${figures}!${at}`);

/** Accidents with the real sheets by name. Each is one mistake of one person. */
export const accidents: Record<string, Accident> = {
  // keys
  'renamed source': inRows('sources.csv', /sources.csv!A\d+/, (rows) => {
    (rows[rowOf(rows, 'gcm-graph-proposals')] as string[])[0] = 'gcm-graph-proposal';
  }),
  'renamed source, quite different': inRows('sources.csv', /sources.csv!A\d+/, (rows) => {
    (rows[rowOf(rows, 'unnm-guide-2022')] as string[])[0] = 'network-guide';
  }),
  'renamed unit': inRows('units.csv', /units.csv!A\d+/, (rows) => {
    (rows[rowOf(rows, 'PERCENT')] as string[])[0] = 'PERCENTAGE';
  }),
  'renamed series': inRows('series.csv', /series.csv!A\d+/, (rows) => {
    (rows[rowOf(rows, 'BX_TRF_PWKR')] as string[])[0] = 'BX_TRF_PWKRS';
  }),
  'renamed area': inRows('areas.csv', /areas.csv!A3/, (rows) => {
    (rows[2] as string[])[0] = '012';
  }),
  'renamed status': inRows('statuses.csv', /statuses.csv!A2/, (rows) => {
    (rows[1] as string[])[0] = 'printed';
  }),
  'renumbered objective': inRows('objectives.csv', /objectives.csv!A8/, (rows) => {
    (rows[7] as string[])[0] = '77';
  }),
  'renamed indicator': inRows('indicators.csv', /indicators.csv!A\d+/, (rows) => {
    (rows[rowOf(rows, 'C100701')] as string[])[0] = 'C100710';
  }),
  'renamed goal': inRows('goals.csv', /goals.csv!A11/, (rows) => {
    (rows[10] as string[])[0] = '16';
  }),
  // deleted rows
  'deleted source': inRows('sources.csv', /links.csv!D/, (rows) => rows.filter(([id]) => id !== 'gcm-graph-proposals')),
  'deleted objective': inRows('objectives.csv', /links.csv!A/, (rows) => rows.filter(([id]) => id !== '5')),
  'deleted last objective': inRows('objectives.csv', /links.csv!A/, (rows) => rows.slice(0, -1)),
  'deleted target': inRows('targets.csv', /(links|indicator-targets).csv!B/, (rows) =>
    rows.filter(([id]) => id !== '8.8'),
  ),
  'deleted indicator': inRows('indicators.csv', /csv!/, (rows) => rows.filter(([id]) => id !== 'C080801')),
  'deleted goal': inRows('goals.csv', /targets.csv!B/, (rows) => rows.filter(([id]) => id !== '13')),
  'deleted unit': inRows('units.csv', /series.csv!C/, (rows) => rows.filter(([id]) => id !== 'NUMBER')),
  'deleted area': inRows('areas.csv', /figures\/\w+.csv!A/, (rows) => rows.filter(([id]) => id !== '019')),
  'deleted status': inRows('statuses.csv', /links.csv!C/, (rows) => rows.filter(([id]) => id !== 'proposed')),
  'deleted series': inRows('series.csv', inFigures(''), (rows) => rows.filter(([id]) => id !== 'BX_TRF_PWKR')),
  'deleted block of targets': inRows('targets.csv', /targets.csv/, (rows) => [...rows.slice(0, 40), ...rows.slice(52)]),
  'deleted three objectives': inRows('objectives.csv', /links.csv!A|objectives.csv/, (rows) => [
    ...rows.slice(0, 4),
    ...rows.slice(7),
  ]),
  // truncated files
  'indicators cut in half': inRows('indicators.csv', /indicators.csv/, (rows) => rows.slice(0, 135)),
  'indicators cut in the middle of a row': inText('indicators.csv', /indicators.csv/, (text) =>
    text.slice(0, text.indexOf('C090401,') + 5),
  ),
  'targets cut in half': inRows('targets.csv', /targets.csv/, (rows) => rows.slice(0, 85)),
  'targets cut in the middle of a name': inText('targets.csv', /targets.csv/, (text) =>
    text.slice(0, text.indexOf('\n10.7,') + 20),
  ),
  'objectives cut': inRows('objectives.csv', /objectives.csv/, (rows) => rows.slice(0, 13)),
  'sources cut': inRows('sources.csv', /sources.csv/, (rows) => rows.slice(0, 9)),
  'areas cut': inRows('areas.csv', /areas.csv/, (rows) => rows.slice(0, 20)),
  'links cut in the middle of a row': inText('links.csv', /links.csv/, (text) =>
    text.slice(0, Math.floor(text.length / 2)),
  ),
  'figures cut in the middle of a row': inText(figures, inFigures(''), (text) =>
    text.slice(0, text.indexOf('\n', text.length / 2) + 7),
  ),
  // columns that a program changed
  'targets of links stored as numbers': inWorkbook(['links'], /links!B2/, (editing) => asNumbers(editing, 'links', 1)),
  'codes of targets stored as numbers': inWorkbook(['targets'], /targets!A2/, (editing) =>
    asNumbers(editing, 'targets', 0),
  ),
  'areas stored as numbers': inWorkbook(['areas'], /areas!A2/, (editing) => asNumbers(editing, 'areas', 0)),
  'areas of figures stored as numbers': inRows(figures, inFigures('A2'), (rows) => {
    for (const row of rows.slice(1)) row[0] = String(Number(row[0]));
  }),
  'values with decimal commas': inRows(figures, inFigures('C2'), (rows) => {
    for (const row of rows.slice(1)) row[2] = (row[2] as string).replace('.', ',');
  }),
  'values with thousands separators': inRows(
    'figures/DC_ENVTECH_REXP.csv',
    /figures\/DC_ENVTECH_REXP.csv!C\d+/,
    (rows) => {
      for (const row of rows.slice(1)) row[2] = (row[2] as string).replace(/(\d)(?=(\d{3})+(\.|$))/g, '$1 ');
    },
  ),
  'targets of links as dates': inRows('links.csv', /links.csv!B2/, (rows) => {
    const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
    for (const row of rows.slice(1)) {
      const [, day = '', month = ''] = /^(\d+)\.(\d+)$/.exec(row[1] ?? '') ?? [];
      if (Number(month) >= 1 && Number(month) <= 12) row[1] = `${day}-${months[Number(month) - 1]}`;
    }
  }),
  'targets of links as date cells': inWorkbook(['links'], /links!B/, ({ spec, sheet }) => {
    spec.styles = dateStyles;
    for (const row of sheet('links').rows.slice(1)) {
      const text = row[1];
      if (typeof text === 'string' && /^\d+\.\d+$/.test(text))
        row[1] = numberCell(String(46000 + Math.round(Number(text) * 10)), 1);
    }
  }),
  'years as dates': inRows(figures, inFigures('B2'), (rows) => {
    for (const row of rows.slice(1)) row[1] = `01/01/${row[1]}`;
  }),
  'indicator codes in lower case': inRows('indicators.csv', /indicators.csv!A2/, (rows) => {
    for (const row of rows.slice(1)) row[0] = (row[0] as string).toLowerCase();
  }),
  'a column of errors': inRows('links.csv', /links.csv!C2/, (rows) => {
    for (const row of rows.slice(1)) row[2] = '#REF!';
  }),
  'paragraphs of objectives emptied': inRows('objectives.csv', /objectives.csv!N2/, (rows) => {
    for (const row of rows.slice(1)) row[13] = '';
  }),
  'statuses of links emptied': inRows('links.csv', /links.csv!C2/, (rows) => {
    for (const row of rows.slice(1)) row[2] = '';
  }),
  // rows that are not data
  'repeated header in links': inRows('links.csv', /links.csv!(A57|57)/, (rows) => {
    rows.splice(56, 0, rows[0] as string[]);
  }),
  'repeated header in targets': inRows('targets.csv', /targets.csv!(A30|30)/, (rows) => {
    rows.splice(29, 0, rows[0] as string[]);
  }),
  'repeated header in figures': inRows(figures, inFigures('(A3|3)'), (rows) => {
    rows.splice(2, 0, rows[0] as string[]);
  }),
  'total row in figures': inRows(figures, inFigures('(A\\d+|\\d+)'), (rows) => {
    rows.push(['Total', '', '123456', '']);
  }),
  'total row in objectives': inRows('objectives.csv', /objectives.csv!/, (rows) => {
    rows.push(Array.from({ length: 16 }, (_, i) => (i === 0 ? 'Total' : i === 14 ? '187' : '')));
  }),
  'total row with its word in another column': inRows('objectives.csv', /objectives.csv!/, (rows) => {
    rows.push(Array.from({ length: 16 }, (_, i) => (i === 1 ? 'Total number of actions' : i === 14 ? '187' : '')));
  }),
  'footnote in targets': inRows('targets.csv', /targets.csv!/, (rows) => {
    rows.push(['Note: names as in the resolution.', ...Array<string>(8).fill('')]);
  }),
  'footnote in links as one cell': inText(
    'links.csv',
    /links.csv!/,
    (text) => `${text}Source: UN Network on Migration\n`,
  ),
  'footnote with a star': inRows('series.csv', /series.csv!/, (rows) => {
    rows.push(['* Figures of 2024 are preliminary', '', '']);
  }),
  'row of spaces': inRows('links.csv', /links.csv!20/, (rows) => {
    rows.splice(19, 0, [' ', ' ', ' ', ' ', ' ']);
  }),
  'row of hard spaces': inRows('targets.csv', /targets.csv!20/, (rows) => {
    rows.splice(19, 0, Array<string>(9).fill('\u00a0'));
  }),
  'row of dashes': inRows('links.csv', /links.csv!/, (rows) => {
    rows.splice(19, 0, ['---', '---', '---', '---', '---']);
  }),
  'section heading': inRows('links.csv', /links.csv!/, (rows) => {
    rows.splice(19, 0, ['Objective 2', '', '', '', '']);
  }),
  // rows that are shifted
  'row shifted to the right': inRows('links.csv', /links.csv!(A30|30)/, (rows) => {
    rows[29] = ['', ...(rows[29] as string[]).slice(0, 4)];
  }),
  'row shifted to the left': inRows('links.csv', /links.csv!(A30|30)/, (rows) => {
    rows[29] = [...(rows[29] as string[]).slice(1), ''];
  }),
  'row of targets shifted to the right': inRows('targets.csv', /targets.csv!/, (rows) => {
    rows[29] = ['', ...(rows[29] as string[]).slice(0, 8)];
  }),
  'row of figures shifted to the left': inRows(figures, inFigures(''), (rows) => {
    rows[29] = [...(rows[29] as string[]).slice(1), ''];
  }),
  'row of indicators shifted in the middle': inRows('indicators.csv', /indicators.csv!/, (rows) => {
    const row = rows[29] as string[];
    rows[29] = [...row.slice(0, 7), '', ...row.slice(7, -1)];
  }),
  'row of objectives shifted in the middle': inRows('objectives.csv', /objectives.csv!/, (rows) => {
    const row = rows[5] as string[];
    rows[5] = [...row.slice(0, 13), '', ...row.slice(13, -1)];
  }),
  'block shifted to the right': inRows('links.csv', /links.csv!/, (rows) => {
    for (let i = 29; i < 49; i++) rows[i] = ['', ...(rows[i] as string[]).slice(0, 4)];
  }),
  'block of figures shifted to the left': inRows(figures, inFigures(''), (rows) => {
    for (let i = 29; i < 89; i++) rows[i] = [...(rows[i] as string[]).slice(1), ''];
  }),
  'cells of one column shifted down': inRows('links.csv', /links.csv!/, (rows) => {
    for (let i = 50; i > 30; i--) (rows[i] as string[])[2] = (rows[i - 1] as string[])[2] as string;
    (rows[30] as string[])[2] = '';
  }),
  'row with one cell too few': inRows('links.csv', /links.csv!/, (rows) => {
    rows[29] = (rows[29] as string[]).slice(1);
  }),
  'block pasted over': inRows('links.csv', /links.csv!/, (rows) => {
    for (let i = 40; i < 50; i++) rows[i] = ['10.1', 'Facilitate', 'safe', 'migration', 'x'];
  }),
  'names pasted over codes': inRows('links.csv', /links.csv!B/, (rows) => {
    for (let i = 40; i < 60; i++) (rows[i] as string[])[1] = `Target number ${i}`;
  }),
  'codes filled down as a series': inRows('links.csv', /links.csv!B/, (rows) => {
    for (let i = 40; i < 60; i++) (rows[i] as string[])[1] = `10.${i}`;
  }),
  'values filled down as text': inRows(figures, inFigures('C'), (rows) => {
    for (let i = 40; i < 60; i++) (rows[i] as string[])[2] = 'see above';
  }),
  // columns
  'deleted column': inRows('links.csv', /links.csv/, (rows) =>
    rows.map((row) => [...row.slice(0, 2), ...row.slice(3)]),
  ),
  'renamed column': inRows('links.csv', /links.csv!C1/, (rows) => {
    (rows[0] as string[])[2] = 'state';
  }),
  'renamed key column': inRows('targets.csv', /targets.csv!A1/, (rows) => {
    (rows[0] as string[])[0] = 'code';
  }),
  'renamed name column': inRows('targets.csv', /targets.csv!C1/, (rows) => {
    (rows[0] as string[])[2] = 'English name';
  }),
  'headers swapped in links': inRows('links.csv', /links.csv!/, (rows) => swapped(rows, 0, 'target', 'status')),
  'headers swapped in targets': inRows('targets.csv', /targets.csv!/, (rows) => swapped(rows, 0, 'target', 'goal')),
  'headers swapped in objectives': inRows('objectives.csv', /objectives.csv!/, (rows) =>
    swapped(rows, 0, 'number', 'title_en'),
  ),
  'headers swapped in figures': inRows(figures, inFigures(''), (rows) => swapped(rows, 0, 'year', 'value')),
  // whole sheets
  'links pasted twice': inRows('links.csv', /links.csv!(A190|190)/, (rows) => [...rows, ...rows.slice(1)]),
  'targets pasted twice with the header': inRows('targets.csv', /targets.csv!(A171|171)/, (rows) => [...rows, ...rows]),
  'block of figures pasted twice': inRows(figures, inFigures(''), (rows) => [...rows, ...rows.slice(100, 160)]),
  'row duplicated': inRows('targets.csv', /targets.csv!/, (rows) => {
    rows.splice(29, 0, rows[28] as string[]);
  }),
  'sheet replaced by another': {
    edit: (data) =>
      editBytes(data, 'units.csv', () => Buffer.from('status,title_en\nstated,Stated\nproposed,Proposed\n')),
    at: /units.csv/,
  },
  // cells
  'formula with an error': inWorkbook(['links'], /links!B5/, ({ put }) =>
    put('links', 'B5', { type: 'e', content: '<f>1/0</f><v>#DIV/0!</v>' }),
  ),
  'formula in a name': inWorkbook(['units'], /units!B3/, ({ put }) =>
    put('units', 'B3', { type: 'e', content: '<f>A1/0</f><v>#DIV/0!</v>' }),
  ),
  'row struck through': inWorkbook(['links'], /links!A9/, ({ spec, sheet }) => {
    spec.styles = '<fonts count="2"><font/><font><strike/></font></fonts><cellXfs><xf/><xf fontId="1"/></cellXfs>';
    const row = sheet('links').rows[8] as CellSpec[];
    for (const [i, text] of row.entries())
      if (typeof text === 'string') row[i] = { type: 'inlineStr', style: 1, content: `<is><t>${text}</t></is>` };
  }),
  'column struck through': inWorkbook(['statuses'], /statuses!B2/, ({ spec, sheet }) => {
    spec.styles = '<fonts count="2"><font/><font><strike/></font></fonts><cellXfs><xf/><xf fontId="1"/></cellXfs>';
    for (const row of sheet('statuses').rows.slice(1))
      row[1] = { type: 'inlineStr', style: 1, content: `<is><t>${typeof row[1] === 'string' ? row[1] : ''}</t></is>` };
  }),
  'column of formulas': inWorkbook(['links'], /links!C2/, ({ sheet }) => {
    for (const row of sheet('links').rows.slice(1))
      row[2] = { type: 'str', content: `<f>VLOOKUP(A1,B1,2)</f><v>${typeof row[2] === 'string' ? row[2] : ''}</v>` };
  }),
  'version with a letter and a comma': inText('dataset.csv', /dataset.csv!C2/, (text) =>
    text.replace('0.1.0', 'v0,1.0'),
  ),
  'identifier with a space': inText('dataset.csv', /dataset.csv!B2/, (text) => text.replace(',gcm-sdg,', ',gcm sdg,')),
  'emptied row': inRows('targets.csv', /targets.csv!/, (rows) => {
    rows[29] = [(rows[29] as string[])[0] as string, ...Array<string>(8).fill('')];
  }),
  'emptied key': inRows('objectives.csv', /objectives.csv!A9/, (rows) => {
    (rows[8] as string[])[0] = '';
  }),
};
