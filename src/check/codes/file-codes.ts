import type { CodeText } from './code-text.js';

export const fileCodes: Record<string, CodeText> = {
  'file-missing': {
    title: 'A file is not there',
    cause: 'The metadata names a file that its folder does not hold, or a release has lost one.',
    remedy: 'Put the file back, or take its table out of tables.json.',
  },
  'file-unreadable': {
    title: 'A file cannot be read',
    cause: 'It is a folder, a pipe, a link that leads out of the data folder, or you may not read it.',
    remedy: 'Put the sheet itself in the folder, readable for you.',
  },
  'file-changed': {
    title: 'A file has changed',
    cause: 'Another program wrote to it while it was read, or a file of a release is not as it was published.',
    remedy: 'Run the command again when the other program has saved. Of a release: build it anew.',
  },
  'file-unlisted': {
    title: 'A release holds a file that its manifest does not name',
    cause: 'Something was put into the folder of a release afterwards.',
    remedy: 'Take the file away; a release is never edited.',
  },
  'manifest-missing': {
    title: 'A release has no manifest',
    cause:
      'Its manifest.json was deleted, cannot be read, lacks something or names files outside of the release, so nothing can be held against it.',
    remedy: 'Build the release anew.',
  },
  'release-renamed': {
    title: 'The folder of a release has another name than its content',
    cause:
      'A release stands in a folder called by its version and hash; this one was renamed, or its files were replaced.',
    remedy: 'Give the folder its name back, or build the release anew.',
  },
  'hash-differs': {
    title: 'A release is named by another hash than that of its graph',
    cause:
      'The N-Quads and the manifest were both changed after the release was made, so that they agree with each other but not with the name.',
    remedy: 'Build the release anew, and take the old one from no one whom you do not trust.',
  },
  'unused-file': {
    title: 'A sheet that no table names',
    cause: 'The data folder holds a spreadsheet that tables.json does not describe, so it is not published.',
    remedy: 'Describe it in tables.json, or move it out of the folder.',
  },
  'lock-file': {
    title: 'A workbook is open in another program',
    cause: 'Excel and LibreOffice leave a file such as ~$gcm.xlsx beside a workbook that is open.',
    remedy: 'Save and close the workbook if you changed it; else there is nothing to do.',
  },
  encoding: {
    title: 'A character is damaged',
    cause:
      'The file is not saved as UTF-8, or was once opened in the wrong encoding, or two files were joined into one.',
    remedy:
      'Save the sheet as "CSV UTF-8" from the program that wrote it. Where one cell alone is damaged, write it anew.',
  },
  bom: {
    title: 'The file begins with a byte order mark',
    cause: 'Excel writes one in front of "CSV UTF-8". It says nothing and was left out.',
    remedy: 'There is nothing to do.',
  },
  'utf-16': {
    title: 'The file is UTF-16',
    cause: 'It was saved as "Unicode text". It was read all the same.',
    remedy: 'Save it as "CSV UTF-8" the next time.',
  },
  'control-character': {
    title: 'A control character stands in a cell',
    cause: 'Text was copied from a program that marks its lines or pages with characters that nobody sees.',
    remedy: 'Write the cell anew by hand.',
  },
  'line-ends': {
    title: 'The lines end in different ways',
    cause:
      'The file went through programs of different systems. Where all rows agree in length it was read all the same.',
    remedy: 'Open the sheet in a spreadsheet program and save it anew.',
  },
  limit: {
    title: 'Something is too large',
    cause:
      'A file, a sheet or a cell has more than a spreadsheet can hold, or a workbook is packed to exhaust the reader.',
    remedy: 'Split the sheet or shorten the cell; do not open a workbook of unknown origin.',
  },
  magic: {
    title: 'A file is not what its name says',
    cause: 'A workbook was renamed .csv, or a CSV file .xlsx.',
    remedy: 'Save the sheet in the form that its name says.',
  },
  quote: {
    title: 'A quotation mark is out of place',
    cause: 'A quotation mark opens and is never closed, or stands inside a cell that has none around it.',
    remedy: 'Put the whole cell in quotation marks and double those inside it.',
  },
};
