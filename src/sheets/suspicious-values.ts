import type { Column } from '../csvw/metadata/column.js';
import { clip, grouped, type Place, type Problem, problemOf, wordsOf } from '../problem.js';
import { suspiciousAddress } from './addresses.js';
import texts from './messages.json' with { type: 'json' };
import type { ColumnKind } from './table-group.js';

/** Finds values that a datatype may allow but that do not fit their column: signs next to a number, impossible dates, two values. */

/** True if a column accepts a text: it fits the datatype, and a reference exists. */
export type Fits = (column: Column, text: string) => boolean;

/** Longest code. Longer ones are text in the wrong column, or several codes without a separator. */
const longestCode = 150;

/** Returns the fault of a value that is not a text. */
export function suspiciousValue(
  text: string,
  kind: ColumnKind,
  column: Column,
  where: () => Place,
): Problem | undefined {
  if (column.separator !== undefined) {
    const items = text.split(column.separator);
    const item = items.find((one, i) => one !== '' && items.indexOf(one) < i);
    const suggestion = [...new Set(items)].join(column.separator);
    if (item !== undefined)
      return { ...problemOf(texts.listedTwice, where(), { item: clip(item), suggestion }), suggestion };
  }
  switch (kind) {
    case 'number': {
      if (zerosInFront.test(text) && column.datatype.format === undefined) {
        const suggestion = text.replace(zerosInFront, '$1');
        return { ...problemOf(texts.leadingZeros, where(), { text: clip(text), suggestion }), suggestion };
      }
      if (!/[%‰]$/.test(text) || hasPercentFormat(column)) return undefined;
      const bare = text.slice(0, -1).trim();
      const suggestion = decimalOf(bare);
      const problem = problemOf(texts.percentSign, where(), { text: clip(text), suggestion });
      return suggestion === undefined ? { ...problem, fix: texts.signBesideNumber.fix } : { ...problem, suggestion };
    }
    case 'key':
    case 'code':
      if (text.length > longestCode) return problemOf(texts.longCode, where(), { count: grouped(text.length) });
      return kind === 'code' && isImpossibleDay(text)
        ? problemOf(texts.impossibleDate, where(), { value: text })
        : undefined;
    case 'date':
      return /^\d{5}/.test(text) ? problemOf(texts.distantYear, where(), { value: text }) : undefined;
    case 'address':
      return severalMails.test(text) ? problemOf(texts.severalMails, where()) : suspiciousAddress(text, where);
    default:
      return undefined;
  }
}

/** Returns the fault of a name that consists of several, in a column without a separator. */
export function severalNames(text: string, column: Column, where: () => Place): Problem | undefined {
  if (!text.includes('|') || column.separator !== undefined || !isName.test(column.propertyUrl ?? '')) return undefined;
  const parts = text.split('|').filter((part) => part.trim() !== '');
  const areNames = parts.length > 1 && parts.every((part) => /^\s*[\p{L}\p{N}]/u.test(part));
  return areNames ? problemOf(texts.severalNames, where(), { value: clip(text), count: parts.length }) : undefined;
}

const isName = /(?:pref|alt|hidden)Label$|[/:#]title$/;

/** True for a column whose numbers have a percent sign. */
export const hasPercentFormat = ({ datatype: { format } }: Column): boolean =>
  /[%‰]/.test(JSON.stringify(format ?? ''));

const zerosInFront = /^([+-]?)0+(?=\d)/;

const severalMails = /@[^;,|\s@]+[;,|\s]+[^;,|\s@]+@/;

/** True for "2015-02-30" and "2023-13-01". */
function isImpossibleDay(text: string): boolean {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  if (year === '') return false;
  const date = new Date(Date.UTC(2000, Number(month) - 1, Number(day)));
  date.setUTCFullYear(Number(year));
  return Number(month) < 1 || date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day);
}

const numberParts = /^(\D{0,12}?)\s*([+-]?\d[\d\s.,'’_]*?)\s*([^\d\s.,]\D*)?$/;

/** Signs before a number that do not change its meaning. */
const harmless = /^(?:|\p{Sc}|US\$|USD|EUR|GBP|CHF|CNY|JPY|RUB|no\.?|n°|#)$/iu;
const groups = /^[+-]?\d{1,3}(?:([ \u00a0\u202f'’_,])\d{3})(?:\1\d{3})*(?:\.\d+)?$/u;

/** Signs after a number that change it: "5 million", "12½", "5×10³". "0.3l" may be 0.31. */
const changesNumber = new RegExp(`^(?:[\\p{No}×·^]|(?:[li|e]|${texts.multipliers.join('|')})(?!\\p{L}))`, 'iu');

/** Writes digits, points and minus signs of other scripts, and a letter O between digits, as in other numbers. */
const plainNumber = (text: string): string =>
  text
    .replace(/[٠-٩۰-۹０-９]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .replace(/[٫．]/g, '.')
    .replace(/^[−–－]/, '-')
    .replace(/[oOоО](?=[.\d])|(?<=[.\d])[oOоО]/g, '0');

const groupedComma = /^([+-]?\d{1,3}(?:[ \u00a0\u202f'’.]\d{3})+|[+-]?\d+),(\d+)$/u;

/** Writes "30,8", "1 234,5" and "1.2E+05" with a decimal point. Undefined if the value is not certain: "1,234". */
function decimalOf(text: string): string | undefined {
  if (/^[+-]?\d*\.?\d+$/.test(text)) return text;
  if (/^[+-]?\d(?:[.,]\d{1,14})?E[+-]?\d\d?$/i.test(text))
    return Number(text.replace(',', '.')).toLocaleString('en-US', { useGrouping: false, maximumSignificantDigits: 15 });
  const [, whole, decimals = ''] = groupedComma.exec(text) ?? [];
  if (whole === undefined || (/^[+-]?\d{1,3}$/.test(whole) && decimals.length === 3)) return undefined;
  return `${whole.replace(/[^\d+-]/g, '')}.${decimals}`;
}

/** Rewords an invalid number: "€ 5", "5 km", "1 234". The number alone is the suggestion if it is certain. */
export function numberReading(value: string, column: Column, fits: Fits): Partial<Problem> | undefined {
  const plain = plainNumber(value.trim());
  if (plain !== value.trim() && fits(column, plain))
    return { ...wordsOf(texts.otherDigits, { value: clip(value) }), fix: `Write ${plain}`, suggestion: plain };
  const meant = decimalOf(plain);
  if (meant !== undefined && meant !== plain && fits(column, meant)) {
    const wording = /e/i.test(plain) ? texts.scientific : texts.groupedNumber;
    return { ...wordsOf(wording, { value: clip(value) }), fix: `Write ${meant}`, suggestion: meant };
  }
  const [, before = '', digits = '', after = ''] = numberParts.exec(plain) ?? [];
  if (digits === '') return undefined;
  const bare = groups.test(digits) ? digits.replace(/[^\d.+-]/g, '') : digits.replace(/^\+/, '');
  const isHarmless = harmless.test(before.normalize('NFKC').trim()) && !changesNumber.test(after);
  const suggestion = isHarmless && fits(column, bare) ? bare : undefined;
  const [sign] = [before, after].map((one) => one.trim()).filter(Boolean);
  if (sign === undefined && suggestion === undefined) return undefined;
  const wording = sign === undefined ? texts.groupedNumber : texts.signBesideNumber;
  const words = wordsOf(wording, { value: clip(value), sign: clip(sign ?? '') });
  if (suggestion === undefined) return words;
  return { ...words, fix: `Write ${suggestion}`, suggestion };
}

const separators: Partial<Record<ColumnKind, RegExp>> = {
  key: /\s*[;,|/\n&]\s*|\s+(?:and|or|et|y|и|to)\s+/,
  code: /\s*[;,|/\n&]\s*|\s+(?:and|or|et|y|и|to)\s+/,
  number: /\s*[;|/\n]\s*/,
  date: /\s*[;,|/\n–—]\s*|\s+(?:and|to|et|y|и|à|a)\s+|(?<=\d{4})-(?=\d{4})/,
  other: /\s*[;,|/\n–—]\s*|\s+(?:and|to|et|y|и|à|a)\s+|(?<=\d{4})-(?=\d{4})/,
};

/** Rewords an invalid value that consists of several valid ones: "10.7, 10.8". */
export function severalValues(
  value: string,
  kind: ColumnKind,
  column: Column,
  fits: Fits,
): Partial<Problem> | undefined {
  const separator = separators[kind];
  if (!separator) return undefined;
  const parts = value.trim().split(separator);
  const isList = parts.length > 1 && parts.length <= 50 && parts.every((part) => part !== '' && fits(column, part));
  if (!isList) return undefined;
  if (column.separator === undefined) return wordsOf(texts.severalValues, { value: clip(value), count: parts.length });
  const suggestion = parts.join(column.separator);
  return {
    ...wordsOf(texts.otherSeparator, { value: clip(value), ...column, suggestion: clip(suggestion) }),
    suggestion,
  };
}
