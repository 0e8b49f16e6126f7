const day = 86_400;

/** What is added to a serial number of the 1904 system: 1904-01-01 is 1462 in the 1900 system. */
const days1904 = 1462;

/** 9999-12-31, the last day that a spreadsheet shows. */
const lastDay = 2_958_465;

/**
 * The serial number of a day → ISO 8601, as Excel shows it: 46085 → "2026-03-04", 46085.5 → "2026-03-04T12:00:00",
 * 0.5 → "12:00:00". In the 1900 system day 60 is "1900-02-29", which Excel has and the calendar has not. Times are
 * rounded to seconds, or to milliseconds where the format shows them. Undefined for what no format shows as a date.
 */
export function isoOfSerial(serial: number, is1904: boolean, showsMilliseconds: boolean): string | undefined {
  if (!(serial >= 0)) return undefined;
  const unit = showsMilliseconds ? 1000 : 1;
  let days = Math.floor(serial);
  let ticks = Math.round((serial - days) * day * unit);
  if (ticks === day * unit) {
    days++;
    ticks = 0;
  }
  const number = days + (is1904 ? days1904 : 0);
  if (number > lastDay) return undefined;
  if (number === 0) return timeOf(ticks, unit);
  return ticks === 0 ? dateOf(number) : `${dateOf(number)}T${timeOf(ticks, unit)}`;
}

function dateOf(number: number): string {
  if (number === 60) return '1900-02-29';
  const epoch = Date.UTC(1899, 11, number < 60 ? 31 : 30);
  return new Date(epoch + number * day * 1000).toISOString().slice(0, 10);
}

/** 43200 seconds → "12:00:00"; a fraction is written where there is one. */
function timeOf(ticks: number, unit: number): string {
  const text = new Date((ticks / unit) * 1000).toISOString().slice(11, 23);
  return text.endsWith('.000') ? text.slice(0, 8) : text;
}

/** A cell of type "d" holds ISO 8601 already; midnight says no more than the date. */
export function plainIso(text: string): string | undefined {
  if (!/^(\d{4}-\d{2}-\d{2})?(T?\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/.test(text) || text === '')
    return undefined;
  return text.replace(/T00:00(:00(\.0+)?)?Z?$/, '').replace(/^T/, '');
}
