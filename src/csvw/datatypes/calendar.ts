import datatypes from './datatypes.json' with { type: 'json' };
import type { ReadText } from './numbers.js';

/** Dates, times and durations (XML Schema 1.1 part 2): checks beyond their patterns, order, and formats. */

type Fields = Record<string, string | undefined>;

const fieldsOf = (pattern: RegExp, lexical: string): Fields => pattern.exec(lexical)?.groups ?? {};

/** Returns the start of a day in seconds. Months count from the year 0. The calendar repeats every 400 years. */
function secondsTo(months: number, day: number): number {
  const cycles = Math.floor(months / 4800);
  return cycles * 146_097 * 86_400 + Date.UTC(2000, months - cycles * 4800, day) / 1000;
}

/** Finds impossible days and times that the pattern cannot exclude. Returns the value that was expected instead. */
export function calendarFault(pattern: RegExp, lexical: string): string | undefined {
  const { year = '2000', month, day = '1', hour, minute, second } = fieldsOf(pattern, lexical);
  const months = (Number(year) % 400) * 12 + Number(month ?? 1) - 1;
  if (secondsTo(months, Number(day)) >= secondsTo(months + 1, 1)) return 'a day that exists';
  return hour === '24' && (Number(minute) > 0 || Number(second) > 0) ? 'a time up to 24:00:00' : undefined;
}

/** Orders values of one type by the instant at which they begin. The default time zone is UTC. */
export const compareInstants =
  (pattern: RegExp) =>
  (a: string, b: string): number =>
    Math.sign(instant(fieldsOf(pattern, a)) - instant(fieldsOf(pattern, b)));

/** Missing parts are the same for all values of a type. The default year is a leap year, which --02-29 needs. */
function instant({ year = '1972', month = '1', day, hour = '0', minute = '0', second = '0', zone }: Fields): number {
  const hours = day === undefined ? Number(hour) % 24 : Number(hour); // in a time without date, 24:00:00 is 00:00:00
  const months = Number(year) * 12 + Number(month) - 1;
  return (
    secondsTo(months, Number(day ?? 1)) + hours * 3600 + (Number(minute) - zoneMinutes(zone)) * 60 + Number(second)
  );
}

/** "-08:30" → -510. */
function zoneMinutes(zone = 'Z'): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4));
  return zone.startsWith('-') ? -minutes : minutes;
}

/** 1696-09, 1697-02, 1903-03 and 1903-07, the reference months of XML Schema: the next months have extreme lengths. */
const starts = [1696 * 12 + 8, 1697 * 12 + 1, 1903 * 12 + 2, 1903 * 12 + 6];

/** Orders durations of one type. NaN if the order depends on the month in which they begin: P1M and P30D. */
export const compareDurations =
  (pattern: RegExp) =>
  (a: string, b: string): number => {
    const [first, second] = [fieldsOf(pattern, a), fieldsOf(pattern, b)];
    const [order = 0, ...others] = starts.map((start) => Math.sign(end(first, start) - end(second, start)));
    return others.every((other) => other === order) ? order : Number.NaN;
  };

/** Returns the end, in seconds, of a duration that starts at the beginning of a month. */
function end(
  { sign, years = '0', months = '0', days = '0', hours = '0', minutes = '0', seconds }: Fields,
  start: number,
) {
  const direction = sign === undefined ? 1 : -1;
  const time = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds ?? 0);
  const month = start + direction * (Number(years) * 12 + Number(months));
  return secondsTo(month, 1) + direction * (Number(days) * 86_400 + time);
}

const { formatParts, formatForms } = datatypes;

/** Compiles a pattern for whole texts, and fills in the names in double braces. */
export const expressionOf = (source: string, parts: Record<string, string>): RegExp => {
  const whole = source.replace(/\{\{(\w+)\}\}/g, (_, name: string) => parts[name] as string);
  return new RegExp(`^(?:${whole})$`, whole.includes('\\u{') ? 'u' : '');
};

/**
 * Compiles a date or time pattern (the UAX #35 patterns in Model for Tabular Data, section 6.4.4). The reader returns the
 * form of XML Schema, and does not check that the day exists. Returns a string if the pattern is invalid: the reason.
 */
export function compileDateFormat(kind: 'date' | 'time' | 'dateTime', format: string): ReadText | string {
  if (!expressionOf(datatypes.formats[kind], formatForms).test(format)) return `unsupported ${kind} pattern`;
  const source = format
    // at most as many digits of a second as there are S
    .replace(/\.(S+)$|\.(S+)(?=[ Xx])/, (found) => `(?<fraction>\\.\\d{1,${found.length - 1}})?`)
    .replace(/\(\?<fraction>.*?\)\?|yyyy|MM?|dd?|HH|mm|ss|X+|x+|\./g, (part) =>
      Object.hasOwn(formatParts, part) ? formatParts[part as keyof typeof formatParts] : part,
    );
  const pattern = new RegExp(`^${source}$`);
  return (text) => {
    const fields = pattern.exec(text)?.groups;
    return fields && isoForm(fields);
  };
}

/** Formats a date and time as ISO 8601: `{ day: '5', month: '6', year: '2015' }` is 2015-06-05. */
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
