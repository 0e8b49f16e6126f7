import { describe, expect, it } from 'vitest';
import { type RawEntry, rawZip } from './support/raw-zip.js';
import { inShort, readWorkbook, textsOf } from './support/workbooks.js';
import { partsOf, type SheetSpec, type WorkbookSpec, xlsx, zipOf } from './support/xlsx.js';

const spec: WorkbookSpec = { sheets: [{ name: 'links', rows: [['a'], ['b']] }] };
const entries: RawEntry[] = Object.entries(partsOf(spec)).map(([name, content]) => ({ name, content }));
const good = xlsx(spec);

/** Expects that the whole file is rejected. */
async function expectRefusal(bytes: Uint8Array, code: string, ...words: string[]): Promise<void> {
  const found = await readWorkbook(bytes);
  expect(found.workbook).toBeUndefined();
  expect(new Set(found.problems.map((problem) => problem.code))).toEqual(new Set([code]));
  expect(found.problems.every(({ isPartial, severity, fix }) => isPartial && severity === 'error' && fix)).toBe(true);
  for (const word of words) expect(JSON.stringify(found.problems)).toContain(word);
}

describe('files that are not workbooks', () => {
  const excel2003 = 'urn:schemas-microsoft-com:office:spreadsheet';
  const oldFile = (text: string): Buffer =>
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(512), Buffer.from(text, 'utf16le')]);

  it.each<[string, Uint8Array, string, string]>([
    ['CSV', Buffer.from('a,b\n1,2\n'), 'magic', 'CSV'],
    ['CSV in UTF-16', Buffer.from('\ufeffa,b\n', 'utf16le'), 'magic', 'CSV'],
    ['HTML that Excel opens', Buffer.from('\ufeff<!DOCTYPE html><html><table></table></html>'), 'format', 'web page'],
    ['XML of Excel 2003', Buffer.from(`<?xml version="1.0"?><Workbook xmlns="${excel2003}"/>`), 'format', '2003'],
    ['a PDF', Buffer.from('%PDF-1.4\n\0\x01\x02'), 'format', 'PDF'],
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'format', 'picture'],
    ['a gzip file', Buffer.from('\x1f\x8b\x08\0', 'latin1'), 'format', 'compressed'],
    ['RTF', Buffer.from('{\\rtf1 a}'), 'format', '.rtf'],
    ['other bytes', Buffer.from('\0\x01\x02'), 'format', 'not a workbook'],
    ['an old text document', oldFile('WordDocument'), 'format', '.doc'],
    ['a document of Numbers', zipOf({ 'Index/Document.iwa': 'x' }), 'format', 'Numbers'],
    ['a Word document', zipOf({ 'word/document.xml': '<a/>' }), 'format', '.docx'],
    ['an empty file', new Uint8Array(), 'format', 'empty'],
    ['an old workbook', oldFile('Workbook'), 'format', '.xls'],
    ['an old workbook with a password', oldFile('EncryptedPackage'), 'archive', 'password'],
    [
      'an OpenDocument text',
      zipOf({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<a/>' }),
      'format',
      'not a spreadsheet',
    ],
    ['any ZIP file', zipOf({ 'a.txt': 'a' }), 'format', 'not a workbook'],
    ['a text document', zipOf({ ...partsOf(spec), 'xl/workbook.xml': '<document/>' }), 'format', 'not a workbook'],
    [
      'the binary format',
      zipOf({
        ...partsOf(spec),
        'xl/workbook.bin': '',
        '_rels/.rels': '<R><Relationship Type="x/officeDocument" Target="/xl/workbook.bin"/></R>',
      }),
      'format',
      '.xlsb',
    ],
    ['a truncated file', good.subarray(0, good.length - 30), 'format', 'truncated'],
    ['the start of a file', good.subarray(0, 100), 'format', 'truncated'],
  ])('%s', (_, bytes, code, word) => expectRefusal(bytes, code, word));
});

describe('parts', () => {
  const withPart = (part: string, content: string | Uint8Array): Uint8Array =>
    zipOf({ ...partsOf(spec), [part]: content });
  const withoutPart = (part: string): Uint8Array =>
    zipOf(Object.fromEntries(Object.entries(partsOf(spec)).filter(([name]) => name !== part)));
  const sheet = 'xl/worksheets/sheet1.xml';

  it.each<[string, Uint8Array, string]>([
    ['broken XML', withPart(sheet, '<worksheet><sheetData>'), sheet],
    ['a part that is not XML', withPart('xl/sharedStrings.xml', 'text'), 'xl/sharedStrings.xml'],
    ['no texts', withoutPart('xl/sharedStrings.xml'), 'xl/sharedStrings.xml'],
    ['bytes that are not UTF-8', withPart(sheet, Buffer.from('<worksheet>\xff</worksheet>', 'latin1')), sheet],
    ['an end inside a character', withPart(sheet, Buffer.from('<worksheet/>\xc3', 'latin1')), sheet],
    ['another encoding', withPart(sheet, '<?xml version="1.0" encoding="windows-1252"?><worksheet/>'), 'windows-1252'],
    ['UTF-16 that is UTF-8', withPart(sheet, '<?xml version="1.0" encoding="UTF-16"?><worksheet/>'), 'UTF-16'],
    ['an undeclared entity', withPart(sheet, '<worksheet>&x;</worksheet>'), sheet],
    ['another root', withPart(sheet, '<chartsheet/>'), 'links'],
    ['a missing sheet', zipOf({ ...partsOf(spec), 'xl/_rels/workbook.xml.rels': '<Relationships/>' }), 'links'],
    [
      'a duplicate sheet',
      xlsx({
        sheets: [
          { name: 'a', rows: [] },
          { name: 'A', rows: [] },
        ],
      }),
      'duplicate',
    ],
  ])('%s', (_, bytes, word) => expectRefusal(bytes, 'format', word));

  it('two sheets with one part', () => {
    const parts = partsOf({
      sheets: [
        { name: 'a', rows: [] },
        { name: 'b', rows: [] },
      ],
    });
    parts['xl/workbook.xml'] = (parts['xl/workbook.xml'] as string).replace('rId2', 'rId1');
    return expectRefusal(zipOf(parts), 'format', 'duplicate');
  });

  it('a sheet name that is too long', () =>
    expectRefusal(xlsx({ sheets: [{ name: 'a'.repeat(256), rows: [] }] }), 'limit'));

  it.each<[string, Partial<SheetSpec>]>([
    ['a missing shared string', { edit: (xml) => xml.replace('<v>1</v>', '<v>7</v>') }],
    ['an invalid number', { rows: [['a'], [{ content: '<v>ten</v>' }]] }],
    ['an invalid truth value', { rows: [['a'], [{ type: 'b', content: '<v>2</v>' }]] }],
    ['an invalid date', { rows: [['a'], [{ type: 'd', content: '<v>tomorrow</v>' }]] }],
    ['an unknown type', { rows: [['a'], [{ type: 'x', content: '<v>1</v>' }]] }],
  ])('%s is an error at its cell', async (_, change) => {
    const found = await readWorkbook(xlsx({ sheets: [{ name: 'links', rows: [['a'], ['b']], ...change }] }));
    expect(inShort(found)).toEqual(['error format links!A2']);
    expect(textsOf(found)).toEqual([[1, ['a']]]);
  });

  it('a missing style is an error at its cell', async () => {
    const rows = [[{ style: 1, content: '<v>1</v>' }]];
    const found = await readWorkbook(xlsx({ sheets: [{ name: 'links', rows }], styles: '<cellXfs><xf/></cellXfs>' }));
    expect(inShort(found)).toEqual(['error format links!A1']);
  });
});

describe('archives', () => {
  it.each(['../evil.xml', '/etc/passwd', 'xl\\evil.xml', 'C:evil.xml', 'xl/../../evil.xml'])('an entry %s', (name) =>
    expectRefusal(rawZip([...entries, { name, content: 'a' }]), 'archive', JSON.stringify(name)),
  );
  it('a duplicate name with other capitals', () =>
    expectRefusal(rawZip([...entries, { name: 'XL/Workbook.xml', content: '<a/>' }]), 'archive', 'duplicated'));
  it('an encrypted entry', () =>
    expectRefusal(rawZip([...entries, { name: 'a', content: 'a', flags: 1 }]), 'archive', 'encrypted'));
  it('strong encryption', () =>
    expectRefusal(rawZip([...entries, { name: 'a', content: 'a', flags: 0x40 }]), 'archive', 'encrypted'));
  it('entries that share their bytes', () =>
    expectRefusal(
      rawZip([...entries, { name: 'a', content: entries[0]?.content ?? '', sharesDataOf: 0 }]),
      'archive',
      'share',
    ));
  it('a method that workbooks do not use', () =>
    expectRefusal(rawZip([...entries, { name: 'a', content: 'a', method: 12 }]), 'format', 'method 12'));
  it('a wrong checksum', () =>
    expectRefusal(rawZip([...entries, { name: 'a', content: 'a', checksum: 1 }]), 'format', 'damaged'));
  it('fewer bytes than declared', () =>
    expectRefusal(rawZip([...entries, { name: 'a', content: 'a', declaredSize: 2 }]), 'format', 'damaged'));
  it('a part that expands to far more than its size', () =>
    expectRefusal(rawZip([...entries, { name: 'a', content: Buffer.alloc(1 << 21) }]), 'limit', 'times its size'));
  it('parts with too large declared sizes, before they are unpacked', () => {
    const parts = Array.from({ length: 65 }, (_, i) => ({ name: `${i}`, content: 'a', declaredSize: 1 << 20 }));
    return expectRefusal(rawZip(parts), 'limit', 'expands to more');
  });
  it('more bytes than declared', () =>
    expectRefusal(rawZip([...entries, { name: 'a', content: 'aaa', declaredSize: 2 }]), 'limit', 'more than'));
});

describe('document types and entities', () => {
  const bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><worksheet>&b;</worksheet>';
  it.each(['xl/worksheets/sheet1.xml', 'xl/drawings/drawing9.xml', 'xl/media/image1.svg', '[Content_Types].xml'])(
    'in %s',
    (part) => expectRefusal(zipOf({ ...partsOf(spec), [part]: bomb }), 'xml-dtd', part),
  );

  const utf16 = Buffer.from(bomb, 'utf16le');
  it.each<[string, Uint8Array | string]>([
    ['UTF-16, little-endian with a byte order mark', Buffer.concat([Buffer.from([255, 254]), utf16])],
    ['UTF-16, little-endian', utf16],
    ['UTF-16, big-endian', Buffer.from(utf16).swap16()],
    ['UTF-8 with a byte order mark', `\ufeff${bomb}`],
    ['UTF-8, late in the part', `<!--${'x'.repeat(100_000)}-->${bomb.slice(21)}`],
    ['UTF-8, across two chunks', `<!--${'x'.repeat(65_536 - 4 - 7)}--><!DOCTYPE a><a/>`],
    ['UTF-8 without a document type', '<a><!ENTITY b "c"></a>'],
  ])('in %s', (_, content) =>
    expectRefusal(zipOf({ ...partsOf(spec), 'xl/other.xml': content }), 'xml-dtd', 'xl/other.xml'),
  );

  it('are allowed in a picture', async () => {
    const found = await readWorkbook(zipOf({ ...partsOf(spec), 'xl/media/image1.png': `\x89PNG${bomb}` }));
    expect(found.workbook?.sheets).toHaveLength(1);
  });
});
