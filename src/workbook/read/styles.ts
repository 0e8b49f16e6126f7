import type { ArchiveEntry } from './archive.js';
import { type NumberFormat, numberFormat } from './number-format.js';
import { type Reading, refuseLongList } from './reading.js';
import { isOn, readXml } from './xml.js';

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
