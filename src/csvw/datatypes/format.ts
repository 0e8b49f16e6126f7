import { compileDateFormat, dateFormatFault } from './date-format.js';
import { compileExpression, expressionFault } from './expression.js';
import { type Kind, kindOf } from './kinds.js';
import { compileNumberFormat, numberFormatFault, readLoosely } from './number-format.js';
import type { Datatype, NumberFormat, ReadText } from './reading.js';

/** A datatype's format: a pattern, two words or a regular expression, as the base has it (Metadata Vocabulary, 5.11). */

/** What is wrong with a format, in words that follow "format"; nothing when it can be used. */
export function formatFault(base: string, format: string | NumberFormat): string | undefined {
  const kind = kindOf(base);
  if (kind.format === 'number') return numberFormatFault(asNumberFormat(format));
  if (typeof format !== 'string') return `of ${base} must be text`;
  switch (kind.format) {
    case 'none':
      return `is not read for ${base}`;
    case 'boolean':
      return /^[^|]+\|[^|]+$/.test(format)
        ? undefined
        : `of a boolean must be two words such as yes|no, not "${format}"`;
    case 'regular expression':
      return expressionFault(format);
    default:
      return dateFormatFault(kind.format, format);
  }
}

const asNumberFormat = (format: string | NumberFormat): NumberFormat =>
  typeof format === 'string' ? { pattern: format } : format;

/** How a datatype's texts are read before they are checked against its base; undefined when they stand for themselves. */
export function compileFormat({ base, format }: Datatype): ReadText | undefined {
  const kind = kindOf(base);
  if (format === undefined || formatFault(base, format) !== undefined) return withoutFormat(kind);
  if (kind.format === 'number') return compileNumberFormat(asNumberFormat(format), kind.isWhole === true);
  const text = format as string;
  if (kind.format === 'boolean') return compileBoolean(text);
  if (kind.format !== 'regular expression') return compileDateFormat(text);
  const isWhole = compileExpression(text);
  return (lexical) => (isWhole(lexical) ? lexical : undefined);
}

/** Without a format 1 and 0 are other words for true and false, and numbers with a fraction may have a percent sign. */
function withoutFormat(kind: Kind): ReadText | undefined {
  if (kind.format === 'boolean') return (text) => (text === '1' ? 'true' : text === '0' ? 'false' : text);
  if (kind.format !== 'number' || kind.isWhole) return undefined;
  return (text) => (/[%‰]$/.test(text) && !text.includes(',') ? (readLoosely(text, false) ?? text) : text);
}

function compileBoolean(format: string): ReadText {
  const [yes, no] = format.split('|');
  return (text) => (text === yes ? 'true' : text === no ? 'false' : undefined);
}

/** What a format wants to see, for the message: "yes or no", "the form #,##0". */
export function formatWords({ base, description, format }: Datatype): string {
  const kind = kindOf(base);
  if (description !== undefined) return description;
  if (kind.format === 'boolean' && typeof format === 'string') return format.replace('|', ' or ');
  const { pattern, decimalChar = '.', groupChar = '' } = asNumberFormat(format ?? '');
  if (pattern !== undefined && pattern !== '') return `the form ${pattern}`;
  return `a number such as 1${groupChar}234${kind.isWhole ? '' : `${decimalChar}5`}`;
}
