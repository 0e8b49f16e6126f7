import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { cellAddress } from '../../src/problem.js';

/** A shared text, a number, a truth value, an empty cell, or a cell with XML. */
export type CellSpec =
  | string
  | number
  | boolean
  | undefined
  | {
      address?: string; // "" for a cell without an address
      type?: string; // "inlineStr"
      style?: number;
      content?: string; // XML: "<f>1+1</f><v>2</v>"
    };

export interface SheetSpec {
  name: string;
  rows: CellSpec[][]; // from cell A1
  hiddenRows?: number[]; // from 1
  hiddenColumns?: number[]; // from 1
  merges?: string[];
  state?: 'hidden' | 'veryHidden';
  comments?: CommentSpec[];
  conversations?: CommentSpec[]; // threaded comments; the author is not written
  links?: { cell: string; target: string }[];
  before?: string; // XML before sheetData
  after?: string; // XML after sheetData
  edit?: (xml: string) => string; // of the finished part
}

export interface CommentSpec {
  cell: string;
  author: string;
  text: string;
}

export interface WorkbookSpec {
  sheets: SheetSpec[];
  styles?: string; // XML inside styleSheet
  is1904?: boolean;
  hasMacros?: boolean;
  outsideLinks?: string[]; // files with linked values
  extraEntries?: Record<string, string | Uint8Array>; // adds or replaces parts
  sharedStrings?: string; // XML inside sst, replaces the texts of the cells
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/** Returns the bytes of a workbook. The same specification gives the same bytes. */
export function xlsx(spec: WorkbookSpec): Uint8Array {
  return zipOf(partsOf(spec));
}

/** Returns a ZIP file with a fixed time. */
export function zipOf(entries: Record<string, string | Uint8Array>): Uint8Array {
  const bytes = (content: string | Uint8Array) => (typeof content === 'string' ? strToU8(content) : content);
  const files = Object.entries(entries).map(([name, content]) => [name, bytes(content)]);
  return zipSync(Object.fromEntries(files), { mtime: '2026-01-01' });
}

/** Returns the parts of a workbook by name, for tests that change one. */
export function partsOf(spec: WorkbookSpec): Record<string, string | Uint8Array> {
  const texts: string[] = [];
  const parts: Record<string, string | Uint8Array> = {};
  const relations: [string, string][] = [];
  spec.sheets.forEach((sheet, i) => {
    relations.push(['worksheet', `worksheets/sheet${i + 1}.xml`]);
    Object.assign(parts, sheetParts(sheet, i + 1, texts));
  });
  relations.push(['sharedStrings', 'sharedStrings.xml']);
  if (spec.styles !== undefined) {
    relations.push(['styles', 'styles.xml']);
    parts['xl/styles.xml'] = `${declaration}<styleSheet xmlns="${main}">${spec.styles}</styleSheet>`;
  }
  spec.outsideLinks?.forEach((target, i) => {
    relations.push(['externalLink', `externalLinks/externalLink${i + 1}.xml`]);
    parts[`xl/externalLinks/externalLink${i + 1}.xml`] = `<externalLink xmlns="${main}"/>`;
    parts[`xl/externalLinks/_rels/externalLink${i + 1}.xml.rels`] = relationships([['externalLinkPath', target, true]]);
  });
  if (spec.hasMacros) parts['xl/vbaProject.bin'] = new Uint8Array([1, 2, 3]);
  const strings = spec.sharedStrings ?? texts.map((text) => `<si>${textElement(text)}</si>`).join('');
  return {
    '[Content_Types].xml': contentTypes(spec),
    '_rels/.rels': relationships([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': workbookPart(spec),
    'xl/_rels/workbook.xml.rels': relationships(relations),
    'xl/sharedStrings.xml': `${declaration}<sst xmlns="${main}">${strings}</sst>`,
    ...parts,
    ...spec.extraEntries,
  };
}

const contentTypes = ({ sheets }: WorkbookSpec): string => {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const overrides = [
    ['workbook.xml', 'sheet.main'],
    ...sheets.map((_, i) => [`worksheets/sheet${i + 1}.xml`, 'worksheet']),
  ].map(([part, kind]) => `<Override PartName="/xl/${part}" ContentType="${type}.${kind}+xml"/>`);
  const namespace = 'http://schemas.openxmlformats.org/package/2006/content-types';
  return `${declaration}<Types xmlns="${namespace}"><Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`;
};

/** Returns a .rels part with the ids rId1, rId2, … */
export function relationships(list: [type: string, target: string, isOutside?: boolean][]): string {
  const entries = list.map(
    ([type, target, isOutside], i) =>
      `<Relationship Id="rId${i + 1}" Type="${office}/${type}" Target="${escapeXml(target)}"${isOutside ? ' TargetMode="External"' : ''}/>`,
  );
  const namespace = 'http://schemas.openxmlformats.org/package/2006/relationships';
  return `${declaration}<Relationships xmlns="${namespace}">${entries.join('')}</Relationships>`;
}

function workbookPart({ sheets, is1904 }: WorkbookSpec): string {
  const entries = sheets.map(({ name, state }, i) => {
    const hidden = state ? ` state="${state}"` : '';
    return `<sheet name="${escapeXml(name)}" sheetId="${i + 1}"${hidden} r:id="rId${i + 1}"/>`;
  });
  const settings = is1904 ? '<workbookPr date1904="1"/>' : '';
  return `${declaration}<workbook xmlns="${main}" xmlns:r="${office}">${settings}<sheets>${entries.join('')}</sheets></workbook>`;
}

function sheetParts(sheet: SheetSpec, number: number, texts: string[]): Record<string, string> {
  const { rows, hiddenRows = [], hiddenColumns = [], merges = [], links = [], before = '', after = '' } = sheet;
  const columns = hiddenColumns.map((column) => `<col min="${column}" max="${column}" hidden="1"/>`).join('');
  const lines = rows.map((cells, i) => {
    const hidden = hiddenRows.includes(i + 1) ? ' hidden="1"' : '';
    return `<row r="${i + 1}"${hidden}>${cells.map((cell, k) => cellXml(cell, i + 1, k, texts)).join('')}</row>`;
  });
  const relations: [string, string, boolean?][] = links.map(({ target }) => ['hyperlink', target, true]);
  const parts: Record<string, string> = {};
  if (sheet.comments) {
    relations.push(['comments', `../comments${number}.xml`]);
    parts[`xl/comments${number}.xml`] = commentsPart(sheet.comments);
  }
  if (sheet.conversations) {
    relations.push(['threadedComment', `../threadedComments/threadedComment${number}.xml`]);
    parts[`xl/threadedComments/threadedComment${number}.xml`] = conversationsPart(sheet.conversations);
  }
  if (relations.length > 0) parts[`xl/worksheets/_rels/sheet${number}.xml.rels`] = relationships(relations);
  const merged = list(
    'mergeCells',
    merges.map((range) => `<mergeCell ref="${range}"/>`),
  );
  const linked = list(
    'hyperlinks',
    links.map(({ cell }, i) => `<hyperlink ref="${cell}" r:id="rId${i + 1}"/>`),
  );
  const xml = `${declaration}<worksheet xmlns="${main}" xmlns:r="${office}">${before}${list('cols', [columns])}<sheetData>${lines.join('')}</sheetData>${merged}${linked}${after}</worksheet>`;
  return { ...parts, [`xl/worksheets/sheet${number}.xml`]: sheet.edit?.(xml) ?? xml };
}

const list = (name: string, items: string[]): string =>
  items.join('') === '' ? '' : `<${name}>${items.join('')}</${name}>`;

function cellXml(cell: CellSpec, row: number, column: number, texts: string[]): string {
  const spec = typeof cell === 'object' ? cell : {};
  const address = spec.address ?? cellAddress(row, column + 1);
  const at = address === '' ? '' : ` r="${address}"`;
  if (cell === undefined) return '';
  if (typeof cell === 'number') return `<c${at}><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c${at} t="b"><v>${cell ? 1 : 0}</v></c>`;
  if (typeof cell === 'string') return `<c${at} t="s"><v>${indexOf(cell, texts)}</v></c>`;
  const type = spec.type === undefined ? '' : ` t="${spec.type}"`;
  return `<c${at}${type}${spec.style === undefined ? '' : ` s="${spec.style}"`}>${spec.content ?? ''}</c>`;
}

function indexOf(text: string, texts: string[]): number {
  const index = texts.indexOf(text);
  return index < 0 ? texts.push(text) - 1 : index;
}

function commentsPart(comments: CommentSpec[]): string {
  const authors = comments.map(({ author }) => `<author>${escapeXml(author)}</author>`).join('');
  const entries = comments.map(
    ({ cell, text }, i) => `<comment ref="${cell}" authorId="${i}"><text><r>${textElement(text)}</r></text></comment>`,
  );
  return `<comments xmlns="${main}"><authors>${authors}</authors><commentList>${entries.join('')}</commentList></comments>`;
}

function conversationsPart(comments: CommentSpec[]): string {
  const entries = comments.map(
    ({ cell, text }) => `<threadedComment ref="${cell}"><text>${escapeXml(text)}</text></threadedComment>`,
  );
  return `<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">${entries.join('')}</ThreadedComments>`;
}

/** Returns a `t` element with escaped text. */
export const textElement = (text: string): string =>
  `<t xml:space="preserve">${escapeXml(text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_').replace(/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, escapeUnit))}</t>`;

const escapeUnit = (unit: string): string => `_x${unit.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}_`;

export const escapeXml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** Returns the parts of a workbook as texts. */
export const textParts = (bytes: Uint8Array): Record<string, string> =>
  Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]));
