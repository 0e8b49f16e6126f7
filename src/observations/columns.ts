import { compileArea } from './areas.js';
import { type Format, type KnownColumn, plainName, type Role, type Tables, wordsOf } from './tables.js';
import { readPeriod, readValue, trimmed } from './values.js';

/** A column of a file: its role, and the column that contains the names of its codes. */
export interface ColumnUse {
  name: string; // as the header writes it
  role: Role;
  concept: string; // of a dimension or attribute, otherwise ''
  note?: string; // of a skipped column: where the same information is
  nameIn?: number; // the column with the names of its codes
  isUnknown?: true; // the column was read as a dimension, with a warning
  areNames?: true; // the area is a name instead of a code
  isDeduced?: true; // the column was read as the value, with a warning, because it is the only one with numbers
}

/** A role that the user gives to a column (ROLE=NAME), or its text in all rows (ROLE==TEXT). */
export interface GivenColumn {
  role: string; // a role, or the name of a dimension or attribute
  column?: string;
  text?: string;
}

/** A header with the rows after it. */
export interface Head {
  header: string[];
  sample: string[][];
}

/** Known columns by their plain names. */
export type Columns = ReadonlyMap<string, KnownColumn>;

/** Looks up a role or a concept by the name of a column: "Unit of measure" → the attribute `units`. */
export const lookUp = (name: string, columns: Columns): Omit<ColumnUse, 'name'> => {
  const { role, concept, note } = columns.get(plainName(name)) ?? unknown(name);
  return { role, concept, ...(note !== '' && { note }) };
};

const unknown = (name: string): KnownColumn => ({ role: 'dimension', concept: conceptOf(name), note: '' });

/** Finds the use of each column by its name, and by the cells below it if the name leaves several possibilities. */
export function useColumns(head: Head, format: Format, given: GivenColumn[], tables: Tables): ColumnUse[] {
  const uses = useNames(head.header, format, tables.columns);
  for (const { role, column } of given) {
    const at = column === undefined ? -1 : columnNamed(head.header, column);
    if (at < 0) continue;
    const asked = role === 'none' ? leftOut('as requested') : lookUp(role, tables.columns);
    for (const other of uses) if (isSame(other, asked)) Object.assign(other, leftOut('another column was chosen'));
    uses[at] = { name: head.header[at] as string, ...asked, ...(asked.role === 'area' && { areNames: true as const }) };
  }
  skipIndexes(head, uses);
  const chosen = new Set(given.map(({ role }) => role));
  chooseArea(head, uses, tables, { isGiven: chosen.has('area'), isStrict: format.kind !== 'table' });
  choosePeriod(head, uses);
  chooseSeries(uses);
  chooseValue(head, uses);
  return uses;
}

/** Returns the index of a column by its name, which can differ in case, spaces and punctuation. Otherwise -1. */
export function columnNamed(header: string[], name: string): number {
  const exact = header.indexOf(name);
  if (exact >= 0) return exact;
  const alike = header.flatMap((one, i) => (plainName(one) === plainName(name) && plainName(name) !== '' ? [i] : []));
  return alike.length === 1 ? (alike[0] as number) : -1;
}

const leftOut = (note: string): Omit<ColumnUse, 'name'> => ({ role: 'implied', concept: '', note });

const isSame = (one: Omit<ColumnUse, 'name'>, other: Omit<ColumnUse, 'name'>): boolean =>
  one.role === other.role && one.concept === other.concept && one.role !== 'implied';

/** Endings of columns with codes, and with the names of the codes in the column with the same beginning. */
const codeEnding = /[ _.]?(?:code|id|cd)$/i;
const nameEnding = /[ _.]?(?:desc|descr|description|name|label|labels)$/i;

/** Returns the use of each column by its name alone. */
function useNames(header: string[], format: Format, columns: Columns): ColumnUse[] {
  const isSdmx = format.kind === 'sdmx';
  const names = header.map((name) => plainHeader(isSdmx || /^[A-Z][A-Z0-9_]+:/.test(name) ? codeIn(name) : name));
  const stems = names.map(({ name }) => plainName(withoutEnding(name, format.code, codeEnding)));
  const known = names.map(({ name }) => columns.get(plainName(name)));
  const coded = new Set(names.flatMap(({ name }, i) => (plainName(name) === stems[i] ? [] : [stems[i]]))); // "Item Code"
  const value = known.findIndex((column) => column?.role === 'value');
  const uses = names.map(({ name, isMarked }, i): ColumnUse => {
    const [own, before] = [known[i], known[i - 1]];
    const shown = header[i] as string;
    if (name.trim() === '') return { name: shown, role: 'nameless', concept: '' };
    if (format.last?.test(header.at(-1) ?? '') && i === names.length - 1)
      return { name: shown, role: 'value', concept: '' };
    if (format.kind === 'figures' && boundRoles[name]) return { name: shown, role: boundRoles[name], concept: '' };
    const isNamed = coded.has(plainName(name)) && own?.role !== 'period' && own?.role !== 'value';
    if (isNamed) return { name: shown, ...nameOf(own) };
    if (own) return { name: shown, ...(isSdmx && isNameOf(own, before) ? { role: 'name', concept: '' } : use(own)) };
    if (endsLike(name, format.text, nameEnding)) {
      const stem = plainName(withoutEnding(name, format.text, nameEnding));
      const beside = stems.indexOf(stem);
      if (stem !== '' && beside >= 0 && beside !== i) return { name: shown, ...nameOf(columns.get(stem)) };
    }
    const isCode = stems.some((stem, other) => other !== i && stem === stems[i]);
    const stem = withoutEnding(withoutEnding(name, format.code, codeEnding), format.text, nameEnding);
    const byStem = plainName(stem) === '' ? undefined : columns.get(plainName(stem));
    const isClear = isMarked || isCode || format.marked?.test(shown) === true;
    const column = byStem ? use(byStem) : { ...use(unknown(stem)), ...(!isClear && { isUnknown: true as const }) };
    return isSdmx && i > value ? { name: shown, ...column, role: 'attribute' } : { name: shown, ...column };
  });
  for (const [i, column] of uses.entries()) {
    if (isSdmx && uses[i + 1]?.role === 'name') column.nameIn = i + 1;
    if (column.role !== 'dimension' && column.role !== 'attribute') continue;
    const beside = names.findIndex(
      ({ name }, other) =>
        uses[other]?.role === 'name' && plainName(withoutEnding(name, format.text, nameEnding)) === stems[i],
    );
    if (beside >= 0) column.nameIn = beside;
  }
  return uses;
}

const boundRoles: Record<string, Role> = { boundSign: 'bound-sign', boundValue: 'bound-value' };

const use = ({ role, concept, note }: KnownColumn): Omit<ColumnUse, 'name'> => ({
  role,
  concept,
  ...(note !== '' && { note }),
});

/** "SEX: Sex" → "SEX", "STRUCTURE[;]" → "STRUCTURE". */
export const codeIn = (name = ''): string => (name.split(':')[0] ?? '').replace(/\[.*\]$/s, '').trim();

/** "dimensions.Age", "X.Age.", "[Age]" → "Age": names that mark a dimension, as JSON tables and R write them. */
function plainHeader(header: string): { name: string; isMarked: boolean } {
  const [, inner] = /^(?:dimensions?|attributes?)[._/ ]+(.+)$/i.exec(header) ?? /^X\.(.+)\.$/.exec(header) ?? [];
  const name = inner ?? header;
  return { name, isMarked: inner !== undefined || /^\[.*\]$/.test(name) };
}

/** The role of a column with names of codes, by the role of the codes. */
function nameOf(code: KnownColumn | undefined): Omit<ColumnUse, 'name'> {
  if (/^area(?:-code|-name)?$/.test(code?.role ?? '')) return { role: 'area-name', concept: '' };
  if (code?.role === 'series' || code?.role === 'indicator') return { role: `${code.role}-name`, concept: '' };
  if (code?.role === 'implied' || code?.role === 'area-group') return use(code);
  return { role: 'name', concept: '' };
}

const endsLike = (name: string, own: string, general: RegExp): boolean =>
  own === '' ? general.test(name) : name.endsWith(own) || general.test(name);

/** Removes the ending of a format, or a general one. */
function withoutEnding(name: string, own: string, general: RegExp): string {
  return own !== '' && name.endsWith(own) ? name.slice(0, -own.length) : name.replace(general, '');
}

/** "Sex" after "SEX" contains the names of the codes in the previous column (labels=name). */
const isNameOf = (column: KnownColumn, before: KnownColumn | undefined): boolean =>
  column.role === before?.role && column.concept === before.concept;

/** "[Policy Domains]", "POLICY_DOMAINS" and "policy_domains" → "policyDomains"; '' if no letter is left. */
export const conceptOf = (name: string): string =>
  wordsOf(name)
    .map((word, i) => (i === 0 ? word : `${word[0]?.toUpperCase()}${word.slice(1)}`))
    .join('');

/** The filled cells below a column. */
const cellsBelow = ({ sample }: Head, column: number): string[] =>
  sample.map((row) => trimmed(row[column] ?? '')).filter((text) => text !== '');

/** Skips columns with the numbers of rows, which pandas and databases write, often without a name. */
function skipIndexes(head: Head, uses: ColumnUse[]): void {
  for (const [i, { role, name }] of uses.entries()) {
    const isNameless = role === 'nameless' || /^(?:unnamed|index|level)[\s_:]*\d*(?:\.\d+)?$/i.test(name);
    if (!isNameless) continue;
    const numbers = cellsBelow(head, i).map((text) => (/^\d+$/.test(text) ? Number(text) : -1));
    const isRising = numbers.length > 0 && numbers.every((number, n) => number > (numbers[n - 1] ?? -1));
    if (isRising) uses[i] = { name, ...leftOut('numbers of rows') };
  }
}

/** Chooses the column of the area: a code if there is one, otherwise the name, otherwise a region. */
function chooseArea(
  head: Head,
  uses: ColumnUse[],
  { areas, codes }: Tables,
  { isGiven, isStrict }: { isGiven: boolean; isStrict: boolean },
): void {
  const areaOf = compileArea(areas, true, codes.get('area'));
  const isAreas = (i: number): boolean => {
    const cells = cellsBelow(head, i);
    return cells.length === 0 || cells.some((text) => areaOf(text) !== undefined);
  };
  const ofRole = (role: Role): number[] => uses.flatMap((column, i) => (column.role === role ? [i] : []));
  const candidates = (['area', 'area-code', 'area-name', 'area-group'] as const).flatMap(ofRole);
  /** True for codes of another list, such as FAO: the names in the same rows are other areas. */
  const isContradicted = (i: number): boolean =>
    !isStrict && !isGiven && candidates.some((other) => hasNames(other) && other !== i && disagree(i, other));
  const hasNames = (i: number): boolean => uses[i]?.role !== 'area-group' && isNamesOf(head, i);
  const disagree = (i: number, other: number): boolean => {
    const pairs = head.sample.map((row) => [areaOf(trimmed(row[i] ?? '')), areaOf(trimmed(row[other] ?? ''))]);
    const both = pairs.filter((pair) => !pair.includes(undefined));
    return both.length > 0 && both.every(([code, name]) => code !== name);
  };
  const isCode = candidates.map((i) => isAreas(i) && (isNamesOf(head, i) || !isContradicted(i)));
  const area = candidates.find((_, at) => isCode[at]) ?? candidates[0] ?? -1;
  for (const [at, i] of candidates.entries()) {
    const { name, role, note } = uses[i] as ColumnUse;
    const other: Record<string, Omit<ColumnUse, 'name'>> = {
      'area-code': leftOut(note ?? 'another code of the area'),
      'area-group': leftOut(note ?? 'the list of areas contains it'),
    };
    const isOther = /^area(?:-code)?$/.test(role) && !isAreas(i); // such as urban and rural areas
    if (i === area) uses[i] = { name, role: 'area', concept: '', ...(/name|group/.test(role) && { areNames: true }) };
    else if (isOther) uses[i] = { name, ...use(unknown(name)), isUnknown: true };
    else if (other[role]) uses[i] = { name, ...other[role] };
    else if (role === 'area' && !isCode[at]) uses[i] = { name, ...leftOut('another code of the area') };
  }
  for (const i of ofRole('area')) if (i !== area && isNamesOf(head, i)) (uses[i] as ColumnUse).role = 'area-name';
  const names = ofRole('area-name');
  for (const other of names.slice(1)) Object.assign(uses[other] as ColumnUse, leftOut('another name of the area'));
  const beside = uses[area + 1];
  const isName = names.length === 0 && !isGiven && area >= 0 && beside?.role === 'nameless';
  if (isName && cellsBelow(head, area + 1).some((text) => areaOf(text) !== undefined))
    uses[area + 1] = { name: beside.name, role: 'area-name', concept: '' };
}

/** True if the cells of a column are not codes. */
const isNamesOf = (head: Head, column: number): boolean =>
  cellsBelow(head, column).some((text) => /\p{Ll}/u.test(text) || text.includes(' '));

/** Keeps the columns of the period that contain periods, unless there is only one. */
function choosePeriod(head: Head, uses: ColumnUse[]): void {
  const all = uses.flatMap(({ role }, i) => (role === 'period' ? [i] : []));
  const readable = all.filter((i) => cellsBelow(head, i).some((text) => readPeriod(text) !== undefined));
  if (all.length < 2 || readable.length === 0) return;
  for (const i of all) if (!readable.includes(i)) Object.assign(uses[i] as ColumnUse, leftOut('not a period'));
}

/** Uses the indicator as the series if there is no series, otherwise the name of the series. */
function chooseSeries(uses: ColumnUse[]): void {
  const find = (role: Role): ColumnUse | undefined => uses.find((column) => column.role === role);
  const replace = (role: Role, by: Role): void => {
    for (const column of uses) if (column.role === role) column.role = by;
  };
  if (!find('series')) {
    const indicator = find('indicator');
    const promoted = indicator ?? find('series-name') ?? find('indicator-name');
    if (promoted) promoted.role = 'series';
    if (indicator) replace('indicator-name', 'series-name');
  }
  for (const column of uses)
    if (column.role === 'indicator-name') Object.assign(column, leftOut(column.note ?? 'text of the indicator'));
}

/** Uses the only unknown column with numbers as the value, with a warning, if no column has this name. */
function chooseValue(head: Head, uses: ColumnUse[]): void {
  if (uses.some(({ role }) => role === 'value')) return;
  const [only, ...others] = numberColumns(head, uses);
  if (only === undefined || others.length > 0) return;
  uses[only] = { name: uses[only]?.name ?? '', role: 'value', concept: '', isDeduced: true };
}

/** Returns the unknown columns in which every cell is a number, a bound or a missing value. */
export function numberColumns(head: Head, uses: ColumnUse[]): number[] {
  return uses.flatMap(({ isUnknown, role }, i) => {
    if (!isUnknown || role !== 'dimension') return [];
    const kinds = cellsBelow(head, i).map((text) => readValue(text).kind);
    const areNumbers = kinds.some((kind) => kind === 'number') && !kinds.includes('broken');
    return areNumbers ? [i] : [];
  });
}
