/** How cells look (ISO/IEC 29500-1, section 18.8): each combination that is asked for is one `<xf>`. */

export interface CellStyle {
  look?: 'header' | 'title' | 'link';
  isText?: boolean; // format "@": 10.10 stays 10.10
  isLocked?: boolean;
  isQuoted?: boolean; // the program shows "=1+1" and never computes it (CWE-1236)
  isRightToLeft?: boolean;
  wraps?: boolean;
}

export interface Styles {
  of(style: CellStyle): number; // the index that a cell's `s` gives
  xml(): string;
}

/** Hands out indexes in the order in which styles are first asked for, so that the same sheets make the same part. */
export function createStyles(): Styles {
  const found = new Map([[xf({}), 0]]);
  return {
    of(style) {
      const entry = xf(style);
      const index = found.get(entry) ?? found.size;
      found.set(entry, index);
      return index;
    },
    xml: () => stylesXml([...found.keys()]),
  };
}

const fonts = { plain: 0, header: 1, title: 2, link: 3 };

function xf({ look, isText, isLocked, isQuoted, isRightToLeft, wraps }: CellStyle): string {
  const format = isText ? 49 : 0;
  const fill = look === 'header' ? 2 : isLocked ? 3 : 0;
  const alignment =
    (isRightToLeft ? 'horizontal="right" ' : '') +
    `vertical="top"${wraps ? ' wrapText="1"' : ''}${isRightToLeft ? ' readingOrder="2"' : ''}`;
  return (
    `<xf numFmtId="${format}" fontId="${fonts[look ?? 'plain']}" fillId="${fill}" borderId="0" xfId="0" ` +
    `${isQuoted ? 'quotePrefix="1" ' : ''}applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1" ` +
    `applyProtection="1"><alignment ${alignment}/><protection locked="${isLocked ? 1 : 0}"/></xf>`
  );
}

const family = '<name val="Calibri"/><family val="2"/>';
const solid = (rgb: string): string =>
  `<fill><patternFill patternType="solid"><fgColor rgb="FF${rgb}"/><bgColor indexed="64"/></patternFill></fill>`;

const stylesXml = (xfs: string[]): string =>
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
  `<fonts count="4"><font><sz val="11"/>${family}</font><font><b/><sz val="11"/>${family}</font>` +
  `<font><b/><sz val="16"/>${family}</font><font><u/><sz val="11"/><color rgb="FF0563C1"/>${family}</font></fonts>` +
  '<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
  `${solid('D9E5F2')}${solid('F2F2F2')}</fills>` +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" applyProtection="1">' +
  '<protection locked="0"/></xf></cellStyleXfs>' +
  `<cellXfs count="${xfs.length}">${xfs.join('')}</cellXfs>` +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>' +
  '<dxfs count="0"/><tableStyles count="0"/></styleSheet>';
