import { kindOf, lexicalFault } from './builtin.js';
import { compileDateFormat } from './calendar.js';
import { compileNumberFormat, type NumberFormat, type ReadText } from './numbers.js';

/** A datatype as metadata gives it, with its base resolved (Metadata Vocabulary, section 5.11). */
export interface Datatype {
  base: string; // one of `datatypeNames`: "integer"
  id?: string; // the IRI to type literals with, when it is not the base's own
  description?: string; // what is expected, in words: "a target such as 10.7 or 10.c"
  format?: string | NumberFormat;
  length?: number;
  minLength?: number;
  maxLength?: number;
  minInclusive?: string; // "minimum" in metadata is another word for it
  maxInclusive?: string;
  minExclusive?: string;
  maxExclusive?: string;
}

/**
 * Compiles a datatype whose base is one of `datatypeNames` (Model for Tabular Data, section 6.4). A format that cannot
 * be used counts as absent, because `readDatatype` has reported it. `clean` is the step on white space by itself.
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
    /** The literal that a text means, or what is wrong with it, in words that follow "…". */
    read(text: string): { lexical: string } | { fault: string } {
      const cleaned = kind.clean(text);
      // a regular expression comes second: "no web address" says more than "not of the form https?://.+"
      const early = kind.format === 'regular expression' ? lexicalFault(kind, cleaned) : undefined;
      if (early !== undefined) return { fault: early };
      const lexical = unformat ? unformat(cleaned) : cleaned;
      if (lexical === undefined) return { fault: `expected ${formatWords(datatype)}` };
      const fault = lexicalFault(kind, lexical) ?? limitFault?.(lexical);
      return fault === undefined ? { lexical } : { fault };
    },
  };
}

/** Compiles a format; a text answer is what is wrong with it, in words that follow "format". */
export function compileFormat(base: string, format: string | NumberFormat): ReadText | string {
  const kind = kindOf(base);
  if (kind.format === 'number')
    return compileNumberFormat(typeof format === 'string' ? { pattern: format } : format, kind.isWhole === true);
  if (typeof format !== 'string') return `of ${base} must be text`;
  if (kind.format === 'none') return `is not read for ${base}`;
  if (kind.format === 'regular expression') return compileExpression(format);
  if (kind.format !== 'boolean') return compileDateFormat(kind.format, format);
  const [yes, no, ...more] = format.split('|');
  if (!yes || !no || more.length > 0) return `of a boolean must be two words such as yes|no, not "${format}"`;
  return (text) => (text === yes ? 'true' : text === no ? 'false' : undefined);
}

/** What a format expects, for the message: "yes or no", "the form #,##0". */
function formatWords({ base, description, format = '' }: Datatype): string {
  const kind = kindOf(base);
  if (description !== undefined) return description;
  if (kind.format === 'boolean' && typeof format === 'string') return format.replace('|', ' or ');
  const { pattern = '', decimalChar = '.', groupChar = '' } = typeof format === 'string' ? { pattern: format } : format;
  if (pattern !== '') return `the form ${pattern}`;
  return `a number such as 1${groupChar}234${kind.isWhole ? '' : `${decimalChar}5`}`;
}

/** Makes the test of a whole text from an expression. */
export type CompileTest = (expression: RegExp) => (text: string) => boolean;

let compileTest: CompileTest = (expression) => (text) => expression.test(text);

/**
 * Sets how tests are made of expressions that may take very long, such as (a+)+, on a platform that can stop them.
 * Without it, every expression runs to its end.
 */
export function useExpressionGuard(guard: CompileTest): void {
  compileTest = guard;
}

const mostRepetitions = 1000;

/** A regular expression of metadata is ECMAScript's, for the whole text (Model for Tabular Data, section 6.4.5). */
function compileExpression(format: string): ReadText | string {
  try {
    new RegExp(format, 'u');
  } catch {
    return `is no regular expression: ${format}`;
  }
  const bare = format.replace(/\\.|\[(?:[^\]\\]|\\.)*\]/gs, 'x'); // without escapes and classes
  const counts = [...bare.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].flatMap(([, least, most]) => [least, most ?? 0]);
  if (counts.some((count) => Number(count) > mostRepetitions))
    return `repeats more than ${mostRepetitions} times: ${format}`;
  const source = `^(?:${format})$`;
  const exact = compileTest(new RegExp(source, 'u'));
  const needsUnicode = /\\[pPu]|[\ud800-\udfff]/.test(format) || /\(\?<?[=!]|\\[1-9k]/.test(format);
  const quick = needsUnicode ? undefined : new RegExp(source);
  const isWhole = (text: string): boolean => (quick && !/[\ud800-\udfff]/.test(text) ? quick.test(text) : exact(text)); // the flag is for such characters
  return (text) => (isWhole(text) ? text : undefined);
}

/** Each limit: the words of its fault, and which orders of value and limit it allows. NaN is never allowed. */
const limits = {
  minLength: { words: 'shorter than', allows: (order: number) => order >= 0 },
  maxLength: { words: 'longer than', allows: (order: number) => order <= 0 },
  length: { words: 'not of', allows: (order: number) => order === 0 },
  minInclusive: { words: 'less than', allows: (order: number) => order >= 0 },
  maxInclusive: { words: 'more than', allows: (order: number) => order <= 0 },
  minExclusive: { words: 'not more than', allows: (order: number) => order > 0 },
  maxExclusive: { words: 'not less than', allows: (order: number) => order < 0 },
};

/** Compiles the limits on length and value (sections 4.6.1 and 4.6.2): what is wrong with a valid lexical form, or nothing. */
function compileLimits(datatype: Datatype): ((lexical: string) => string | undefined) | undefined {
  const { base, length } = datatype;
  const { size, compare } = kindOf(base);
  const unit = /binary$/i.test(base) ? 'bytes' : 'characters';
  const given = { ...(length !== undefined && { minLength: length, maxLength: length }), ...datatype };
  const checks = Object.entries(limits).flatMap(([name, { words, allows }]) => {
    const limit = given[name as keyof typeof limits];
    if (typeof limit === 'number' && size)
      return { fault: `${words} ${limit} ${unit}`, holds: (lexical: string) => allows(size(lexical) - limit) };
    if (typeof limit === 'string' && compare)
      return { fault: `${words} ${limit}`, holds: (lexical: string) => allows(compare(lexical, limit)) };
    return [];
  });
  return checks.length === 0 ? undefined : (lexical) => checks.find((check) => !check.holds(lexical))?.fault;
}
