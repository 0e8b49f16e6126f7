import datatypes from './datatypes.json' with { type: 'json' };
import type { ReadText } from './numbers.js';

/** Dates, times and durations (XML Schema 1.1 part 2): what no pattern can say of them, their order, and their formats. */

type Fields = Record<string, string | undefined>;

const fieldsOf = (pattern: RegExp, lexical: string): Fields => pattern.exec(lexical)?.groups ?? {};

/** When a day begins, in seconds; months count from the year 0. Every 400 years the calendar is the same again. */
function secondsTo(months: number, day: number): number {
  const cycles = Math.floor(months / 4800);
  return cycles * 146_097 * 86_400 + Date.UTC(2000, months - cycles * 4800, day) / 1000;
}

/** A day that no calendar has, or a time after the end of the day, in a text that the pattern lets through. */
export function calendarFault(pattern: RegExp, lexical: string): string | undefined {
  const { year = '2000', month, day = '1', hour, minute, second } = fieldsOf(pattern, lexical);
  const months = (Number(year) % 400) * 12 + Number(month ?? 1) - 1;
  if (secondsTo(months, Number(day)) >= secondsTo(months + 1, 1)) return 'no such day';
  // 24:00:00 is the end of a day: nothing comes after it
  return hour === '24' && (Number(minute) > 0 || Number(second) > 0) ? 'no such time' : undefined;
}

/** Orders values of one type by the instant at which they begin; without a zone they are taken as UTC. */
export const compareInstants =
  (pattern: RegExp) =>
  (a: string, b: string): number =>
    Math.sign(instant(fieldsOf(pattern, a)) - instant(fieldsOf(pattern, b)));

/** What a type leaves out is the same for all its values; 1972 is a leap year, as --02-29 needs. */
function instant({ year = '1972', month = '1', day, hour = '0', minute = '0', second = '0', zone }: Fields): number {
  const hours = day === undefined ? Number(hour) % 24 : Number(hour); // in a time alone, 24:00:00 is 00:00:00
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

/** 1696-09, 1697-02, 1903-03 and 1903-07: months after them are as short and as long as months get. */
const starts = [1696 * 12 + 8, 1697 * 12 + 1, 1903 * 12 + 2, 1903 * 12 + 6];

/** Orders durations of one type; NaN when the order depends on the month in which they begin: P1M and P30D. */
export const compareDurations =
  (pattern: RegExp) =>
  (a: string, b: string): number => {
    const [first, second] = [fieldsOf(pattern, a), fieldsOf(pattern, b)];
    const [order = 0, ...others] = starts.map((start) => Math.sign(end(first, start) - end(second, start)));
    return others.every((other) => other === order) ? order : Number.NaN;
  };

/** When a duration that begins with a month ends, in seconds. */
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

/** Fills in the names in double braces, and matches whole texts. */
export const expressionOf = (source: string, parts: Record<string, string>): RegExp => {
  const whole = source.replace(/\{\{(\w+)\}\}/g, (_, name: string) => parts[name] as string);
  return new RegExp(`^(?:${whole})$`, whole.includes('\\u{') ? 'u' : '');
};

/**
 * Compiles a pattern for dates, times or both (Model for Tabular Data, section 6.4.4: those of UAX #35 that CSVW lists):
 * what it reads is in the form of XML Schema, but perhaps not a day that exists. A text answer is what is wrong with the
 * pattern, in words that follow "format".
 */
export function compileDateFormat(kind: 'date' | 'time' | 'dateTime', format: string): ReadText | string {
  if (!expressionOf(datatypes.formats[kind], formatForms).test(format))
    return `is no ${kind} pattern known here: ${format}`;
  const source = format
    // as many digits of a second as there are S, or fewer, or none
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
