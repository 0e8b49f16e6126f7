import type { CodeText } from './code-text.js';

export const workbookCodes: Record<string, CodeText> = {
  'sheet-missing': {
    title: 'A workbook lacks a sheet',
    cause: 'A sheet was renamed or deleted.',
    remedy: 'Give the sheet its name back.',
  },
  'sheet-spelling': {
    title: 'The name of a sheet differs in capitals or spaces',
    cause: 'The sheet was renamed by hand. It was recognized.',
    remedy: 'Write the name as it was.',
  },
  'unknown-sheet': {
    title: 'A sheet of the workbook belongs to no table',
    cause: 'A sheet was added or renamed. It is left aside.',
    remedy: 'Take it out of the workbook, or give it the name that it had.',
  },
  'workbook-table': {
    title: 'A changed table is kept in a workbook',
    cause: 'An import writes CSV files; this table lives in a workbook of its own.',
    remedy: 'Make the change in that workbook.',
  },
  'stale-workbook': {
    title: 'A workbook is older than the sheets',
    cause: 'A CSV file was changed after the workbook was exported, and the workbook would undo that.',
    remedy:
      'Export a new workbook and copy your changes into it. With --force the import lets only the workbook count, as when all that changed since was your own earlier import.',
  },
  formula: {
    title: 'A cell holds a formula',
    cause: 'Its value was worked out when the workbook was last saved, and may be out of date.',
    remedy: 'Copy the cell and paste it as a value.',
  },
  'merged-cells': {
    title: 'Cells are merged',
    cause: 'Of merged cells only the first one has a value; the others are empty.',
    remedy: 'Unmerge the cells and fill each of them.',
  },
  'hidden-data': {
    title: 'Rows, columns or sheets are hidden',
    cause: 'What nobody sees would be published. A filter hides rows too.',
    remedy: 'Show them or delete them; clear the filter.',
  },
  'rich-text': {
    title: 'Formatting inside a cell was left out',
    cause: 'Part of a text is bold or coloured. The graph keeps the text alone.',
    remedy: 'There is nothing to do.',
  },
  'struck-through': {
    title: 'A text is struck through',
    cause: 'It looks deleted and is published all the same.',
    remedy: 'Delete the text, or take the line through it away.',
  },
  comment: {
    title: 'A cell has a note',
    cause: 'Notes are not published: what matters may be lost in them.',
    remedy: 'Move the note into a column, or delete it.',
  },
  macros: {
    title: 'The workbook holds macros',
    cause: 'Macros are programs that run on the machine of whoever opens the file.',
    remedy: 'Save it as "Excel Workbook (.xlsx)".',
  },
  'external-link': {
    title: 'The workbook refers to another one',
    cause: 'Its values depend on a file that is not here.',
    remedy: 'Break the links (Data, Edit Links) and paste the values.',
  },
  'cell-reference': {
    title: 'A cell has an address that no sheet has',
    cause: 'The workbook was made by a faulty program: cells stand outside the sheet or twice in one place.',
    remedy: 'Open it in a spreadsheet program and save it anew.',
  },
  archive: {
    title: 'The workbook is packed in a way that is not safe',
    cause: 'It is protected by a password, or holds entries with dangerous or equal names.',
    remedy: 'Take the password off, or save the workbook anew.',
  },
  'xml-dtd': {
    title: 'The workbook declares entities',
    cause: 'No spreadsheet program writes a DOCTYPE; it is used to attack readers.',
    remedy: 'Do not use this file; ask where it is from.',
  },
  format: {
    title: 'The file is no workbook that can be read',
    cause: 'It is cut off, or of another kind: .xls, .ods and .xlsb are not read.',
    remedy: 'Save it as "Excel Workbook (.xlsx)".',
  },
};
