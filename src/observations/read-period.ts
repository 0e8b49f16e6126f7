/** A period as the graph has it. */
export interface Period {
  text: string; // in the address of the observation
  type: 'gYear' | 'gYearMonth' | 'date' | 'string';
}

const year = /^(\d{4})(?:\.0+)?$/; // a table program may have made 2017 a number
const month = /^\d{4}-(?:0[1-9]|1[0-2])$/;
const day = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const other = /^\d{4}-(?:A1|S[12]|T[1-3]|Q[1-4]|M(?:0[1-9]|1[0-2])|W(?:0[1-9]|[1-4]\d|5[0-3])|\d{4})$/; // SDMX 3.0 section 6, time formats; "2015-2017"

/** Reads a period; undefined when it is none. */
export function readPeriod(given: string): Period | undefined {
  const text = given.trim();
  const [, plain] = year.exec(text) ?? [];
  if (plain !== undefined) return { text: plain, type: 'gYear' };
  if (month.test(text)) return { text, type: 'gYearMonth' };
  if (day.test(text) && isDay(text)) return { text, type: 'date' };
  return other.test(text) ? { text, type: 'string' } : undefined;
}

const isDay = (text: string): boolean => new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
