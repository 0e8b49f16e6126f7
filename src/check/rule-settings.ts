import { textOf } from '../bytes.js';
import { readRows } from '../csvw/rows/rows.js';
import { fileIn } from '../files.js';
import type { QueryFile } from '../graph/query-file.js';
import { cellAddress, conflictProblems, type Problem, problemOf } from '../problem.js';
import type { Project } from '../project.js';
import { didYouMean } from '../text/nearest.js';
import texts from './messages.json' with { type: 'json' };

/** Changes of a project to the headers of shipped rules, by their names. */
export type RuleSettings = ReadonlyMap<string, Readonly<Record<string, string>>>;

const columns = ['rule', 'severity', 'title', 'reason', 'remedy', 'message'];
const severities = ['error', 'warning', 'notice', 'off'];

/**
 * Reads queries/checks.csv, the settings of a project for the rules that ship with the program. `known`: these rules; one
 * that derives statements is called "derive/NAME" and can only be switched off.
 */
export function readSettings(
  { files, queries }: Pick<Project, 'files' | 'queries'>,
  known: ReadonlyMap<string, QueryFile>,
): { settings: RuleSettings; problems: Problem[] } {
  const settings = new Map<string, Record<string, string>>();
  const file = fileIn(queries, 'checks.csv');
  const bytes = files.list(queries).includes('checks.csv') ? files.read(file) : new Uint8Array();
  if ('words' in bytes) return { settings, problems: [problemOf(texts.settingsUnreadable, { file }, { ...bytes })] };
  const conflicts = conflictProblems(textOf(bytes), file);
  if (conflicts.length > 0) return { settings, problems: conflicts };
  const { rows, problems } = readRows(bytes, file);
  const [header = { number: 1, cells: columns }, ...others] = rows;
  const tell = (wording: keyof typeof texts, row: number, column: string, value: string, more = {}): void => {
    const at = header.cells.indexOf(column);
    const where = { file, row, ...(at >= 0 && { column, cell: cellAddress(row, at + 1) }), value };
    problems.push(problemOf(texts[wording], where, { value, ...more }));
  };
  for (const column of header.cells)
    if (!columns.includes(column))
      tell('settingsColumn', header.number, column, column, {
        known: columns.join(', '),
        guess: didYouMean(column, columns),
      });
  for (const { number, cells } of others) {
    if (cells.every((cell) => cell.trim() === '')) continue;
    const given = Object.fromEntries(header.cells.map((column, i) => [column, cells[i]?.trim() ?? '']));
    const { rule: name = '', severity = '', reason = '', message = '' } = given;
    const allowed = name.startsWith('derive/') ? ['off'] : severities;
    const rule = known.get(name);
    if (!rule) tell('settingsRule', number, 'rule', name, { guess: didYouMean(name, known.keys()) });
    else if (settings.has(name)) tell('settingsTwice', number, 'rule', name);
    else if (severity !== '' && !allowed.includes(severity))
      tell('settingsSeverity', number, 'severity', severity, {
        known: allowed.join(', '),
        guess: didYouMean(severity, allowed),
      });
    else if (severity === 'off' && reason === '') tell('settingsReason', number, 'reason', '', { name });
    else {
      const variables = namesIn(rule.header['message']);
      for (const variable of namesIn(message))
        if (!variables.includes(variable))
          tell('settingsVariable', number, 'message', message, { variable, known: variables.join(', ') });
      settings.set(name, Object.fromEntries(Object.entries(given).filter(([, text]) => text !== '')));
    }
  }
  return { settings, problems };
}

/** The variables in a message, in braces. */
const namesIn = (message = ''): string[] => message.match(/\{\w+\}/g) ?? [];

/** Translated texts of rules, by language and name. A name has only the texts that its row contains. */
type Translations = ReadonlyMap<string, ReadonlyMap<string, Partial<Record<string, string>>>>;

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
