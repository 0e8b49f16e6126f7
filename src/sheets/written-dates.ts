/**
 * The days that a date written with its parts apart may mean, as year-month-day: "03/04/2026" is one of two, while
 * "25/12/2026" is one and "10.03.2026" too, for with points between them the day comes first. None where it is no such date.
 */
export function daysMeant(text: string): string[] {
  const [, one = '', point = '', other = '', year = ''] = /^(\d\d?)([/.-])(\d\d?)\2(\d{4}|\d\d)$/.exec(text) ?? [];
  const century = year.length === 2 ? '20' : '';
  const day = (month: string, date: string): string =>
    `${century}${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const dayFirst = isMonth(other) ? [day(other, one)] : [];
  const monthFirst = isMonth(one) && point !== '.' ? [day(one, other)] : [];
  return [...new Set([...monthFirst, ...dayFirst])];
}

const isMonth = (digits: string): boolean => Number(digits) >= 1 && Number(digits) <= 12;
