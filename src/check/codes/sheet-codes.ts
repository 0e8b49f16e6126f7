import type { CodeText } from './code-text.js';

export const sheetCodes: Record<string, CodeText> = {
  'empty-file': {
    title: 'The sheet is empty',
    cause: 'The file has no header, or a header and no rows.',
    remedy: 'Fill it, or let tables.json allow an empty table ("…ontology#allows": "empty").',
  },
  delimiter: {
    title: 'Other characters than commas stand between the cells',
    cause: 'In many countries a spreadsheet program writes semicolons. Where the header fits it was read all the same.',
    remedy: 'Save the sheet as "CSV UTF-8 (Comma delimited)".',
  },
  'sep-line': {
    title: 'The first line says what stands between the cells',
    cause: 'Some programs write a line such as sep=; for Excel. It was left out.',
    remedy: 'There is nothing to do.',
  },
  'trailing-delimiter': {
    title: 'Every row ends with an empty cell',
    cause: 'The spreadsheet has columns at its end that were used once.',
    remedy: 'Delete the empty columns at the end of the sheet.',
  },
  'title-row': {
    title: 'A title stands above the header',
    cause: 'The first row must name the columns, and here it holds a title.',
    remedy: 'Take the rows above the header away.',
  },
  'comment-line': {
    title: 'A line begins with #',
    cause: 'Some programs take such a line for a comment. CSV has none.',
    remedy: 'Take the line away; what it says may go into a column of notes.',
  },
  'blank-row': {
    title: 'A row is blank',
    cause: 'A row holds nothing, or nothing but commas.',
    remedy: 'Delete the row.',
  },
  'missing-cell': {
    title: 'A row is too short',
    cause: 'It has fewer cells than the header.',
    remedy: 'Add the missing cells, empty if need be.',
  },
  'extra-cell': {
    title: 'A row is too long',
    cause: 'It has more cells than the header; most often a text with a comma has no quotation marks around it.',
    remedy: 'Put a text that holds a comma in quotation marks.',
  },
  'unknown-column': {
    title: 'A column that is not known',
    cause: 'The header names a column that tables.json does not describe.',
    remedy: 'Correct the name, or describe the column in tables.json.',
  },
  'missing-column': {
    title: 'A column is missing',
    cause: 'tables.json describes a column that the header does not name.',
    remedy: 'Add the column, with empty cells where they may be empty.',
  },
  'duplicate-column': {
    title: 'A column stands there twice',
    cause: 'Two columns have the same name, so nobody knows which one counts.',
    remedy: 'Delete one of them or correct its name.',
  },
  'blank-column': {
    title: 'A column has no name',
    cause: 'The header has an empty cell above cells that are not.',
    remedy: 'Name the column, or delete it.',
  },
  'column-order': {
    title: 'The columns stand in another order',
    cause: 'CSV on the Web knows columns by their position, so other programs may read them wrongly.',
    remedy: 'Put the columns in the order of tables.json.',
  },
  'header-spelling': {
    title: 'A column name differs in capitals or spaces',
    cause: 'The header was typed by hand. The column was recognized.',
    remedy: 'Write the name as tables.json does.',
  },
  incompatible: {
    title: 'The file does not fit its metadata',
    cause: 'The header names other columns than the metadata, or more or fewer.',
    remedy: 'Correct the header or the metadata.',
  },
};
