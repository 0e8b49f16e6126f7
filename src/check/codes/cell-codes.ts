import type { CodeText } from './code-text.js';

export const cellCodes: Record<string, CodeText> = {
  required: {
    title: 'A cell must not be empty',
    cause: 'The column needs a value in every row.',
    remedy: 'Fill the cell.',
  },
  datatype: {
    title: 'A value does not fit its column',
    cause: 'The cell holds something else than the column is for: no date, no number, none of the words allowed.',
    remedy: 'Write the value as the message says.',
  },
  'id-pattern': {
    title: 'A code is not written as codes are',
    cause:
      'A zero was lost (01 became 1), a capital was typed (4.A for 4.a), or a letter of another alphabet looks the same.',
    remedy: 'Format the column as text and write the code anew.',
  },
  'duplicate-id': {
    title: 'A code stands there twice',
    cause:
      'Two rows have the same key, or keys that differ in capitals only. A spreadsheet that turned 10.10 into 10.1 makes such twins.',
    remedy: 'Correct the key of one row, or remove the row.',
  },
  'foreign-key': {
    title: 'A code refers to nothing',
    cause: 'The cell names a row of another sheet, and there is no such row.',
    remedy: 'Correct the code, or add the row to the other sheet.',
  },
  'foreign-key-unchecked': {
    title: 'References could not be checked',
    cause: 'One of two tables is too large for memory, and the other is written in a form that is read in memory only.',
    remedy: 'Save both tables as UTF-8 with commas.',
  },
  iri: {
    title: 'A value cannot be part of an address',
    cause: 'A code or an address holds a space, a quotation mark, a bracket or a broken % sequence.',
    remedy: 'Take the character away; in an address write it as %20 and the like.',
  },
  scheme: {
    title: 'An address of a kind that is not published',
    cause: 'It begins with javascript: or file:, or with no scheme at all.',
    remedy: 'Write the whole address, beginning with https://.',
  },
  literal: {
    title: 'A text cannot be published',
    cause: 'It holds half of a character, which no file can keep.',
    remedy: 'Write the cell anew.',
  },
  trimmed: {
    title: 'Spaces were taken off a value',
    cause: 'Spaces stood before or behind it, often after copying from a web page.',
    remedy: 'There is nothing to do.',
  },
  nfc: {
    title: 'Accents were joined with their letters',
    cause: 'Some systems write é as e and an accent. Both look the same and are not found by the same search.',
    remedy: 'There is nothing to do.',
  },
  'invisible-character': {
    title: 'A character that cannot be seen',
    cause: 'A zero-width space or soft hyphen was copied from a web page or PDF. In a code it makes another code.',
    remedy: 'Write the cell anew by hand.',
  },
  bidi: {
    title: 'The direction of a text is overridden',
    cause: 'Characters that turn the direction of text can make it read as something else.',
    remedy: 'Write the cell anew by hand; Arabic needs no such characters.',
  },
  type: {
    title: 'A spreadsheet made something else of a text',
    cause: 'A number, a date or TRUE stands where text is due.',
    remedy: 'Format the column as text and write the cell anew.',
  },
  'numeric-code': {
    title: 'A code is kept as a number',
    cause: 'To a spreadsheet 10.10 and 10.1 are one number, and 1E5 is 100000. What was typed cannot be known.',
    remedy: 'Format the column as text and write the code anew.',
  },
  'date-code': {
    title: 'A code became a date',
    cause: 'A spreadsheet takes 3-4 or MAR1 for a day.',
    remedy: 'Format the column as text and write the code anew.',
  },
  'error-value': {
    title: 'A cell shows an error',
    cause: 'A formula had no result, and #REF! or #N/A was saved in its place.',
    remedy: 'Write the value itself into the cell.',
  },
  'decimal-comma': {
    title: 'A comma stands where a point is due',
    cause: 'In many countries 1.5 is written 1,5.',
    remedy:
      'Write the number with a point. Where Excel makes commas of them all: File, Options, Advanced, "Use system separators" off.',
  },
  ambiguous: {
    title: 'A date can be read in two ways',
    cause:
      '03/04/2026 is a day in March or in April; a workbook that counts from 1904 shifts every date by four years.',
    remedy: 'Write the date as 2026-04-03; switch the 1904 date system off.',
  },
};
