/** The formats that a file names by number only (ECMA-376-1, section 18.8.30); 0 is General. */
const builtIn: Record<number, string> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  12: '# ?/?',
  13: '# ??/??',
  14: 'mm-dd-yy',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'm/d/yy h:mm',
  37: '#,##0 ;(#,##0)',
  38: '#,##0 ;[Red](#,##0)',
  39: '#,##0.00;(#,##0.00)',
  40: '#,##0.00;[Red](#,##0.00)',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
  48: '##0.0E+0',
  49: '@',
};

export interface NumberFormat {
  code: string; // "" for General, and for the dates whose format depends on the country
  isDate: boolean;
  showsMilliseconds: boolean;
}

/** The format of a number, from its id and, for those of the file's own, its code. */
export function numberFormat(id: number, custom: string | undefined): NumberFormat {
  const code = custom ?? builtIn[id] ?? '';
  const isCountryDate = custom === undefined && ((id >= 27 && id <= 36) || (id >= 50 && id <= 58));
  return {
    code: /^general$/i.test(code) ? '' : code,
    isDate: isCountryDate || isDateCode(code),
    showsMilliseconds: /s\.0/i.test(code),
  };
}

/** Whether a code shows dates or times: letters of y, m, d, h, s that are not quoted, escaped or in brackets like [Red]. */
const isDateCode = (code: string): boolean =>
  /[ymdhs]/i.test(code.replace(/"[^"]*("|$)|\\.|[_*].|\[[^\]]*(\]|$)|general/gi, ''));
