import { readRows } from '../csvw/rows/rows.js';
import { fileIn } from '../files.js';
import { cellAddress, type Problem, problemOf } from '../problem.js';
import type { Project } from '../project.js';
import { didYouMean } from '../text/nearest.js';
import texts from './messages.json' with { type: 'json' };

/** Translated texts of rules, by language and name. A name has only the texts that its row contains. */
export type Translations = ReadonlyMap<string, ReadonlyMap<string, Partial<Record<string, string>>>>;

/** A file of translations: "checks.fr.csv", next to the settings of the rules. */
export const translationFile = /^checks\.([A-Za-z0-9-]+)\.csv$/;

/** Reads the files of translations of a project, and their problems. `known`: the names that a row can begin with. */
export function readTranslations(
  { files, queries }: Pick<Project, 'files' | 'queries'>,
  known: Iterable<string> = [],
): { translations: Translations; problems: Problem[] } {
  const translations = new Map<string, Map<string, Partial<Record<string, string>>>>();
  const names = new Set(known);
  const problems: Problem[] = [];
  for (const name of files.list(queries)) {
    const language = translationFile.exec(name)?.[1];
    if (language === undefined) continue;
    const file = fileIn(queries, name);
    const bytes = files.read(file);
    if ('words' in bytes) {
      problems.push(problemOf(texts.settingsUnreadable, { file }, { ...bytes }));
      continue;
    }
    const [header = { cells: [] }, ...rows] = readRows(bytes, file).rows;
    const read = new Map<string, Partial<Record<string, string>>>();
    for (const { number, cells } of rows) {
      const filled = header.cells.flatMap((column, at): [string, string][] => {
        const text = cells[at]?.trim() ?? '';
        return text === '' ? [] : [[column, text]];
      });
      const { rule = '', ...own } = Object.fromEntries(filled);
      if (filled.length === 0) continue;
      const where = { file, row: number, column: 'rule', cell: cellAddress(number, 1), value: rule };
      if (!names.has(rule))
        problems.push(problemOf(texts.translationRule, where, { value: rule, guess: didYouMean(rule, names) }));
      else if (read.has(rule)) problems.push(problemOf(texts.settingsTwice, where, { value: rule }));
      read.set(rule, own);
    }
    translations.set(language, read);
  }
  return { translations, problems };
}
