import type { ReadText } from './reading.js';

/** Date and time patterns (Model for Tabular Data, section 6.4.4): those of UAX #35 that CSVW lists. */

const withHyphens = ['yyyy-MM-dd', 'dd-MM-yyyy', 'd-M-yyyy', 'MM-dd-yyyy', 'M-d-yyyy'];
const dates = withHyphens.flatMap((date) => ['-', '/', '.'].map((mark) => date.replaceAll('-', mark)));
const choice = (patterns: string[]): string => `(?:${patterns.map((one) => one.replaceAll('.', '\\.')).join('|')})`;

const date = choice(['yyyyMMdd', ...dates]);
const time = '(?:HH:mm(?::ss(?:\\.S+)?)?|HHmm(?:ss)?)';
const zone = '(?: ?(?:X{1,3}|x{1,3}))?';

const patterns = {
  date: new RegExp(`^${date}${zone}$`),
  time: new RegExp(`^${time}${zone}$`),
  dateTime: new RegExp(`^${date}[T ]${time}${zone}$`),
};

/** What each part of a pattern matches. */
const parts: Record<string, string> = {
  yyyy: '(?<year>\\d{4})',
  MM: '(?<month>\\d\\d)',
  M: '(?<month>\\d{1,2})',
  dd: '(?<day>\\d\\d)',
  d: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d\\d)',
  mm: '(?<minute>\\d\\d)',
  ss: '(?<second>\\d\\d)',
  X: '(?<zone>Z|[+-]\\d\\d(?:\\d\\d)?)',
  XX: '(?<zone>Z|[+-]\\d{4})',
  XXX: '(?<zone>Z|[+-]\\d\\d:\\d\\d)',
  x: '(?<zone>[+-]\\d\\d(?:\\d\\d)?)',
  xx: '(?<zone>[+-]\\d{4})',
  xxx: '(?<zone>[+-]\\d\\d:\\d\\d)',
  '.': '\\.',
};

type CalendarFormat = keyof typeof patterns;

/** What is wrong with a pattern for dates, times or both, in words that follow "format"; nothing when it can be used. */
export const dateFormatFault = (kind: CalendarFormat, format: string): string | undefined =>
  patterns[kind].test(format) ? undefined : `is no ${kind} pattern known here: ${format}`;

/** Compiles a pattern that has no fault: what it reads is in the form of XML Schema, but perhaps no day that exists. */
export function compileDateFormat(format: string): ReadText {
  const source = format
    // so many digits of a second as there are S, or fewer, or none
    .replace(/\.(S+)$|\.(S+)(?=[ Xx])/, (found) => `(?<fraction>\\.\\d{1,${found.length - 1}})?`)
    .replace(/\(\?<fraction>.*?\)\?|yyyy|MM?|dd?|HH|mm|ss|X+|x+|\./g, (part) => parts[part] ?? part);
  const form = new RegExp(`^${source}$`);
  return (text) => {
    const fields = form.exec(text)?.groups;
    return fields && isoForm(fields);
  };
}

/** The parts of a date and time in the order of ISO 8601: `{ day: '5', month: '6', year: '2015' }` is 2015-06-05. */
function isoForm({
  year,
  month,
  day,
  hour,
  minute,
  second = '00',
  fraction = '',
  zone,
}: Record<string, string>): string {
  const pad = (digits = ''): string => digits.padStart(2, '0');
  const date = year === undefined ? '' : `${year}-${pad(month)}-${pad(day)}`;
  const time = hour === undefined ? '' : `${hour}:${minute}:${second}${fraction}`;
  return date + (date && time && 'T') + time + isoZone(zone);
}

/** "-05" → "-05:00", "+0530" → "+05:30". */
function isoZone(zone: string | undefined): string {
  if (zone === undefined || zone === 'Z') return zone ?? '';
  const digits = zone.slice(1).replace(':', '');
  return `${zone.slice(0, 1)}${digits.slice(0, 2)}:${digits.slice(2) || '00'}`;
}
