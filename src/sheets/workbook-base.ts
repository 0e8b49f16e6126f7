import { deflateSync } from 'fflate';
import { joinBytes, textOf, utf8 } from '../bytes.js';
import type { WorkbookSheet } from '../workbook/workbook.js';
import { inflated } from '../workbook/zip.js';

/** The data that a workbook was made from, which it carries in a hidden sheet to merge the changes of several people. */

/** Characters of a cell. Excel allows 32,767. */
const cellLength = 32_000;

/** Most bytes of one table: the limit of a CSV file. */
const limit = 32 * 1024 * 1024;

/** Packs tables (their rows by sheet name, with the header) into the rows of a sheet: the name, and compressed JSON in base64. */
export const packBase = (tables: Map<string, string[][]>): string[][] =>
  [...tables].map(([name, rows]) => {
    const packed = toBase64(deflateSync(utf8(JSON.stringify(rows)), { level: 6 }));
    const cells = Array.from({ length: Math.ceil(packed.length / cellLength) }, (_, i) =>
      packed.slice(cellLength * i, cellLength * (i + 1)),
    );
    return [name, ...cells];
  });

/** Unpacks a table of `packBase`. Undefined if it is missing or damaged. */
export function unpackBase(sheet: WorkbookSheet | undefined, name: string): string[][] | undefined {
  const row = sheet?.rows.find(({ cells }) => cells[0]?.text === name);
  return (
    row &&
    unpack(
      row.cells
        .slice(1)
        .map((cell) => cell?.text ?? '')
        .join(''),
    )
  );
}

function unpack(packed: string): string[][] | undefined {
  try {
    const parts: Uint8Array[] = [];
    let length = 0;
    for (const part of inflated(fromBase64(packed))) {
      length += part.length;
      if (length > limit) return undefined;
      parts.push(part.slice());
    }
    const rows: unknown = JSON.parse(textOf(joinBytes(parts)));
    return isTable(rows) ? rows : undefined;
  } catch {
    return undefined; // damaged: the caller compares digests instead
  }
}

const isTable = (value: unknown): value is string[][] =>
  Array.isArray(value) && value.every((row) => Array.isArray(row) && row.every((cell) => typeof cell === 'string'));

/** Bytes per call, because a call has a limited number of arguments. */
const piece = 0x6000;

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += piece) text += String.fromCharCode(...bytes.subarray(at, at + piece));
  return btoa(text);
}

const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (unit) => unit.charCodeAt(0));
