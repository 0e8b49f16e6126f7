/** Fills placeholders: fill("and {count} more", { count: 3 }). Numbers are formatted. */
export const fill = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (whole, key: string) => {
    const value = values[key] ?? whole;
    return typeof value === 'number' ? formatNumber(value, '.') : value;
  });

/** "12345.6" → "12 345,6": thin spaces separate thousands, because they are unambiguous in all languages. */
export function formatNumber(number: string | number, decimal = ''): string {
  const value = String(number);
  const [, sign = '', whole = '', rest = ''] = /^([+-]?)(\d*)\.?(\d*)$/.exec(value) ?? [];
  if (whole === '' && rest === '') return value;
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, '\u202f') : whole || '0';
  return `${sign.replace('-', '\u2212').replace('+', '')}${grouped}${rest === '' ? '' : decimal + rest}`;
}
