/**
 * Number patterns of UAX #35, part 3, section 3, as far as CSVW asks for them (Model for Tabular Data, section 6.4.2):
 * `0`, `#`, decimal and group marks, `E`, signs, `%` and `‰`. Marks are `.` and `,` here, whatever the format has.
 */

interface Count {
  least: number;
  most: number;
}

export interface NumberPattern {
  form: RegExp; // with the groups sign, whole, fraction, exponent and percent
  hasPlus: boolean; // it begins with "+": a positive number keeps its own
  whole: Count; // how many digits may stand before the point
  fraction: Count; // and after it
}

/** By how many places a sign moves the point: 12% is 0.12. */
export const signPlaces = (sign: string): number => (sign === '%' ? 2 : 3);

const pattern =
  /^(?<percentBefore>[%‰]?)(?<sign>[+-]?)(?<percentInside>[%‰]?)(?<whole>[#0,]+)(?:\.(?<fraction>[#0,]+))?(?:E(?<plus>\+?)(?<exponent>#*0+))?(?<percentAfter>[%‰]?)$/;

/** Reads a pattern; undefined when it is none, as "[" or "0#" or "#,,##0". */
export function parsePattern(text: string): NumberPattern | undefined {
  const parts = pattern.exec(text)?.groups;
  if (!parts) return undefined;
  const { whole = '', fraction = '', exponent, sign = '', plus } = parts;
  const before = `${parts['percentBefore']}${parts['percentInside']}`;
  const after = parts['percentAfter'] ?? '';
  const isScientific = exponent !== undefined;
  if ([before, after, isScientific ? 'E' : ''].join('').length > 1) return undefined;
  // digits that may be missing stand outside those that must be there: ##00.00##
  if (!/^#*0*$/.test(whole.replaceAll(',', '')) || !/^0*#*$/.test(fraction.replaceAll(',', ''))) return undefined;
  const wholeForm = wholeFormOf(whole);
  const fractionForm = fractionFormOf(fraction);
  if (wholeForm === undefined || fractionForm === undefined) return undefined;
  const signForm = `(?<sign>${sign === '-' ? '-' : sign === '+' ? '[+-]' : '[+-]?'})`;
  const percentForm = (place: string): string => (place === '' ? '' : `(?<percent>${place})`);
  const start = parts['percentInside'] ? signForm + percentForm(before) : percentForm(before) + signForm;
  const exponentForm = isScientific ? exponentFormOf(exponent, plus !== '') : '';
  return {
    form: new RegExp(`^${start}${wholeForm}${fractionForm}${exponentForm}${percentForm(after)}$`),
    hasPlus: sign === '+',
    // a number with exponent is written with no more digits before the point than its pattern has
    whole: { least: zerosIn(whole), most: isScientific ? digitsIn(whole) : Number.POSITIVE_INFINITY },
    fraction: { least: zerosIn(fraction), most: digitsIn(fraction) },
  };
}

const zerosIn = (part: string): number => part.split('0').length - 1;
const digitsIn = (part: string): number => part.replaceAll(',', '').length;

/** `#,##,##0` groups by three at the end and by two before: the last two marks say so, and others mean nothing. */
function wholeFormOf(whole: string): string | undefined {
  const groups = whole.split(',').map((group) => group.length);
  if (groups.length === 1) return '(?<whole>\\d*)';
  const last = groups.at(-1) as number;
  const others = groups.length > 2 ? (groups.at(-2) as number) : last;
  if (last === 0 || others === 0) return undefined;
  return `(?<whole>\\d{0,${last}}|\\d{1,${others}}(?:,\\d{${others}})*,\\d{${last}})`;
}

/** `0.000,###` groups by three; the last group may be shorter. */
function fractionFormOf(fraction: string): string | undefined {
  if (fraction === '') return '';
  const groups = fraction.split(',').map((group) => group.length);
  const [size = 0, ...others] = groups;
  if (others.length === 0) return '(?:\\.(?<fraction>\\d+))?';
  const last = others.pop() as number;
  if (last === 0 || last > size || others.some((other) => other !== size)) return undefined;
  return `(?:\\.(?<fraction>(?:\\d{${size}},)*\\d{1,${size}}))?`;
}

/** `E0` takes any sign, `E+0` wants one. The letter may be small, as XML Schema writes it too. */
function exponentFormOf(exponent: string, isSigned: boolean): string {
  return `(?<exponent>[Ee][+-]${isSigned ? '' : '?'}\\d{${zerosIn(exponent)},})`;
}
