import { isPlainDecimal } from '../csvw/datatypes/builtin.js';
import { textFault } from '../csvw/rows/cells.js';
import type { ByteCell, CellReading, Fault } from '../csvw/stream/byte-cells.js';
import type { ByteDialect } from '../csvw/stream/records.js';
import { clip } from '../problem.js';
import { areaMeant, compileArea, isM49 } from './areas.js';
import type { ColumnUse } from './columns.js';
import type { Constant, Layout } from './formats.js';
import type { Area, Concept } from './tables.js';
import {
  commaDoubt,
  type Period,
  readNumber,
  readPeriod,
  readValue,
  trimmed,
  unseenFault,
  type Value,
} from './values.js';

/** Readers for the cells of an observation file: they normalize codes and report invalid values. */

type Read = ByteCell['read'];

/** Series, codes and names that threads find in a file. */
export type Finding =
  | { kind: 'series'; series: string; name: string }
  | { kind: 'indicator'; series: string; indicator: string }
  | { kind: 'shape'; series: string; dimensions: string[]; attributes: string[] } // concepts in a row
  | { kind: 'code'; concept: string; code: string; name: string }
  | { kind: 'area'; area: string; name: string };

/** Records a finding. Returns false if there are too many. */
export type AddFinding = (finding: Finding) => boolean;

/** Everything that the readers need to know about a file. */
export interface FileWriting {
  dialect: ByteDialect;
  layout: Layout;
  codes: Map<string, Map<string, string>>; // by concept: how the file spells codes, if it says so
  aligned: Map<string, Map<string, string>>; // by concept: codes that are spelled differently elsewhere
  areas: Area[];
}

/** States of a value in addition to `valid`, a plain decimal number. */
export const valueStates = { decimal: 3, double: 4, missing: 5, '<': 6, '<=': 7, '>': 8, '>=': 9 };

/** States of a period, by the type of its literal. */
export const periodStates: Record<Period['type'], number> = { gYear: 1, gYearMonth: 3, date: 4, string: 5 };

const nothing: CellReading = { value: null };

const wrong = ({ code, message, expected }: Fault): CellReading => ({
  value: null,
  faults: [{ code, message, ...(expected !== undefined && { expected, fix: `Write ${expected}` }) }],
});

const required = (what: string): CellReading => wrong({ code: 'required', message: `Missing ${what}` });

/** Reads a new value, or reports that there are too many. */
const recorded = (isRecorded: boolean, value: string): CellReading =>
  isRecorded ? { value } : wrong({ code: 'limit', message: 'Too many rows, series, areas or codes to keep in memory' });

/** Reads a code and its name, from the same cell or from a name column. Reports damaged and invisible characters. */
const codeReader =
  (layout: Layout | undefined, nameIn: number, make: (code: string, name: string) => CellReading): Read =>
  (given, textAt) => {
    const at = layout?.hasLabels ? given.indexOf(': ') : -1;
    const code = trimmed(at < 0 ? given : given.slice(0, at)); // "F: Female" → "F", "Female"
    const fault = code === '' ? undefined : (textFault(given) ?? unseenFault(code));
    if (fault) return wrong(fault);
    return make(code, at < 0 ? textAt(nameIn).trim() : given.slice(at + 2).trim());
  };

const seriesReader = ({ layout }: FileWriting, nameIn: number, addFinding: AddFinding): Read =>
  codeReader(layout, nameIn, (series, name) =>
    series === '' ? required('series') : recorded(addFinding({ kind: 'series', series, name }), series),
  );

function areaReader({ layout, areas, aligned }: FileWriting, nameIn: number, addFinding: AddFinding): Read {
  const byCode = compileArea(areas, layout.hasAreaNames, aligned.get('area'));
  const areaCode = (found: string) => byCode(found) ?? (layout.lowerCase ? byCode(found.toUpperCase()) : undefined);
  const [first] = areas;
  const codes = isM49(areas)
    ? 'an M49 code such as 004, or an ISO 3166-1 code such as AF or AFG'
    : `a code of the list of areas such as ${first?.area}`;
  return codeReader(layout, nameIn, (found, name) => {
    if (found === '') return required('area');
    const area = areaCode(found);
    if (area !== undefined) return recorded(addFinding({ kind: 'area', area, name }), area);
    const expected = areaMeant(found, areas) ?? codes;
    return wrong({ code: 'observation-area', message: `Unknown area "${clip(found)}"`, expected });
  });
}

const readPeriodCell: Read = codeReader(undefined, -1, (text) => {
  if (text === '') return required('period');
  const period = readPeriod(text);
  if (period) return { value: period.text, state: periodStates[period.type] };
  const expected = 'a period such as 2017, 2017-04 or 2017-Q2';
  return wrong({ code: 'datatype', message: `"${clip(text)}" is not a period`, expected });
});

/** Reads cells of the value column that are not plain numbers: a number, a bound, or a missing value. */
const valueReader =
  ({ dialect }: FileWriting, addFinding: AddFinding): Read =>
  (given) => {
    const value = readValue(given);
    if (value.kind === 'missing') {
      addFinding({ kind: 'code', concept: 'obsStatus', code: 'M', name: 'Missing value' });
      return { value: '', state: valueStates.missing };
    }
    const fault = numberFault(given, value, dialect, 'value', 'a number, a bound such as <2.5, or nothing');
    if (fault) return wrong(fault);
    if (value.kind === 'bound') return { value: value.lexical, state: valueStates[value.sign] };
    return numberReading(value);
  };

const numberReader =
  ({ dialect }: FileWriting): Read =>
  (given) => {
    if (readValue(given).kind === 'missing') return nothing;
    const number = readNumber(trimmed(given));
    const fault = numberFault(given, number, dialect, 'number', 'a number');
    return fault ? wrong(fault) : numberReading(number);
  };

const numberReading = (number: Value): CellReading =>
  number.kind === 'number' ? { value: number.lexical, state: valueStates[number.type] } : nothing;

const comma = 0x2c;

/** Returns what is wrong with a number. */
function numberFault(given: string, { kind }: Value, { delimiter }: ByteDialect, what: string, expected: string) {
  const doubt = commaDoubt(trimmed(given), delimiter !== comma); // then a comma in a number can be a decimal comma
  if (doubt) return { code: 'decimal-comma', ...doubt };
  if (kind !== 'broken') return undefined;
  return (
    unseenFault(trimmed(given)) ?? { code: 'datatype', message: `"${clip(given)}" is not a valid ${what}`, expected }
  );
}

function conceptReader({ concept, values }: Concept, file: FileWriting, nameIn: number, addFinding: AddFinding): Read {
  if (values === 'number') return numberReader(file);
  if (values === 'text') return readText;
  const codeOf = compileCode(file.aligned.get(concept), file.codes.get(concept), file.layout.lowerCase === true);
  return codeReader(file.layout, nameIn, (found, name) => {
    if (found === '') return nothing;
    const code = codeOf(found);
    return recorded(addFinding({ kind: 'code', concept, code, name }), code);
  });
}

const readText: Read = (given) => {
  const text = given.trim();
  if (text === '') return nothing;
  const fault = textFault(given);
  return fault ? wrong(fault) : { value: text };
};

/** Reads the action of a row (SDMX-CSV 2.0). */
const readAction: Read = (given) =>
  /^[AIMR]?$/i.test(given.trim())
    ? nothing
    : wrong({
        code: 'datatype',
        message: `The action "${clip(given)}" does not add an observation`,
        expected: 'I, A, M or R',
      });

/** Reads the sign of a bound. */
const readSign: Read = (given) => {
  const sign = given.trim();
  if (sign === '') return nothing;
  const isSign = /^[<>]=?$/.test(sign);
  return isSign
    ? { value: sign }
    : wrong({ code: 'datatype', message: `"${clip(given)}" is not a sign`, expected: '<, <=, > or >=' });
};

/** Rejects text in a column without a name. */
const refuseText: Read = (given) =>
  given === ''
    ? nothing
    : wrong({ code: 'blank-column', message: 'The column has no name, but this cell has a value' });

/** Reads the indicator numbers of a series. */
const readIndicators: Read = (given) => ({ value: given.replaceAll(/[[\]'"]/g, '').trim() || null }); // "['1.1.1']" in tables made from JSON

/** Returns the first column with a role, or -1. */
export const columnOf = ({ layout }: FileWriting, role: ColumnUse['role']): number =>
  layout.columns.findIndex((column) => column.role === role);

/** Returns the cells of a row in the order of `Places` (observation-lines.ts), then the cells that must be empty. */
export function cellsOf(
  file: FileWriting,
  dimensions: Concept[],
  attributes: Concept[],
  addFinding: AddFinding,
): ByteCell[] {
  const { columns, constants } = file.layout;
  const at = (role: ColumnUse['role']): number => columnOf(file, role);
  /** Reads the text of a column, or the constant text of the file. */
  const cellOf = (column: number, constant: Constant | undefined, read: Read): ByteCell => ({
    column,
    read: constant && column < 0 ? (_given, textAt) => read(constant.text, textAt) : read,
  });
  const ofRole = (role: ColumnUse['role'], read: Read): ByteCell =>
    cellOf(
      at(role),
      constants.find((one) => one.role === role),
      read,
    );
  const ofConcept = (concept: Concept): ByteCell => {
    // An unknown column can be an attribute in one file and a dimension in another. Its concept decides.
    const isOfConcept = ({ role, concept: name }: ColumnUse): boolean =>
      (role === 'dimension' || role === 'attribute') && name === concept.concept;
    const column = columns.findIndex(isOfConcept);
    const read = conceptReader(concept, file, columns[column]?.nameIn ?? -1, addFinding);
    return cellOf(column, constants.find(isOfConcept), read);
  };
  const name = at('area-name');
  return [
    ofRole('series', seriesReader(file, at('series-name'), addFinding)),
    { ...ofRole('area', areaReader(file, name, addFinding)), ...(file.layout.hasAreaNames && { otherwise: name }) },
    ofRole('period', readPeriodCell),
    ...dimensions.map(ofConcept),
    { column: at('value'), isPlain: isPlainDecimal, read: valueReader(file, addFinding) },
    { column: at('value'), isPlain: isPlainDecimal, read: (given) => ({ value: trimmed(given) }) },
    ...attributes.map(ofConcept),
    ofRole('indicator', readIndicators),
    { column: at('action'), read: readAction },
    { column: at('bound-sign'), read: readSign },
    { column: at('bound-value'), read: numberReader(file) },
    ...columns.flatMap(({ role }, column) => (role === 'nameless' ? [{ column, read: refuseText }] : [])),
  ];
}

/**
 * Compiles the conversion of a dimension or attribute code. `names` come from the file: "bothsex" → "BOTHSEX" if its
 * codes are in lower case. `known` aligns different spellings: "_T" → "BOTHSEX".
 */
export function compileCode(
  known: Map<string, string> | undefined,
  names: Map<string, string> | undefined,
  isSmall: boolean,
): (found: string) => string {
  return (given) => {
    const found = given.trim();
    const own = names?.get(found) ?? (isSmall ? found.toUpperCase() : found);
    return known?.get(own) ?? own;
  };
}
