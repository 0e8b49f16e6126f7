import { withoutLastZeros } from './decimals.js';
import type { Compare } from './reading.js';

/** Dates and times in the lexical forms of XML Schema 1.1 part 2, section 3.3.7 to 3.3.15. */

const year = '(?<year>-?(?:[1-9]\\d{3,}|0\\d{3}))'; // 0000 is the year before 0001
const month = '(?<month>0[1-9]|1[0-2])';
const day = '(?<day>0[1-9]|[12]\\d|3[01])';
const time = '(?<hour>[01]\\d|2[0-4]):(?<minute>[0-5]\\d):(?<second>[0-5]\\d(?:\\.\\d+)?)';
const zone = '(?<zone>Z|[+-](?:(?:0\\d|1[0-3]):[0-5]\\d|14:00))';

const form = (source: string): RegExp => new RegExp(`^${source}$`);

/** The lexical space of each type, but for what `calendarFault` finds. */
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

/** Leap years repeat every 400 years, so the last four digits tell, on both sides of the year 0. */
function isLeap(year: string): boolean {
  const last = Number(year.slice(-4));
  return last % 4 === 0 && (last % 100 !== 0 || last % 400 === 0);
}

const thirtyDays = new Set([4, 6, 9, 11]);

/** How many days a month has; months count from 1. */
export function daysInMonth(month: number, leap: boolean): number {
  if (month === 2) return leap ? 29 : 28;
  return thirtyDays.has(month) ? 30 : 31;
}

/** Orders values of one type by the instant at which they begin; without a zone they are taken as UTC. */
export function compareInstants(pattern: RegExp): Compare {
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
export function dayNumber(year: bigint, month: number, day: number): bigint {
  const marchYear = month > 2 ? year : year - 1n; // so the leap day is a year's last
  const marchMonth = (month + 9) % 12;
  const daysBefore = Math.floor((153 * marchMonth + 2) / 5); // 31 30 31 30 31, twice and a half
  const leapDays = floorDivide(marchYear, 4n) - floorDivide(marchYear, 100n) + floorDivide(marchYear, 400n);
  return marchYear * 365n + leapDays + BigInt(daysBefore + day - 1);
}

/** Division that rounds down for negative numbers too: -1 / 4 is -1. */
export function floorDivide(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  return value % divisor < 0n ? quotient - 1n : quotient;
}
