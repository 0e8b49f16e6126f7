import tables from './headers.json' with { type: 'json' };

/** The form that all values of a column have. */
export interface Form {
  format: string; // regular expression
  about: string; // "digits such as 12"
}

const contents = tables.contents.map(({ datatype, pattern }) => ({
  datatype,
  pattern: new RegExp(`^(?:${pattern})$`),
}));
const codes = tables.codes.map((code) => ({ ...code, pattern: new RegExp(`^(?:${code.format})$`) }));

/** Returns the datatype of values without gaps; undefined for text. 1.1 and 1.10 are two codes, so they are text. */
export function datatypeOf(values: readonly string[]): string | undefined {
  const found = contents.find(({ pattern }) => values.length > 0 && values.every((value) => pattern.test(value)));
  const isCode = found?.datatype === 'decimal' && values.every((value) => /^\d+\.\d+$/.test(value)) && areCodes(values);
  return isCode ? undefined : found?.datatype;
}

/** Numbers are rounded to the same number of digits, or do not end with a zero. */
const areCodes = (values: readonly string[]): boolean =>
  values.some((value) => value.endsWith('0')) && new Set(values.map((value) => value.split('.')[1]?.length)).size > 1;

/** Returns the form of the codes; undefined if they have different forms. */
export function formOf(values: readonly string[]): Form | undefined {
  const found = codes.find(({ pattern }) => values.length > 0 && values.every((value) => pattern.test(value)));
  return found && { format: found.format, about: found.about.replace('{example}', values[0] as string) };
}

/** Returns the separator of the lists in a column, including spaces that always surround it; undefined without lists. */
function separatorOf(values: readonly string[]): string | undefined {
  const sign = ['|', ';', '\n'].find((one) => values.some((value) => value.includes(one)));
  const countOf = (text: string): number => values.reduce((sum, value) => sum + value.split(text).length - 1, 0);
  return sign && [` ${sign} `, `${sign} `, sign].find((one) => countOf(one) === countOf(sign));
}

/** The separator that a header gives, or else the separator of the values. An empty separator means any. */
export const listSign = (given: string | undefined, values: readonly string[]): string | undefined =>
  given || (separatorOf(values) ?? (given === '' ? '|' : undefined));

/** The items of the cells. Spaces around an item do not belong to it. */
export const itemsOf = (values: readonly string[], separator: string | undefined): string[] =>
  (separator === undefined ? values : values.flatMap((value) => value.split(separator)))
    .map((value) => value.trim())
    .filter((value) => value !== '');
