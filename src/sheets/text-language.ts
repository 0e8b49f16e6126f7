import { placeInRow, type Row } from '../csvw/rows/rows.js';
import { clip, type Problem, problemOf } from '../problem.js';
import { addTo } from '../text/order.js';
import { incompleteTexts, type TextColumn, textAt } from './incomplete-texts.js';
import texts from './messages.json' with { type: 'json' };
import { hasForeign, isSameScript, mixedWord, scriptFault, scriptName, scriptOf } from './script.js';
import { kindOf, type Sheet } from './table-group.js';
import data from './text-language.json' with { type: 'json' };

/** Finds texts that are not in the language of their column: another script or language, or the text of another column. */

/** A text in another script or language than its column. */
interface Misfit {
  row: Row;
  column: TextColumn;
  belongs: TextColumn | undefined; // the column of its language
  script?: string; // if it differs
  isCertain: boolean;
}

/** Reports texts in the wrong script or language. Exchanged columns and exchanged cells are one problem. */
export async function languageProblems(sheet: Sheet): Promise<Problem[]> {
  const body = sheet.rows.slice(1).filter(({ cells }) => cells.length === sheet.header.titles.length);
  const problems: Problem[] = [];
  for (const columns of columnGroups(sheet)) {
    const judges = columns.map((column) => createJudge(column, columns));
    const misfits = body.flatMap((row) => judges.flatMap((judge) => judge(row)));
    const confirmed = await confirm(misfits);
    const ofColumns = exchangedColumns(sheet, body, columns, confirmed);
    const isWhole = ({ column }: Misfit): boolean => ofColumns.columns.has(column);
    const cells = confirmed.filter((misfit) => !isWhole(misfit));
    problems.push(...ofColumns.problems, ...cellProblems(sheet, cells));
    if (ofColumns.columns.size > 0) continue;
    problems.push(...incompleteTexts(body, columns, (row, column) => placeOf(sheet, row, column)));
    const taken = new Set(cells.map(({ row, column }) => row.cells[column.index]));
    for (const row of body) problems.push(...otherProblems(sheet, row, columns, taken));
  }
  return problems;
}

/** Groups the columns of text by property. Each group has the languages of one text. */
function columnGroups({ header, table }: Sheet): TextColumn[][] {
  const groups = new Map<string, TextColumn[]>();
  for (const [index, column] of header.columns.entries()) {
    if (!column || column.suppressOutput || column.separator !== undefined || kindOf(column, table) !== 'text')
      continue;
    const script = scriptOf(column.lang);
    if (script === undefined) continue;
    const group = `${column.aboutUrl} ${column.propertyUrl ?? column.name}`;
    const lang = column.lang.split('-')[0]?.toLowerCase() ?? '';
    addTo(groups, group, { column, index, lang, script });
  }
  return [...groups.values()];
}

const wordEnds = /[\s.,;:()'’«»“”"-]+/;

/** Returns a function that finds the text of one column in a row that is in another script or language. */
function createJudge(column: TextColumn, columns: TextColumn[]): (row: Row) => Misfit[] {
  const own = wordsIn(column.lang);
  const rivals = rivalsOf(column, columns).map((rival) => ({ rival, common: wordsIn(rival.lang) }));
  const strange = new Set(rivals.flatMap(({ common }) => [...common].filter((word) => !own.has(word))));
  return (row) => {
    const text = textAt(row, column);
    const fault = hasForeign(text, column.script) ? scriptFault(text, column.script) : undefined;
    if (fault) {
      const others = columns.filter((other) => isSameScript(other.script, fault.script));
      const copied = others.find((other) => textAt(row, other) === text) ?? others[0];
      return [{ row, column, belongs: copied, ...fault }];
    }
    if (text.length < data.shortest || strange.size === 0) return [];
    const words = text.toLowerCase().split(wordEnds);
    if (words.filter((word) => strange.has(word)).length < fewestStrange) return [];
    const [best] = rivals
      .map(({ rival, common }) => ({
        rival,
        mine: words.filter((word) => own.has(word) && !common.has(word)).length,
        theirs: words.filter((word) => common.has(word) && !own.has(word)).length,
      }))
      .sort((a, b) => b.theirs - b.mine - (a.theirs - a.mine));
    if (!best || best.theirs < fewestStrange || best.theirs <= best.mine) return [];
    return [{ row, column, belongs: best.rival, isCertain: best.mine * 4 <= best.theirs && best.rival.index >= 0 }];
  };
}

/** Returns the columns of other languages in the same script. If there are no translations, returns these languages without a column. */
function rivalsOf(column: TextColumn, columns: TextColumn[]): TextColumn[] {
  const languages = [...wordLists.keys()].map((lang) => ({ ...column, index: -1, lang, script: scriptOf(lang) ?? '' }));
  const others = columns.length > 1 ? columns : languages;
  return others.filter((other) => other.lang !== column.lang && isSameScript(other.script, column.script));
}

/** Fewest common words of another language. Counting words is faster than the identifier, which judges the rest. */
const fewestStrange = 2;

const wordLists = new Map(Object.entries(data.commonWords).map(([lang, words]) => [lang, new Set(words.split(' '))]));
const wordsIn = (lang: string): Set<string> => wordLists.get(lang) ?? new Set();

const codes: Record<string, string> = data.codes;

/** How similar a text can be to its own language if it is in another; the most similar language has 1. */
const mostSimilar = 0.95;

/** Keeps the texts in another language that the identifier confirms. The identifier is loaded only if it is needed. */
async function confirm(misfits: Misfit[]): Promise<Misfit[]> {
  if (misfits.every(({ script }) => script !== undefined)) return misfits;
  const { francAll } = await import('franc-min');
  return misfits.filter(({ row, column, belongs, script }) => {
    const [own, other] = [codes[column.lang], codes[belongs?.lang ?? '']];
    if (script !== undefined || own === undefined || other === undefined) return script !== undefined;
    const scores = new Map(francAll(textAt(row, column), { only: [own, other] }));
    return (scores.get(other) ?? 0) > (scores.get(own) ?? 0) && (scores.get(own) ?? 0) < mostSimilar;
  });
}

/** A column that mostly contains texts of another language was exchanged or pasted as a whole. */
function exchangedColumns(sheet: Sheet, body: Row[], columns: TextColumn[], misfits: Misfit[]) {
  const isMoved = (from: TextColumn, to: TextColumn): boolean => {
    const moved = misfits.filter(({ column, belongs }) => column === from && belongs === to).length;
    const shortest = isSameScript(from.script, to.script) ? data.shortest : 1;
    return moved >= 3 && moved > body.filter((row) => textAt(row, from).length >= shortest).length / 2;
  };
  const whole = new Set<TextColumn>();
  const problems: Problem[] = [];
  for (const from of columns) {
    const to = whole.has(from) ? undefined : columns.find((other) => other !== from && isMoved(from, other));
    if (!to) continue;
    whole.add(from);
    const isSwap = isMoved(to, from);
    if (isSwap) whole.add(to);
    const rows = misfits.filter(({ column }) => column === from || (isSwap && column === to)).map(({ row }) => row);
    const values = {
      language: languageName(to.lang),
      own: languageName(from.lang),
      rows: new Set(rows).size,
      one: from.column.name,
      other: to.column.name,
    };
    const wording = isSwap ? texts.swappedLanguages : texts.columnInOtherLanguage;
    problems.push(problemOf(wording, placeOf(sheet, sheet.rows[0] as Row, from), values));
  }
  return { problems, columns: whole };
}

const languageName = (lang: string): string => new Intl.DisplayNames(['en'], { type: 'language' }).of(lang) ?? lang;

const placeOf = ({ file }: Sheet, row: Row, { column, index }: TextColumn) => placeInRow(file, row, index, column.name);

function cellProblems(sheet: Sheet, misfits: Misfit[]): Problem[] {
  const exchanged = new Set<Misfit>();
  return misfits.flatMap((misfit) => {
    if (exchanged.has(misfit)) return [];
    const { row, column, belongs, script, isCertain } = misfit;
    const where = placeOf(sheet, row, column);
    const language = languageName(column.lang);
    const other = misfits.find((one) => one.row === row && one.column === belongs && one.belongs === column);
    if (other && belongs) {
      exchanged.add(other);
      const problem = problemOf(texts.swappedTexts, where, { one: column.column.name, other: belongs.column.name });
      return { ...problem, related: [placeOf(sheet, row, belongs)], suggestion: textAt(row, belongs) };
    }
    const isCopy = belongs && textAt(row, belongs) === textAt(row, column);
    const found = script === undefined ? languageName(belongs?.lang ?? '') : scriptName(script);
    const wording = isCopy ? texts.copiedText : script === undefined ? texts.otherLanguage : texts.otherScript;
    const problem = problemOf(wording, where, { language, found, other: belongs?.column.name });
    return isCertain ? problem : { ...problem, severity: 'warning' };
  });
}

/** Shortest text, in words, that two languages cannot have in common. */
const fewestWords = 4;

/** Reports look-alike letters, and the same text in two languages. */
function* otherProblems(
  sheet: Sheet,
  row: Row,
  columns: TextColumn[],
  reported: Set<string | undefined>,
): Generator<Problem> {
  const seen = new Map<string, TextColumn>();
  for (const column of columns) {
    const text = textAt(row, column);
    if (text === '' || reported.has(text)) continue;
    const mixed = hasForeign(text, column.script) ? mixedWord(text) : undefined;
    if (mixed !== undefined) yield problemOf(texts.mixedWord, placeOf(sheet, row, column), { word: clip(mixed) });
    const earlier = seen.get(text);
    if (!earlier) seen.set(text, column);
    else if (earlier.lang !== column.lang && (text.match(/\p{Ll}[\p{L}’'-]*/gu)?.length ?? 0) >= fewestWords)
      yield {
        ...problemOf(texts.sameText, placeOf(sheet, row, column), { other: earlier.column.name }),
        related: [placeOf(sheet, row, earlier)],
      };
  }
}
