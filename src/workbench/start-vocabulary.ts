import { textOf, utf8 } from '../bytes.js';
import type { NewSheet } from '../describe/drafts.js';
import { readRows } from '../describe/in-project.js';
import { newProject, slugOf } from '../describe/new-project.js';
import templates from '../describe/templates.json' with { type: 'json' };
import { baseName, filesOf } from '../files.js';
import { UserError } from '../problem.js';
import { languageFault } from '../rdf/iri.js';
import { isWorkbook } from '../sheets/table-group.js';
import { hasSheet } from '../sheets/workbook-file.js';
import type { NamedFile } from '../site/workbench/messages.js';
import type { Joined } from './join-files.js';
import type { FileMap, State } from './state.js';

/**
 * Starts a vocabulary from dropped sheets that have nothing in common with the published sheets. Returns the files of the new
 * project; undefined if a sheet belongs to the project of the site.
 */
export async function startVocabulary(state: State, dropped: readonly NamedFile[]): Promise<Joined | undefined> {
  const sheets: NewSheet[] = [];
  for (const { path, bytes } of dropped) {
    if (!/\.(csv|tsv)$/i.test(path) && !isWorkbook(path)) return undefined;
    const found = isWorkbook(path) ? await sheetsOf(state, path, bytes) : sheetOf(state, path, bytes);
    if (!found) return undefined;
    sheets.push(...found);
  }
  if (sheets.length === 0) return undefined;
  const others = Object.entries<string>(templates.files).filter(([file]) => file !== 'data/concepts.csv');
  const name = baseName(dropped[0]?.path ?? '').replace(/\.[^.]*$/, '');
  const settings = {
    name,
    base: `https://example.org/${slugOf(name)}/`,
    languages: languagesOf(sheets),
    today: new Date().toISOString().slice(0, 10),
  };
  const project = newProject(new Map(others), templates.words, settings, sheets);
  if ('fault' in project) throw new UserError(project.fault);
  const files = new Map([...project].map(([file, text]) => [file, utf8(text)]));
  return { files, workbooks: [], dropped: new Set(files.keys()), isOwnProject: true };
}

/** The sheets of a workbook without a sheet of the project. */
async function sheetsOf(state: State, path: string, bytes: Uint8Array): Promise<NewSheet[] | undefined> {
  const result = await state.readWorkbook(bytes, baseName(path));
  const names = csvFiles(state.published).map((file) => baseName(file).replace(/\.csv$/, ''));
  if (!result.workbook || names.some((name) => hasSheet(result, name))) return undefined;
  return result.workbook.sheets.flatMap(({ name, rows }) => {
    const texts = rows.map(({ cells }) => Array.from(cells, (cell) => cell?.text ?? ''));
    return texts.length === 0 ? [] : [{ file: `${slugOf(name)}.csv`, rows: texts }];
  });
}

/** A CSV file, unless most of its columns are in a published sheet. */
function sheetOf({ published }: State, path: string, bytes: Uint8Array): NewSheet[] | undefined {
  const rows = readRows(filesOf(new Map([[path, bytes]])), path);
  const titles = rows[0] ?? [];
  const isKnown = csvFiles(published).some((file) => {
    if (baseName(file) === baseName(path)) return true;
    const header = new Set(
      textOf((published.get(file) as Uint8Array).subarray(0, 4096))
        .split(/[\r\n]/, 1)[0]
        ?.split(','),
    );
    return titles.filter((title) => header.has(title)).length * 2 >= titles.length;
  });
  return isKnown ? undefined : [{ file: `${slugOf(baseName(path).replace(/\.[^.]*$/, ''))}.csv`, rows }];
}

const csvFiles = (published: FileMap): string[] => [...published.keys()].filter((file) => /^data\/.*\.csv$/.test(file));

/** The languages in the headers of sheets: "title_fr" and "name@ar". */
function languagesOf(sheets: readonly NewSheet[]): string[] {
  const tags = sheets.flatMap(
    ({ rows }) => rows[0]?.flatMap((title) => /[_@]([a-z]{2,3})$/.exec(title)?.[1] ?? []) ?? [],
  );
  const found = [...new Set(tags)].filter((tag) => languageFault(tag) === undefined);
  return found.length > 0 ? found : ['en'];
}
