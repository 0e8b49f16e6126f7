import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { gcmProcess, root, temporaryFolder } from '../support/gcm.js';
import { xlsx } from '../support/xlsx.js';

/** A workbook beyond the limits of the sheets of a project. */

const header = ['SeriesCode', 'GeoAreaCode', 'TimePeriod', 'Value', 'Source', 'Sex', 'Units'];
const text = (content: string): string => `<c t="inlineStr"><is><t>${content}</t></is></c>`;
const number = (content: number): string => `<c><v>${content}</v></c>`;

/** Writes a sheet with this many rows after the header. */
function sheetXml(rows: number): string {
  const lines = [`<row>${header.map(text).join('')}</row>`];
  for (let i = 0; i < rows; i++) {
    const cells = [
      text(`SI_${Math.floor(i / 20_000)}`),
      number(4 + 4 * (i % 200)),
      number(1900 + (Math.floor(i / 200) % 100)),
    ];
    const rest = [
      number(i),
      text(`Survey number ${i % 1000} of the national statistical office`),
      text('FEMALE'),
      text('NUMBER'),
    ];
    lines.push(`<row>${cells.join('')}${rest.join('')}</row>`);
  }
  return lines.join('');
}

it('of 4 million cells and 190 MB is converted in limited memory', { timeout: 300_000 }, () => {
  const [rows, folder] = [600_000, temporaryFolder()];
  const edit = (xml: string): string =>
    xml.replace(/<sheetData>.*<\/sheetData>|<sheetData\/>/s, () => `<sheetData>${sheetXml(rows)}</sheetData>`);
  writeFileSync(path.join(folder, 'large.xlsx'), xlsx({ sheets: [{ name: 'data', rows: [['x']], edit }] }));
  const peak = path.join(root, 'bench/peak-memory.mjs');
  const args = ['observations', 'large.xlsx', '-o', 'x.nq.gz', '--base', 'https://example.org/'];
  const { code, stderr } = gcmProcess(args, { cwd: folder, node: ['--import', peak] });
  expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('Observations: 600,000 ') });
  expect(Number(/peak-kilobytes (\d+)/.exec(stderr)?.[1])).toBeLessThan(500_000);
});

it('of 201 MiB is refused, with the limit', { timeout: 300_000 }, () => {
  const folder = temporaryFolder();
  let seed = 1;
  const letter = (): string => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return String.fromCharCode(97 + ((seed >> 16) % 16));
  };
  const block = Array.from({ length: (1 << 20) / 8 }, () => `<y>${letter()}</y>`).join(''); // 1 MiB that hardly repeats
  const extraEntries = { 'xl/large.xml': `<x>${block.repeat(201)}</x>` };
  writeFileSync(path.join(folder, 'large.xlsx'), xlsx({ sheets: [{ name: 'data', rows: [['x']] }], extraEntries }));
  const args = ['observations', 'large.xlsx', '-o', 'x.nq', '--base', 'https://example.org/'];
  expect(gcmProcess(args, { cwd: folder })).toMatchObject({ code: 1, stdout: expect.stringContaining('209,715,200') });
});
