import { dayNumber, floorDivide } from './calendar.js';

/** Durations: XML Schema 1.1 part 2, sections 3.3.6, 3.4.26 and 3.4.27. */

const yearsAndMonths = '(?:(?<years>\\d+)Y)?(?:(?<months>\\d+)M)?';
const days = '(?:(?<days>\\d+)D)?';
const time = '(?:T(?=\\d)(?:(?<hours>\\d+)H)?(?:(?<minutes>\\d+)M)?(?:(?<seconds>\\d+)(?:\\.(?<fraction>\\d+))?S)?)?';

const form = (parts: string): RegExp => new RegExp(`^(?<sign>-)?P(?=T?\\d)${parts}$`);

/** The lexical space of each type of duration. */
export const durationPatterns = {
  duration: form(yearsAndMonths + days + time),
  dayTimeDuration: form(days + time),
  yearMonthDuration: form(yearsAndMonths),
};

/** 1696-09, 1697-02, 1903-03 and 1903-07: months after them are as short and as long as months get. */
const starts = [1696n * 12n + 8n, 1697n * 12n + 1n, 1903n * 12n + 2n, 1903n * 12n + 6n];

/** Orders two durations; NaN when it hangs on the month in which they begin: P1M and P30D. */
export function compareDurations(a: string, b: string): number {
  const first = durationPatterns.duration.exec(a)?.groups ?? {};
  const second = durationPatterns.duration.exec(b)?.groups ?? {};
  const places = Math.max(first['fraction']?.length ?? 0, second['fraction']?.length ?? 0);
  const orders = new Set(starts.map((start) => sign(end(first, start, places) - end(second, start, places))));
  return orders.size === 1 ? Number([...orders][0]) : Number.NaN;
}

const sign = (value: bigint): number => (value < 0n ? -1 : Number(value > 0n));

type Fields = Record<string, string | undefined>;

/** When a duration that begins with a month ends, in seconds with so many decimal places. */
function end({ sign, years, months, days, hours, minutes, seconds, fraction }: Fields, start: bigint, places: number) {
  const direction = sign === undefined ? 1n : -1n;
  const month = start + direction * (BigInt(years ?? 0) * 12n + BigInt(months ?? 0));
  const year = floorDivide(month, 12n);
  const time = (BigInt(hours ?? 0) * 60n + BigInt(minutes ?? 0)) * 60n + BigInt(seconds ?? 0);
  const whole =
    dayNumber(year, Number(month - year * 12n) + 1, 1) * 86400n + direction * (BigInt(days ?? 0) * 86400n + time);
  return whole * 10n ** BigInt(places) + direction * BigInt((fraction ?? '').padEnd(places, '0') || 0);
}
