import { isOn, readXml } from '../xml.js';
import type { ArchiveEntry } from './archive.js';
import builtInFormats from './number-formats.json' with { type: 'json' };
import { type Reading, refuseLongList } from './reading.js';

/** The formats that a file names by number only (ECMA-376-1, section 18.8.30); 0 is General. */
const builtIn: Record<string, string> = builtInFormats;

/** How a number is shown. */
interface NumberFormat {
  code: string; // "" for General, and for the dates whose format depends on the country
  isDate: boolean;
  showsMilliseconds: boolean;
}

/** The format of a number, from its id and, for those of the file's own, its code. */
function numberFormat(id: number, custom: string | undefined): NumberFormat {
  const code = custom ?? builtIn[String(id)] ?? '';
  const isCountryDate = custom === undefined && ((id >= 27 && id <= 36) || (id >= 50 && id <= 58));
  return {
    code: /^general$/i.test(code) ? '' : code,
    isDate: isCountryDate || isDateCode(code),
    showsMilliseconds: /s\.0/i.test(code),
  };
}

/** Whether a code shows dates or times: letters of y, m, d, h, s that are not quoted, escaped or in brackets like [Red]. */
const isDateCode = (code: string): boolean =>
  /[ymdhs]/i.test(code.replace(/"[^"]*("|$)|\\.|[_*].|\[[^\]]*(\]|$)|general/gi, ''));

/** How the cells of one style look, as far as it says what they hold. */
export interface CellStyle extends NumberFormat {
  isStruck: boolean;
}

export const plainStyle: CellStyle = { ...numberFormat(0, undefined), isStruck: false };

/** Reads the styles that cells name by their index (`cellXfs`, ECMA-376-1, section 18.8.10). */
export function readStyles(entry: ArchiveEntry, reading: Reading): CellStyle[] {
  const codes = new Map<number, string>();
  const struckFonts: boolean[] = [];
  const cells: { format: number; font: number }[] = [];
  let section = '';
  readXml(
    entry,
    {
      open(name, attributes, depth) {
        if (depth === 2) section = name;
        if (section === 'numFmts' && depth === 3) {
          codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
          refuseLongList(reading, codes.size, 'number formats');
        } else if (section === 'fonts' && depth === 3) {
          struckFonts.push(false);
          refuseLongList(reading, struckFonts.length, 'fonts');
        } else if (section === 'fonts' && depth === 4 && name === 'strike') {
          struckFonts[struckFonts.length - 1] = isOn(attributes['val'] ?? '1');
        } else if (section === 'cellXfs' && depth === 3) {
          cells.push({ format: Number(attributes['numFmtId'] ?? 0), font: Number(attributes['fontId'] ?? 0) });
          refuseLongList(reading, cells.length, 'cell styles');
        }
      },
    },
    reading,
  );
  return cells.map(({ format, font }) => ({
    ...numberFormat(format, codes.get(format)),
    isStruck: struckFonts[font] ?? false,
  }));
}
