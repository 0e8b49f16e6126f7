import { kindOf, lexicalFault } from './builtin.js';
import { compileDateFormat } from './calendar.js';
import { compileNumberFormat, type NumberFormat, type ReadText } from './numbers.js';

/** A datatype in metadata, with its base resolved (Metadata Vocabulary, section 5.11). */
export interface Datatype {
  base: string; // one of `datatypeNames`: "integer"
  id?: string; // the datatype IRI of literals; default: the IRI of the base
  description?: string; // for messages: "a target such as 10.7 or 10.c"
  format?: string | NumberFormat;
  length?: number;
  minLength?: number;
  maxLength?: number;
  minInclusive?: string; // or "minimum" in metadata
  maxInclusive?: string;
  minExclusive?: string;
  maxExclusive?: string;
}

/**
 * Compiles a datatype whose base is one of `datatypeNames` (Model for Tabular Data, section 6.4). An invalid format is
 * ignored, because `readDatatype` has reported it. `clean` only normalises white space.
 */
export function compileDatatype(datatype: Datatype) {
  const { base, format } = datatype;
  const kind = kindOf(base);
  const compiled = format === undefined ? undefined : compileFormat(base, format);
  const readFormat = typeof compiled === 'string' ? undefined : compiled;
  const unformat = readFormat ?? kind.bare;
  const limitFault = compileLimits(datatype);
  const isPlain = readFormat || limitFault ? undefined : kind.isPlain;
  return {
    clean: kind.clean,
    ...(isPlain && { isPlain }),
    /** Returns the lexical form of a text, or the value that was expected: "a whole number such as 12". */
    read(text: string): { lexical: string } | { expected: string } {
      const cleaned = kind.clean(text);
      // before the regular expression: "a URL without spaces" is more helpful than "the form https?://.+"
      const early = kind.format === 'regular expression' ? lexicalFault(kind, cleaned) : undefined;
      if (early !== undefined) return { expected: early };
      const lexical = unformat ? unformat(cleaned) : cleaned;
      if (lexical === undefined) return { expected: formatWords(datatype) };
      const expected = lexicalFault(kind, lexical) ?? limitFault?.(lexical);
      return expected === undefined ? { lexical } : { expected };
    },
  };
}

/** Compiles a format. Returns a string if the format is invalid: the reason. */
export function compileFormat(base: string, format: string | NumberFormat): ReadText | string {
  const kind = kindOf(base);
  if (kind.format === 'number')
    return compileNumberFormat(typeof format === 'string' ? { pattern: format } : format, kind.isWhole === true);
  if (typeof format !== 'string') return 'expected text';
  if (kind.format === 'none') return `${base} does not support formats`;
  if (kind.format === 'regular expression') return compileExpression(format);
  if (kind.format !== 'boolean') return compileDateFormat(kind.format, format);
  const [yes, no, ...more] = format.split('|');
  if (!yes || !no || more.length > 0) return 'expected two words such as yes|no';
  return (text) => (text === yes ? 'true' : text === no ? 'false' : undefined);
}

/** Describes a format for messages: "yes or no", "the form #,##0". */
function formatWords({ base, description, format = '' }: Datatype): string {
  const kind = kindOf(base);
  if (description !== undefined) return description;
  if (kind.format === 'boolean' && typeof format === 'string') return format.replace('|', ' or ');
  const { pattern = '', decimalChar = '.', groupChar = '' } = typeof format === 'string' ? { pattern: format } : format;
  if (pattern !== '') return `the form ${pattern}`;
  return `a number such as 1${groupChar}234${kind.isWhole ? '' : `${decimalChar}5`}`;
}

/** Compiles a regular expression for whole texts into a test. */
export type CompileTest = (expression: RegExp) => (text: string) => boolean;

let compileTest: CompileTest = (expression) => (text) => expression.test(text);

/** Sets a guard against slow regular expressions such as (a+)+. Without a guard, every expression runs to its end. */
export function useExpressionGuard(guard: CompileTest): void {
  compileTest = guard;
}

const mostRepetitions = 1000;

/** Compiles an ECMAScript regular expression that matches whole texts (Model for Tabular Data, section 6.4.5). */
function compileExpression(format: string): ReadText | string {
  try {
    new RegExp(format, 'u');
  } catch {
    return 'expected a regular expression';
  }
  const bare = format.replace(/\\.|\[(?:[^\]\\]|\\.)*\]/gs, 'x'); // without escapes and classes
  const counts = [...bare.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].flatMap(([, least, most]) => [least, most ?? 0]);
  if (counts.some((count) => Number(count) > mostRepetitions)) return `more than ${mostRepetitions} repetitions`;
  const source = `^(?:${format})$`;
  const exact = compileTest(new RegExp(source, 'u'));
  const needsUnicode = /\\[pPu]|[\ud800-\udfff]/.test(format) || /\(\?<?[=!]|\\[1-9k]/.test(format);
  const quick = needsUnicode ? undefined : new RegExp(source);
  const isWhole = (text: string): boolean => (quick && !/[\ud800-\udfff]/.test(text) ? quick.test(text) : exact(text)); // these characters need the u flag
  return (text) => (isWhole(text) ? text : undefined);
}

/** Each limit: its words for messages, and the orders of value and limit that it allows. NaN is never allowed. */
const limits = {
  minLength: { words: 'at least ', allows: (order: number) => order >= 0 },
  maxLength: { words: 'at most ', allows: (order: number) => order <= 0 },
  length: { words: '', allows: (order: number) => order === 0 },
  minInclusive: { words: 'at least ', allows: (order: number) => order >= 0 },
  maxInclusive: { words: 'at most ', allows: (order: number) => order <= 0 },
  minExclusive: { words: 'more than ', allows: (order: number) => order > 0 },
  maxExclusive: { words: 'less than ', allows: (order: number) => order < 0 },
};

/** Compiles the limits on length and value (sections 4.6.1 and 4.6.2). The check returns the expected value of a fault. */
function compileLimits(datatype: Datatype): ((lexical: string) => string | undefined) | undefined {
  const { base, length } = datatype;
  const { size, compare } = kindOf(base);
  const unit = /binary$/i.test(base) ? 'byte' : 'character';
  const given = { ...(length !== undefined && { minLength: length, maxLength: length }), ...datatype };
  const checks = Object.entries(limits).flatMap(([name, { words, allows }]) => {
    const limit = given[name as keyof typeof limits];
    if (typeof limit === 'number' && size)
      return {
        expected: `${words}${limit} ${unit}${limit === 1 ? '' : 's'}`,
        holds: (lexical: string) => allows(size(lexical) - limit),
      };
    if (typeof limit === 'string' && compare)
      return { expected: `${words}${limit}`, holds: (lexical: string) => allows(compare(lexical, limit)) };
    return [];
  });
  return checks.length === 0 ? undefined : (lexical) => checks.find((check) => !check.holds(lexical))?.expected;
}
