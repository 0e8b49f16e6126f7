import { type Dialect, defaultDialect } from '../csvw/metadata/dialect.js';
import type { Table } from '../csvw/metadata/table.js';
import { variablesOf } from '../csvw/metadata/template.js';
import type { StatementPlan } from '../csvw/rdf/plan.js';
import { headerOf, type TermMap } from './term-maps.js';

/** Something that RML or R2RML does not say as CSV on the Web does. */
export interface Remark {
  table: string;
  column: string | undefined;
  kind: keyof typeof sayings | 'left-out';
  words?: string; // for what is left out: why
}

/** What differs, and what is written instead. */
const sayings = {
  order: 'the order of several values is lost: they become so many statements, and no list',
  split:
    'several values in a cell are taken apart by the function grel:string_split, which the engine must know; to some a separator is a pattern',
  'every-row': 'the statement is made in rows too where this column is empty',
  'empty-part': 'where a part of its address is empty there is no statement; CSV on the Web leaves the part out',
  plain: 'the address keeps no reserved characters of the value ({name} is written for {+name})',
  relative: 'an address that does not begin with a scheme is put behind the base, and not resolved against it',
  row: 'there are no numbers of rows: rows that are alike in their key, or without one in all columns, become one node',
  nulls: 'only an empty cell stands for nothing; other words for it come out as values',
  standard: 'an empty cell stays empty: the default of the column is not known',
  format: 'cells come out as they are written, not as their format reads them: write them in the form of the datatype',
  datatype: 'blanks around a value stay, and a cell that is no value of its datatype has it all the same',
  pattern: 'the pattern and the bounds that values must keep to are not checked: gcm check does it',
  dialect: 'the file is not written as RFC 4180 has it: the engine must know the csvw:dialect of its source',
} as const;

/** What is to be said of a statement that could be written. */
export function remarksOf(
  statement: StatementPlan,
  table: Table,
  said: Record<'subject' | 'object', TermMap>,
): Remark[] {
  const { needs, list, subject, object } = statement;
  const column = table.columns.find(({ name }) => name === needs);
  const kinds = new Set<keyof typeof sayings>();
  const remarks: Remark[] = [];
  const used = [subject, object].flatMap((term) =>
    term.kind === 'iri' ? variablesOf(term.template.text) : term.kind === 'literal' ? [term.name] : [],
  );
  const canBeEmpty = (name: string): boolean => table.columns.find((one) => one.name === name)?.required === false;
  if (needs !== undefined && column?.required === false && !used.includes(needs)) kinds.add('every-row');
  if (used.some((name) => name !== needs && canBeEmpty(name))) kinds.add('empty-part');
  for (const term of [said.subject, said.object]) {
    if (term.kind === 'template' && term.isBlank) kinds.add('row');
    if (term.kind === 'template' && !term.isEncoded) kinds.add('plain');
    if (term.kind === 'address' && !isWhole(term.column, table))
      remarks.push({ table: table.name, column: term.column, kind: 'relative' });
    if (term.kind === 'column' && term.separator !== undefined) kinds.add('split');
  }
  if (list !== undefined) kinds.add('order');
  if (!isPlain(table.dialect)) remarks.push({ table: table.name, column: undefined, kind: 'dialect' });
  if (column && said.object.kind === 'column') {
    const { base, format, id: _, description: __, ...bounds } = column.datatype;
    const isText = base === 'string' || base === 'anyURI';
    if (!isText) kinds.add(format === undefined ? 'datatype' : 'format');
    if (Object.keys(bounds).length > 0 || (isText && format !== undefined)) kinds.add('pattern');
  }
  if (column?.null.some((word) => word !== '')) kinds.add('nulls');
  if (column && column.default !== '') kinds.add('standard');
  return [...remarks, ...[...kinds].map((kind) => ({ table: table.name, column: needs, kind }))];
}

/** Whether the pattern of a column lets nothing in but web addresses. */
function isWhole(header: string, table: Table): boolean {
  const format = table.columns.find((column) => headerOf(column) === header)?.datatype.format;
  return typeof format === 'string' && /^https?\??:\/\//.test(format) && !format.includes('|');
}

/** One line for each thing to say, with all the columns that it is said of. */
export function tellRemarks(remarks: Remark[]): string[] {
  const lines = new Map<string, Set<string>>();
  for (const { table, column, kind, words } of remarks) {
    const line = kind === 'left-out' ? `left out: ${words}` : sayings[kind];
    const places = lines.get(line) ?? new Set();
    lines.set(line, places.add(column === undefined ? table : `${table} ${column}`));
  }
  return [...lines].map(([line, places]) => {
    const [few, more] = [[...places].slice(0, 5), places.size - 5];
    return `${few.join(', ')}${more > 0 ? ` and ${more} more` : ''}: ${line}`;
  });
}

/** Whether a file needs no dialect to be told. */
export const isPlain = (dialect: Dialect): boolean => JSON.stringify(dialect) === JSON.stringify(defaultDialect);
