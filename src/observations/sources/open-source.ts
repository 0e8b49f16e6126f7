import type { Problem } from '../../problem.js';
import type { Tables } from '../tables.js';
import { decodedText, encodingOf } from './encoding.js';
import { readEntities } from './entities.js';
import { columnProblems, dialectOf, notRecognised, recogniseText } from './recognise.js';
import type { Opened, SourceFiles } from './source.js';
import { openWorkbook } from './workbook-source.js';

/** Opens a file of observations, of whatever kind. */
export async function openSource(file: string, { columns }: Tables, files: SourceFiles): Promise<Opened> {
  const [a, b, c, d] = files.bytes(file).read(0, 4);
  if (a === 0x1f && b === 0x8b) return { problems: [packed(file)] }; // by whatever name
  if (a !== 0x50 || b !== 0x4b || c !== 3 || d !== 4) return openText(file, columns, files); // no PK
  const { workbook, problems } = await files.readWorkbook(file);
  return workbook ? openWorkbook(file, workbook, columns, files) : { problems };
}

/** It is not unpacked here: how much comes out of it nobody knows before. */
const packed = (file: string): Problem => ({
  code: 'observation-format',
  severity: 'error',
  message: 'the file is packed with gzip',
  where: { file },
  fix: 'unpack it (gunzip, 7-Zip) and give what comes out',
});

/** Opens a CSV file; of one that is not UTF-8 a copy is kept. */
async function openText(file: string, known: Tables['columns'], files: SourceFiles): Promise<Opened> {
  const bytes = files.bytes(file);
  const encoding = encodingOf(bytes);
  const path = encoding === 'utf-8' ? file : await files.keep(decodedText(bytes, encoding));
  const problems = encoding === 'utf-8' ? [] : [recoded(file, encoding)];
  const found = recogniseText((dialect) => files.leading(path, dialect), known);
  if (!found)
    return { problems: [...problems, notRecognised(file, files.leading(path, dialectOf(',')).rows[0] ?? [])] };
  const names = found.layout.columns.map(({ name }) => name);
  const {
    codes,
    names: areaNames,
    ...beside
  } = found.layout.lowerCase
    ? readEntities(names, known, (name) => files.beside(file, name))
    : { codes: new Map(), names: [], problems: [] };
  problems.push(...beside.problems, ...columnProblems({ file }, found.layout));
  return { source: { file, path, ...found, codes, names: areaNames }, problems };
}

const recoded = (file: string, encoding: string): Problem => ({
  code: 'observation-recoded',
  severity: 'notice',
  message: `the file is not UTF-8; it was read as ${encoding === 'windows-1252' ? 'Windows-1252' : encoding.toUpperCase()}`,
  where: { file },
  fix: 'if letters look wrong, save it as UTF-8',
});
