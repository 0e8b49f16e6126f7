import { numberMarksOf } from '../text/languages.js';

/** Fills placeholders: fill("and {count} more", { count: 3 }, "en"). Numbers have the separators of the language. */
export function fill(text: string, values: Record<string, string>): string;
export function fill(text: string, values: Record<string, string | number>, language: string): string;
export function fill(text: string, values: Record<string, string | number>, language = 'en'): string {
  return text.replace(/\{(\w+)\}/g, (whole, key: string) => {
    const value = values[key] ?? whole;
    return typeof value === 'number' ? formatNumber(value, language) : value;
  });
}

/** "12345.6" → "12,345.6" in English, "12.345,6" in German. A text that is not a number stays as it is. */
export function formatNumber(number: string | number, language: string): string {
  const value = String(number);
  const [, sign = '', whole = '', rest = ''] = /^([+-]?)(\d*)\.?(\d*)$/.exec(value) ?? [];
  if (whole === '' && rest === '') return value;
  const { thousands, decimal } = numberMarksOf(language);
  const grouped = (whole || '0').replace(/\B(?=(\d{3})+$)/g, thousands);
  return `${sign.replace('-', '\u2212').replace('+', '')}${grouped}${rest === '' ? '' : decimal + rest}`;
}
