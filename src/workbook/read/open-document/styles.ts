import type { Attributes } from '../../xml.js';
import { type Reading, refuseLongList } from '../reading.js';
import { type CellStyle, plainStyle } from '../shared.js';

/** A style as stored. Its parent has the other properties. */
interface StoredStyle {
  parent: string | undefined;
  isStruck: boolean | undefined;
  isHidden: boolean; // of a sheet
  look: string; // the visible properties of its text: "fo:color=#c00000;"
  format: string | undefined; // name of its number format
}

/** The styles of an OpenDocument spreadsheet. */
export type Styles = ReturnType<typeof collectStyles>;

/** Collects styles and number formats (OpenDocument 1.3, part 3, section 16). */
export function collectStyles(reading: Reading) {
  const stored = new Map<string, StoredStyle>(); // by family and name: "table-cell ce1"
  const formats = new Map<string, string>(); // codes by name
  const cellStyles: CellStyle[] = [{ ...plainStyle }];
  const indexes = new Map<string, number>();
  let style: StoredStyle | undefined;
  let format: { name: string; code: string } | undefined;
  let isLiteral = false;

  /** Returns a property of a style or of its nearest parent that has it. */
  const inherited = <T>(family: string, name: string, property: (one: StoredStyle) => T | undefined): T | undefined => {
    let found = stored.get(`${family} ${name}`);
    for (let steps = 0; found && steps < longestLine; steps++) {
      const value = property(found);
      if (value !== undefined) return value;
      found = stored.get(`${family} ${found.parent}`);
    }
    return undefined;
  };

  const indexOf = (name: string): number => {
    if (!stored.has(`table-cell ${name}`)) return 0;
    const code = formats.get(inherited('table-cell', name, (one) => one.format) ?? '') ?? '';
    const isStruck = inherited('table-cell', name, (one) => one.isStruck) ?? false;
    return cellStyles.push({ ...plainStyle, code, isStruck }) - 1;
  };

  return {
    open(name: string, attributes: Attributes, depth: number): void {
      if (depth === 3) {
        const { 'style:name': own = '', 'style:family': family = '' } = attributes;
        style = name === 'style' ? newStyle(attributes) : undefined;
        format = name.endsWith('-style') && name !== 'default-style' ? { name: own, code: '' } : undefined;
        if (style) stored.set(`${family} ${own}`, style);
        refuseLongList(reading, stored.size + formats.size, 'styles');
      } else if (style && name === 'text-properties') {
        const line = attributes['style:text-line-through-style'] ?? attributes['style:text-line-through-type'];
        if (line !== undefined) style.isStruck = line !== 'none';
        style.look = lookOf(attributes);
      } else if (style && name === 'table-properties') {
        style.isHidden = attributes['table:display'] === 'false';
      } else if (format && depth === 4) {
        format.code += formatPart(name, attributes);
        isLiteral = name === 'text' || name === 'currency-symbol';
      }
    },
    text(text: string): void {
      if (format && isLiteral && format.code.length < longestCode)
        format.code += /^[-+/ :.,%()]*$/.test(text) ? text : `"${text.replaceAll('"', '')}"`;
    },
    close(_: string, depth: number): void {
      isLiteral = false;
      if (depth !== 3 || !format) return;
      formats.set(format.name, format.code.slice(0, longestCode));
      format = undefined;
    },
    /** The styles that cells name by their index. */
    get cells(): CellStyle[] {
      return cellStyles;
    },
    /** Returns the codes of all formats. The first is empty. */
    codes: (): string[] => [...new Set(['', ...formats.values()])],
    /** Returns the index of a style of cells. */
    cell(name: string): number {
      const index = indexes.get(name) ?? indexOf(name);
      indexes.set(name, index);
      return index;
    },
    isHidden: (name: string): boolean => stored.get(`table ${name}`)?.isHidden ?? false,
    look: (name: string): string => inherited('text', name, ({ look }) => look || undefined) ?? '',
    isStruck: (name: string): boolean => inherited('text', name, (one) => one.isStruck) ?? false,
  };
}

/** Longest chain of parents that is followed, because styles can be their own parents. */
const longestLine = 20;

/** Longest code of a format, as in Excel. */
const longestCode = 255;

const newStyle = (attributes: Attributes): StoredStyle => ({
  parent: attributes['style:parent-style-name'],
  format: attributes['style:data-style-name'],
  isStruck: undefined,
  isHidden: false,
  look: '',
});

/** Visible properties of text with their usual values. Programs give Arabic and Chinese text a separate font, and black. */
const usualLook: Record<string, string> = {
  'fo:font-weight': 'normal',
  'fo:font-style': 'normal',
  'fo:color': '#000000',
  'style:text-underline-style': 'none',
  'style:text-line-through-type': 'none',
  'style:text-position': '0% 100%',
};

function lookOf(attributes: Attributes): string {
  const visible = Object.entries(usualLook).filter(([name, usual]) => (attributes[name] ?? usual) !== usual);
  return visible.map(([name]) => `${name}=${attributes[name]};`).join('');
}

/** Parts of dates and times in the codes of Excel, short and long. */
const dateParts: Record<string, [short: string, long: string]> = {
  day: ['d', 'dd'],
  month: ['m', 'mm'],
  year: ['yy', 'yyyy'],
  hours: ['h', 'hh'],
  minutes: ['m', 'mm'],
  seconds: ['s', 'ss'],
  'day-of-week': ['ddd', 'dddd'],
  'am-pm': ['AM/PM', 'AM/PM'],
};

/** Returns a part of a number format as in Excel: "0.00", "yyyy". */
function formatPart(name: string, attributes: Attributes): string {
  const count = (attribute: string): number => Math.min(Number(attributes[`number:${attribute}`]) || 0, 30);
  const decimals = '0'.repeat(count('decimal-places'));
  if (name === 'text-content') return '@';
  if (name === 'number' && attributes['number:decimal-places'] !== undefined) {
    const whole = '0'.repeat(count('min-integer-digits')) || '#';
    const grouped = attributes['number:grouping'] === 'true' ? `#,##${whole}` : whole;
    return decimals === '' ? grouped : `${grouped}.${decimals}`;
  }
  if (name === 'scientific-number') return `0${decimals && `.${decimals}`}E+00`;
  if (name === 'month' && attributes['number:textual'] === 'true')
    return attributes['number:style'] === 'long' ? 'mmmm' : 'mmm';
  const [short, long] = dateParts[name] ?? ['', ''];
  return (
    (attributes['number:style'] === 'long' ? long : short) + (name === 'seconds' && decimals ? `.${decimals}` : '')
  );
}
