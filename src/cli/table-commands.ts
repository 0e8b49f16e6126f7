import { type CommandEntry, csvw, report } from './command-entry.js';

/** What is done with tables by themselves: CSV on the Web, and all sheets as a workbook. */
export const tableCommands: CommandEntry[] = [
  {
    name: 'csvw to-rdf',
    arguments: '<file>',
    summary: 'convert a CSV file, or the tables of a metadata document, to RDF by CSV on the Web',
    options: [
      ...csvw,
      ['--minimal', 'only what the cells say, nothing of tables and rows'],
      ['--no-prov', 'leave out which files it was made from'],
      ['--format <format>', 'nquads or turtle', 'nquads'],
      ['--out <file>', 'write there instead of to the terminal'],
    ],
    example: 'gcm csvw to-rdf data/tables.json --minimal --out tables.nq',
    load: () => import('./csvw-to-rdf.js'),
  },
  {
    name: 'csvw validate',
    arguments: '<file>',
    summary: 'check a CSV file, or the tables of a metadata document, against CSV on the Web',
    options: [...csvw, ['--strict', 'count warnings as errors'], ...report],
    example: 'gcm csvw validate data/tables.json',
    load: () => import('./csvw-validate.js'),
  },
  {
    name: 'workbook export',
    arguments: '[file]',
    summary: 'write all sheets as one Excel workbook, gcm.xlsx unless another name is given',
    options: [
      ['--data <folder>', 'the sheets and tables.json', 'data'],
      ['--force', 'write over a workbook that is there'],
      ...report,
    ],
    example: 'gcm workbook export sheets.xlsx',
    load: () => import('./workbook-export.js'),
  },
  {
    name: 'workbook import',
    arguments: '<file>',
    summary: 'take the rows of a workbook over into the sheets, when nothing in it is wrong',
    options: [
      ['--data <folder>', 'the sheets and tables.json', 'data'],
      ['--dry-run', 'say what would change, and write nothing'],
      ['--force', 'take over sheets that were changed since the export too, and undo what was changed there'],
      ['--strict', 'count warnings as errors'],
      ...report,
    ],
    example: 'gcm workbook import sheets.xlsx --dry-run',
    load: () => import('./workbook-import.js'),
  },
];
