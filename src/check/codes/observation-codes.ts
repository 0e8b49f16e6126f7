import type { CodeText } from './code-text.js';

export const observationCodes: Record<string, CodeText> = {
  'observation-format': {
    title: 'The header is of no format of observations that is known',
    cause: 'The first row names other columns than the exports that gcm observations reads, or the file is packed.',
    remedy: 'Give the file as it was downloaded, unpacked, with its header in the first row.',
  },
  'observation-column': {
    title: 'A column of observations is not known',
    cause: 'Its name is not in data/observations/columns.csv, so it is taken as a dimension or attribute of that name.',
    remedy: 'If it is something else, correct its name or delete it.',
  },
  'observation-area': {
    title: 'An area is none',
    cause: 'The column of areas holds a name, or a code that a table program has changed: 004 became 4.0.',
    remedy: 'Write the three digits of M49, such as 004, or the letters of ISO 3166-1, such as AF or AFG.',
  },
  'observation-entities': {
    title: 'A file of codes beside a harvest has another header',
    cause: 'The first column of ddf--entities--NAME.csv must be called NAME: it tells which codes the file names.',
    remedy: 'Get the file anew from its source, or take it out of the folder: codes are written in capitals then.',
  },
  'observation-left-out': {
    title: 'Columns are left out of the cube',
    cause: 'Something else says the same: the number of a goal is the first part of the number of its indicator.',
    remedy: 'There is nothing to do. The reasons are in data/observations/columns.csv.',
  },
  'observation-recoded': {
    title: 'A file of observations is not UTF-8',
    cause: 'It was saved by an older program, most likely as Windows-1252, and was read as such.',
    remedy: 'If letters look wrong, save it as UTF-8.',
  },
  'observation-dimension': {
    title: 'Some rows of a series lack a dimension',
    cause: 'Other rows of the series have it, and all observations of a data set have the same dimensions.',
    remedy: 'There is nothing to do, unless the rows should say it: the code _X stands for what is not specified.',
  },
  'observation-twice': {
    title: 'An observation stands there twice',
    cause: 'Two rows have the same series, area, period and codes; or two files have the same row.',
    remedy: 'Remove one of the two, or add the column that tells them apart.',
  },
};
