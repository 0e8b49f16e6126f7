import { type ReadText, withoutLastZeros } from './numbers.js';

/** Dates, times and durations: their lexical forms (XML Schema 1.1 part 2), their order, and formats to read them by. */

const form = (source: string): RegExp => new RegExp(`^${source}$`);

const year = '(?<year>-?(?:[1-9]\\d{3,}|0\\d{3}))'; // 0000 is the year before 0001
const month = '(?<month>0[1-9]|1[0-2])';
const day = '(?<day>0[1-9]|[12]\\d|3[01])';
const time = '(?<hour>[01]\\d|2[0-4]):(?<minute>[0-5]\\d):(?<second>[0-5]\\d(?:\\.\\d+)?)';
const zone = '(?<zone>Z|[+-](?:(?:0\\d|1[0-3]):[0-5]\\d|14:00))';

/** The lexical space of each type (sections 3.3.7 to 3.3.15), except for what `calendarFault` finds. */
export const calendarPatterns = {
  date: form(`${year}-${month}-${day}${zone}?`),
  time: form(`${time}${zone}?`),
  dateTime: form(`${year}-${month}-${day}T${time}${zone}?`),
  dateTimeStamp: form(`${year}-${month}-${day}T${time}${zone}`),
  gYear: form(`${year}${zone}?`),
  gYearMonth: form(`${year}-${month}${zone}?`),
  gMonth: form(`--${month}${zone}?`),
  gMonthDay: form(`--${month}-${day}${zone}?`),
  gDay: form(`---${day}${zone}?`),
};

type Fields = Record<string, string | undefined>;

const fieldsOf = (pattern: RegExp, lexical: string): Fields => pattern.exec(lexical)?.groups ?? {};

/** A day that no calendar has, or a time after the end of the day, in a text that the pattern lets through. */
export function calendarFault(pattern: RegExp, lexical: string): string | undefined {
  const { year, month, day, hour, minute, second } = fieldsOf(pattern, lexical);
  if (month !== undefined && Number(day ?? 1) > daysInMonth(Number(month), isLeap(year ?? '2000')))
    return 'no such day';
  // 24:00:00 is the end of a day: nothing comes after it
  return hour === '24' && (Number(minute) > 0 || Number(second) > 0) ? 'no such time' : undefined;
}

/** Leap years repeat every 400 years, so the last four digits are enough, on both sides of the year 0. */
function isLeap(year: string): boolean {
  const last = Number(year.slice(-4));
  return last % 4 === 0 && (last % 100 !== 0 || last % 400 === 0);
}

/** How many days a month has; months count from 1. */
export function daysInMonth(month: number, leap: boolean): number {
  if (month === 2) return leap ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Orders values of one type by the instant at which they begin; without a zone they are taken as UTC. */
export function compareInstants(pattern: RegExp): (a: string, b: string) => number {
  return (a, b) => {
    const first = instant(fieldsOf(pattern, a));
    const second = instant(fieldsOf(pattern, b));
    if (first.seconds !== second.seconds) return first.seconds < second.seconds ? -1 : 1;
    return first.fraction < second.fraction ? -1 : Number(first.fraction > second.fraction);
  };
}

/** What a type leaves out is the same for all its values; 1972 is a leap year, as --02-29 needs. */
function instant({ year = '1972', month = '1', day, hour = '0', minute, second = '0', zone }: Fields) {
  const [whole, fraction = ''] = second.split('.');
  const isTimeAlone = day === undefined;
  const hours = isTimeAlone ? Number(hour) % 24 : Number(hour);
  const inDay = hours * 3600 + (Number(minute ?? 0) - zoneMinutes(zone)) * 60 + Number(whole);
  const days = dayNumber(BigInt(year), Number(month), Number(day ?? 1));
  return { seconds: days * 86400n + BigInt(inDay), fraction: withoutLastZeros(fraction) };
}

/** "-08:30" → -510. */
function zoneMinutes(zone = 'Z'): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4));
  return zone.startsWith('-') ? -minutes : minutes;
}

/** The number of a day in the Gregorian calendar, counted from 1 March of the year 0. */
function dayNumber(year: bigint, month: number, day: number): bigint {
  const marchYear = month > 2 ? year : year - 1n; // so the leap day is a year's last
  const marchMonth = (month + 9) % 12;
  const daysBefore = Math.floor((153 * marchMonth + 2) / 5); // 31 30 31 30 31, twice and a half
  const leapDays = floorDivide(marchYear, 4n) - floorDivide(marchYear, 100n) + floorDivide(marchYear, 400n);
  return marchYear * 365n + leapDays + BigInt(daysBefore + day - 1);
}

/** Division that rounds down for negative numbers too: -1 / 4 is -1. */
function floorDivide(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  return value % divisor < 0n ? quotient - 1n : quotient;
}

const months = '(?:(?<years>\\d+)Y)?(?:(?<months>\\d+)M)?';
const days = '(?:(?<days>\\d+)D)?';
const times = '(?:T(?=\\d)(?:(?<hours>\\d+)H)?(?:(?<minutes>\\d+)M)?(?:(?<seconds>\\d+)(?:\\.(?<fraction>\\d+))?S)?)?';
const start = '(?<sign>-)?P(?=T?\\d)';

/** The lexical space of each type of duration (sections 3.3.6, 3.4.26 and 3.4.27). */
export const durationPatterns = {
  duration: form(start + months + days + times),
  dayTimeDuration: form(start + days + times),
  yearMonthDuration: form(start + months),
};

/** 1696-09, 1697-02, 1903-03 and 1903-07: months after them are as short and as long as months get. */
const starts = [1696n * 12n + 8n, 1697n * 12n + 1n, 1903n * 12n + 2n, 1903n * 12n + 6n];

/** Orders two durations; NaN when the order depends on the month in which they begin: P1M and P30D. */
export function compareDurations(a: string, b: string): number {
  const first = fieldsOf(durationPatterns.duration, a);
  const second = fieldsOf(durationPatterns.duration, b);
  const places = Math.max(first['fraction']?.length ?? 0, second['fraction']?.length ?? 0);
  const orders = new Set(starts.map((start) => sign(end(first, start, places) - end(second, start, places))));
  return orders.size === 1 ? Number([...orders][0]) : Number.NaN;
}

const sign = (value: bigint): number => (value < 0n ? -1 : Number(value > 0n));

/** When a duration that begins with a month ends, in seconds with this many decimal places. */
function end({ sign, years, months, days, hours, minutes, seconds, fraction }: Fields, start: bigint, places: number) {
  const direction = sign === undefined ? 1n : -1n;
  const month = start + direction * (BigInt(years ?? 0) * 12n + BigInt(months ?? 0));
  const year = floorDivide(month, 12n);
  const time = (BigInt(hours ?? 0) * 60n + BigInt(minutes ?? 0)) * 60n + BigInt(seconds ?? 0);
  const firstDay = dayNumber(year, Number(month - year * 12n) + 1, 1);
  const whole = firstDay * 86400n + direction * (BigInt(days ?? 0) * 86400n + time);
  return whole * 10n ** BigInt(places) + direction * BigInt((fraction ?? '').padEnd(places, '0') || 0);
}

const withHyphens = ['yyyy-MM-dd', 'dd-MM-yyyy', 'd-M-yyyy', 'MM-dd-yyyy', 'M-d-yyyy'];
const dateForms = [
  'yyyyMMdd',
  ...withHyphens.flatMap((date) => ['-', '/', '\\.'].map((mark) => date.replaceAll('-', mark))),
];
const dateForm = `(?:${dateForms.join('|')})`;
const timeForm = '(?:HH:mm(?::ss(?:\\.S+)?)?|HHmm(?:ss)?)';
const zoneForm = '(?: ?(?:X{1,3}|x{1,3}))?';

/** Date and time patterns (Model for Tabular Data, section 6.4.4): those of UAX #35 that CSVW lists. */
const formatPatterns = {
  date: form(dateForm + zoneForm),
  time: form(timeForm + zoneForm),
  dateTime: form(`${dateForm}[T ]${timeForm}${zoneForm}`),
};

/** What each part of a pattern matches. */
const formatParts: Record<string, string> = {
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

/**
 * Compiles a pattern for dates, times or both: what it reads is in the form of XML Schema, but perhaps not a day that
 * exists. A text answer is what is wrong with the pattern, in words that follow "format".
 */
export function compileDateFormat(kind: keyof typeof formatPatterns, format: string): ReadText | string {
  if (!formatPatterns[kind].test(format)) return `is no ${kind} pattern known here: ${format}`;
  const source = format
    // as many digits of a second as there are S, or fewer, or none
    .replace(/\.(S+)$|\.(S+)(?=[ Xx])/, (found) => `(?<fraction>\\.\\d{1,${found.length - 1}})?`)
    .replace(/\(\?<fraction>.*?\)\?|yyyy|MM?|dd?|HH|mm|ss|X+|x+|\./g, (part) => formatParts[part] ?? part);
  const pattern = form(source);
  return (text) => {
    const fields = pattern.exec(text)?.groups;
    return fields && isoForm(fields);
  };
}

/** The parts of a date and time in the order of ISO 8601: `{ day: '5', month: '6', year: '2015' }` is 2015-06-05. */
function isoForm({ year, month, day, hour, minute, second = '00', fraction = '', zone }: Fields): string {
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
