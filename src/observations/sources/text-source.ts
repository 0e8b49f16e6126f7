import path from 'node:path';
import { readLeading } from '../../node/csvw/leading.js';
import type { Problem } from '../../problem.js';
import { encodingOf, recode } from './encoding.js';
import { readEntities } from './entities.js';
import { columnProblems, notRecognised, recogniseFile } from './recognise.js';
import type { Source } from './source.js';

/** What a file was opened as, and what there is to say about it. */
export interface Opened {
  source?: Source;
  problems: Problem[];
}

/** Opens a CSV file; one that is not UTF-8 is written anew into `folder` first, as a file of the name `name`. */
export async function openText(file: string, folder: string, name: string): Promise<Opened> {
  const encoding = encodingOf(file);
  const copy = path.join(folder, `${name}.csv`);
  if (encoding !== 'utf-8') await recode(file, encoding, copy);
  const readable = encoding === 'utf-8' ? file : copy;
  const problems = encoding === 'utf-8' ? [] : [recoded(file, encoding)];
  const found = recogniseFile(readable);
  if (!found) {
    const dialect = { delimiter: 0x2c, quote: 0x22, comment: null, returnEnds: false };
    return { problems: [...problems, notRecognised(file, readLeading(readable, 1, dialect).rows[0] ?? [])] };
  }
  const { codes, names, ...beside } = found.layout.lowerCase
    ? readEntities(
        file,
        found.layout.columns.map((column) => column.name),
      )
    : { codes: new Map(), names: [], problems: [] };
  problems.push(...beside.problems, ...columnProblems({ file }, found.layout));
  return { source: { file, path: readable, ...found, codes, names }, problems };
}

const recoded = (file: string, encoding: string): Problem => ({
  code: 'observation-recoded',
  severity: 'notice',
  message: `the file is not UTF-8; it was read as ${encoding === 'windows-1252' ? 'Windows-1252' : encoding.toUpperCase()}`,
  where: { file },
  fix: 'if letters look wrong, save it as UTF-8',
});
