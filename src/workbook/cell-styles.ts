import { cellAddress } from '../problem.js';
import { attributeXml, cellXml, mainSpace, noteAuthor } from './parts.js';

/** How cells look (ISO/IEC 29500-1, section 18.8): each combination that is asked for is one `<xf>`. */
export interface CellStyle {
  look?: 'header' | 'title' | 'link';
  isText?: boolean; // format "@": 10.10 stays 10.10
  isLocked?: boolean;
  isQuoted?: boolean; // the program shows "=1+1" and never computes it (CWE-1236)
  isRightToLeft?: boolean;
  wraps?: boolean;
}

/** The styles of a workbook that is written. */
export type Styles = ReturnType<typeof createStyles>;

/** Hands out indexes in the order in which styles are first asked for, so that the same sheets make the same part. */
export function createStyles() {
  const found = new Map([[xf({}), 0]]);
  return {
    /** The index that a cell's `s` gives. */
    of(style: CellStyle): number {
      const entry = xf(style);
      const index = found.get(entry) ?? found.size;
      found.set(entry, index);
      return index;
    },
    xml: (): string => stylesXml([...found.keys()]),
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
  `<styleSheet xmlns="${mainSpace}">` +
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

/** A note at a cell: its text is in one part, and the box that shows it in another, in VML (ISO/IEC 29500-4, section 19). */
export interface Note {
  row: number;
  column: number; // from 1
  text: string;
}

/** The part with the texts of notes. */
export const notesXml = (notes: Note[]): string =>
  `<comments xmlns="${mainSpace}">` +
  `<authors><author>${noteAuthor}</author></authors>` +
  `<commentList>${notes.map((note) => noteXml(note, 0)).join('')}</commentList></comments>`;

/** One note, its tags under the prefix that the part uses: `x:` or none. */
export const noteXml = ({ row, column, text }: Note, author: number, prefix = ''): string =>
  `<${prefix}comment ref="${cellAddress(row, column)}" authorId="${author}"><${prefix}text>` +
  `<${prefix}t xml:space="preserve">${cellXml(text)}</${prefix}t></${prefix}text></${prefix}comment>`;

const namespaces =
  'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" ' +
  'xmlns:x="urn:schemas-microsoft-com:office:excel"';

const shapeType =
  `<v:shapetype ${namespaces} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">` +
  '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>';

/** An empty drawing that boxes can be put into. */
export const drawingXml = `<xml ${namespaces}>${shapeType}</xml>`;

/** The drawing with a box more for each note, before its end. VML need not be XML, so it is taken as the text it is. */
export function withBoxes(drawing: string, notes: Note[]): string {
  if (notes.length === 0) return drawing;
  const type = drawing.includes('id="_x0000_t202"') ? '' : shapeType;
  const ids = [...drawing.matchAll(/_x0000_s(\d+)/g)].map(([, id]) => Number(id));
  const first = ids.reduce((most, id) => Math.max(most, id), 1024) + 1;
  const boxes = notes.map((note, i) => boxXml(note, first + i)).join('');
  const end = drawing.lastIndexOf('</xml>');
  return drawing.slice(0, end) + type + boxes + drawing.slice(end);
}

function boxXml({ row, column, text }: Note, id: number): string {
  const lines = text.split('\n').reduce((sum, line) => sum + 1 + Math.floor(line.length / 45), 1);
  const height = Math.min(Math.max(lines, 3), 30);
  const [top, left] = [Math.max(row - 2, 0), column];
  const anchor = [left, 12, top, 4, left + 4, 20, top + height, 4].join(', ');
  const style = 'position:absolute;margin-left:60pt;margin-top:2pt;width:260pt;height:60pt;z-index:1;visibility:hidden';
  return (
    `<v:shape ${namespaces} id="_x0000_s${id}" type="#_x0000_t202" style="${attributeXml(style)}" fillcolor="#ffffe1" ` +
    'o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>' +
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div>' +
    `</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${anchor}</x:Anchor>` +
    `<x:AutoFill>False</x:AutoFill><x:Row>${row - 1}</x:Row><x:Column>${column - 1}</x:Column></x:ClientData></v:shape>`
  );
}
