import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { textOf } from '../src/bytes.js';
import { openKnown } from '../src/site/workbench/known-problems.js';
import type {
  CellChange,
  Download,
  Findings,
  FoundRows,
  NamedFile,
  NewRow,
  SheetPlace,
} from '../src/site/workbench/messages.js';
import { compareChecks } from '../src/site/workbench/problem-list.js';
import { cells } from '../src/workbench/changed-cells.js';
import { change, open } from '../src/workbench/check.js';
import { download } from '../src/workbench/download.js';
import { find } from '../src/workbench/find.js';
import { newRow } from '../src/workbench/rows.js';
import { createState } from '../src/workbench/state.js';
import { wholeProject } from './support/gcm.js';
import { convert, noOffice } from './support/soffice.js';
import { filesIn, packsOf } from './support/workbench.js';
import { exported } from './support/workbooks.js';

/** Rows of the workbench: new rows, and the rows about a resource in dropped files. */

const site = 'https://site.test/gcm/';
const folder = wholeProject();
const sheetText = (name: string): string => readFileSync(path.join(folder, `data/${name}.csv`), 'utf8');
let book: string;

beforeAll(async () => {
  book = await exported(folder);
  const packs = await packsOf(folder);
  vi.stubGlobal('fetch', async (url: URL) => new Response(packs.get(url.href.slice(site.length)) as never));
  return () => vi.unstubAllGlobals();
});

/** The actions of a steward after a drop. */
interface Steward {
  found: Findings;
  rowIn(place: SheetPlace): NewRow;
  add(place: SheetPlace, contents: Record<string, string>): Promise<Findings>;
  find(thing: string): FoundRows;
  cells(): { file: string; before?: string; after?: string }[];
  get(as: Download): Promise<NamedFile[]>;
}

async function dropped(...files: NamedFile[]): Promise<Steward> {
  const state = createState();
  const found = (await open(state, { order: 'open', site, files, withFigures: false }, () => {})) as Findings;
  const rowIn = (place: SheetPlace) => newRow(state, { order: 'new-row', ...place }, () => {}) as NewRow;
  let changes: CellChange[] = [];
  return {
    found,
    rowIn,
    /** Adds a row with these cells. */
    async add(place: SheetPlace, contents: Record<string, string>): Promise<Findings> {
      const { row } = rowIn(place);
      const added = Object.entries(contents).map(
        ([column, after]): CellChange => ({ ...place, row, column, before: '', after, isNewRow: true }),
      );
      changes = [...changes, ...added];
      return (await change(state, { order: 'change', changes }, () => {})) as Findings;
    },
    find: (thing: string) => find(state, { order: 'find', thing, language: 'en' }, () => {}) as FoundRows,
    cells: () => cells(state, { order: 'cells' }, () => {}) as { file: string; before?: string; after?: string }[],
    get: async (as: Download) => (await download(state, { order: 'download', as }, () => {})) as NamedFile[],
  };
}

const source = { id: 'new-source', title: 'A new source', publisher: 'iom', date: '2026', url: 'https://example.org/' };
const rights = { rights: '© IOM', recorded: '2026-11-30' };
const link = (objective: string) => ({ objective, target: '16.1', status: 'stated', source: 'new-source' });

describe('a new row', () => {
  it('is after the last one, and offers the keys that its cells can refer to, with their names', async () => {
    const { rowIn } = await dropped();
    const { row, columns } = rowIn({ file: 'data/links.csv' });
    expect(row).toBe(sheetText('links').trimEnd().split('\n').length + 1);
    expect(columns.map(({ name, isRequired }) => [name, isRequired])).toEqual([
      ['objective', true],
      ['target', true],
      ['status', true],
      ['source', true],
      ['note', false],
    ]);
    expect(columns[0]?.choices).toContainEqual({ value: '1', name: expect.stringMatching(/^Collect/) });
    expect(columns[4]?.choices).toEqual([]);
  });

  const dropXlsx = (): NamedFile | undefined => ({ path: 'gcm.xlsx', bytes: readFileSync(book) });
  const dropOds = (): NamedFile | undefined => ({ path: 'gcm.ods', bytes: readFileSync(convert(book, 'ods')) });

  const kinds: [string, () => NamedFile | undefined, (sheet: string) => SheetPlace][] = [
    ['the published sheets', () => undefined, (name) => ({ file: `data/${name}.csv` })],
    ['a workbook', dropXlsx, (sheet) => ({ file: 'gcm.xlsx', sheet })],
  ];
  if (!noOffice) kinds.push(['an OpenDocument file', dropOds, (sheet) => ({ file: 'gcm.ods', sheet })]);

  it.each(kinds)('adds a new source with two links to %s', async (_, given, placeOf) => {
    const file = given();
    const { add, get, cells } = await dropped(...(file ? [file] : []));
    const unknown = await add(placeOf('links'), link('1'));
    expect(unknown.problems[0]).toMatchObject({
      code: 'foreign-key',
      where: { column: 'source', value: 'new-source' },
    });
    expect((await add(placeOf('sources'), { ...source, ...rights })).counts.error).toBe(0);
    expect((await add(placeOf('links'), link('2'))).counts.error).toBe(0);
    expect(cells().map((one) => [one.file, one.before, one.after])).toEqual([
      ['data/links.csv', undefined, '1 | 16.1 | stated | new-source'],
      ['data/links.csv', undefined, '2 | 16.1 | stated | new-source'],
      ['data/sources.csv', undefined, Object.values({ ...source, ...rights }).join(' | ')],
    ]);
    const [patch] = await get('patch');
    const added = textOf(patch?.bytes ?? new Uint8Array()).match(/^[-+][^-+].*$/gm);
    expect(added).toEqual([
      '+1,16.1,stated,new-source,',
      '+2,16.1,stated,new-source,',
      '+new-source,A new source,iom,2026,https://example.org/,,© IOM,,2026-11-30',
    ]);
    if (!file) return;
    const [corrected] = await get('corrected');
    const again = await dropped({ path: file.path, bytes: corrected?.bytes ?? new Uint8Array() });
    expect(await again.get('patch')).toEqual([patch]);
  });
});

describe('a new row with an error', () => {
  it('withholds problems of rules, which are not solved', async () => {
    const { add, found } = await dropped();
    const place = { file: 'data/links.csv' };
    const { problems, withheld = [] } = await add(place, link('1'));
    const gone = compareChecks(found.problems, problems, openKnown(withheld, true));
    expect(gone.solved).toEqual([]);
    expect(gone.waiting.map(({ where }) => where.column)).toEqual(['title_ar', 'title_zh', 'title_ru']);
    expect((await add({ file: 'data/sources.csv' }, { ...source, ...rights })).withheld).toEqual([]);
  });
});

describe('the rows about a resource', () => {
  it('are in a dropped workbook, and other sheets can refer to it', async () => {
    const { find, add } = await dropped({ path: 'gcm.xlsx', bytes: readFileSync(book) });
    const place = { file: 'gcm.xlsx', sheet: 'links' };
    await add(place, { objective: '1', target: '16.1', status: 'stated', source: 'unnm-guide-2022' });
    const { sheets } = find('objective/1');
    expect(sheets[0]).toMatchObject({ file: 'gcm.xlsx', sheet: 'objectives', rows: [{ row: 2 }] });
    const links = sheets.find(({ sheet }) => sheet === 'links');
    expect(links).toMatchObject({ ...place, known: { objective: '1' } });
    expect(links?.rows.at(-1)?.cells.slice(0, 3)).toEqual(['1', '16.1', 'stated']);
    expect(find('http://[')).toMatchObject({ name: 'http://[', sheets: [] }); // the address of the page can contain any text
  });

  it('are in a separate project', async () => {
    const own = [...filesIn(folder)].map(([name, bytes]) => ({ path: `mine/${name}`, bytes }));
    const edited = own.map(({ path: name, bytes }) =>
      name === 'mine/data/objectives.csv'
        ? { path: name, bytes: Buffer.from(sheetText('objectives').replace('\n1,', '\n1,Mine ')) }
        : { path: name, bytes },
    );
    const { sheets } = (await dropped(...edited)).find('objective/1');
    expect(sheets[0]?.file).toBe('data/objectives.csv');
    expect(sheets[0]?.rows[0]?.cells.join()).toContain('Mine ');
  });
});
