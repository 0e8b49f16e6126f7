import { iri } from '../rdf/iri.js';
import type { Table as Answer } from '../rdf/terms.js';
import { constantOf, dimensionAndCode, indexOf, refArea, refPeriod, valueReader } from '../sheets/figure-columns.js';
import { getOr } from '../text/order.js';
import { type FigureFile, rowsIn } from './rows-of-file.js';

/** Profiles of areas: for each area, what its figures say about each item, and the items without figures. */

/** A figure of an area. Its value is text, because values keep their digits. */
interface Figure {
  year: string;
  value: string; // "12.50", "<2.5"
}

/** The newest figure of an item in an area, with its trend and its parts. */
export interface Fact extends Figure {
  dataset: string;
  unit: string; // IRI
  trend?: { from: Figure; change: number; is: 'better' | 'worse' | 'same' | 'changed' };
  breakdown?: { year: string; values: Record<string, string> }; // by code: { FEMALE: "12", MALE: "9" }
}

/** An item of the profiles, with the data set that represents it. */
export interface Item {
  group: string; // IRI; "" for context
  groupCode: string;
  groupName: string;
  item: string; // IRI
  itemCode: string;
  itemName: string;
  dataset: string; // "" if no figures are published
  slice: string[];
  direction: string;
}

const years = 10; // of a trend

/** Reads the answer of the query of profiles. A row for each item, group and part of its slice. */
export function itemsOf({ columns, rows }: Answer): Item[] {
  const at = (row: (typeof rows)[number], name: string): string => row[columns.indexOf(name)]?.value ?? '';
  const items = new Map<string, Item>();
  for (const row of rows) {
    const key = `${at(row, 'group')} ${at(row, 'item')}`;
    const slice = at(row, 'slice');
    const known = items.get(key);
    if (known && slice !== '') known.slice.push(slice);
    else if (!known)
      items.set(key, {
        group: at(row, 'group'),
        groupCode: at(row, 'group_code'),
        groupName: at(row, 'group_name'),
        item: at(row, 'item'),
        itemCode: at(row, 'item_code'),
        itemName: at(row, 'item_name'),
        dataset: at(row, 'dataset'),
        slice: slice === '' ? [] : [slice],
        direction: at(row, 'direction'),
      });
  }
  return [...items.values()];
}

/** Returns the facts of an item by area. `breakdown` is a dimension, such as "sex". */
export function factsOf(file: FigureFile, { slice, direction, dataset }: Item, breakdown: string): Map<string, Fact> {
  const { table } = file;
  const unit = constantOf(table, iri('sdmx-attribute:unitMeasure')) ?? '';
  const columnAt = (name: string): number => table.columns.findIndex((column) => column.name === name);
  const [area, period] = [indexOf(table, refArea), indexOf(table, refPeriod)];
  const [textOf, broken] = [valueReader(table), columnAt(breakdown)];
  const fixed = slice.map(dimensionAndCode).map(([name, code]): [number, string] => [columnAt(name), code]);
  const whole = fixed.find(([index]) => index === broken)?.[1] ?? '';
  const others = fixed.filter(([index]) => index !== broken);
  const byArea = new Map<string, Map<string, Map<string, string>>>(); // area → year → code of the breakdown → value
  for (const cells of rowsIn(file, file.from, file.bytes.length)) {
    if (!others.every(([index, code]) => cells[index] === code)) continue;
    const text = textOf(cells);
    if (text === '') continue;
    const ofArea = getOr(byArea, cells[area] as string, () => new Map<string, Map<string, string>>());
    const ofYear = getOr(ofArea, cells[period] as string, () => new Map<string, string>());
    ofYear.set(broken < 0 ? '' : (cells[broken] as string), text);
  }
  const facts = new Map<string, Fact>();
  for (const [code, ofArea] of byArea) {
    const figures = [...ofArea].flatMap(([year, values]): Figure[] => {
      const text = values.get(whole);
      return text === undefined ? [] : [{ year, value: text }];
    });
    figures.sort((a, b) => (a.year < b.year ? -1 : 1));
    const newest = figures.at(-1);
    if (!newest) continue;
    const trend = trendOf(figures, newest, direction);
    const parts = broken < 0 ? undefined : partsOf(ofArea, whole);
    facts.set(code, {
      ...newest,
      dataset,
      unit,
      ...(trend && { trend }),
      ...(parts && { breakdown: parts }),
    });
  }
  return facts;
}

/** Compares the newest figure with the oldest of the ten years before. A bound has no difference. */
function trendOf(figures: Figure[], newest: Figure, direction: string): Fact['trend'] {
  const from = figures.find(({ year }) => Number(year) >= Number(newest.year) - years);
  if (!from || from === newest) return undefined;
  const decimals = Math.max(...[newest, from].map(({ value }) => value.split('.')[1]?.length ?? 0));
  const difference = Number(newest.value) - Number(from.value);
  const change = Number(difference.toFixed(Math.min(decimals, 100))); // doubles add noise at the 16th digit
  if (Number.isNaN(change)) return undefined;
  const isBetter = direction === 'higher' ? change > 0 : change < 0;
  const is = change === 0 ? 'same' : direction === 'neither' ? 'changed' : isBetter ? 'better' : 'worse';
  return { from, change, is };
}

/** Returns the parts of the newest year that has at least two. Codes that mean "unknown" begin with "_". */
function partsOf(ofArea: Map<string, Map<string, string>>, whole: string): Fact['breakdown'] {
  for (const year of [...ofArea.keys()].sort().reverse()) {
    const parts = [...(ofArea.get(year) as Map<string, string>)].filter(
      ([code]) => code !== whole && !code.startsWith('_'),
    );
    if (parts.length > 1) return { year, values: Object.fromEntries(parts.sort(([a], [b]) => (a < b ? -1 : 1))) };
  }
  return undefined;
}

/** How the profiles name their parts: "groups" and "items" in words of the project. */
export interface ProfileWords {
  groups: string;
  items: string;
  breakdown: string;
}

/** Creates the profile of each area as an object for JSON, in the order of `areas`. */
export function* profilesOf(
  files: readonly FigureFile[],
  items: readonly Item[],
  areas: readonly { iri: string; code: string; name: string }[],
  { groups, items: itemsWord, breakdown }: ProfileWords,
): Generator<{ code: string; profile: Record<string, unknown> }> {
  const bySet = new Map(files.map((file) => [constantOf(file.table, iri('qb:dataSet')), file]));
  const facts = new Map<string, Map<string, Fact>>(); // by item
  for (const item of items) {
    const file = bySet.get(item.dataset);
    if (file && !facts.has(item.item)) facts.set(item.item, factsOf(file, item, breakdown));
  }
  const context = items.filter(({ group }) => group === '');
  const grouped = new Map<string, Item[]>();
  for (const item of items) if (item.group !== '') getOr(grouped, item.group, () => [] as Item[]).push(item);
  const single = [...new Map(items.map((item) => [item.item, item])).values()];
  for (const { iri: area, code, name } of areas) {
    const known = single.filter((item) => facts.get(item.item)?.has(code));
    const factOf = ({ item, itemCode, itemName }: Item) => ({
      id: item,
      code: itemCode,
      name: itemName,
      ...facts.get(item)?.get(code),
    });
    const own = known.filter(({ group }) => group !== '');
    yield {
      code,
      profile: {
        id: area,
        code,
        name,
        [groups]: [...grouped].map(([group, all]) => ({
          id: group,
          code: all[0]?.groupCode,
          name: all[0]?.groupName,
          [itemsWord]: all.filter((item) => own.some((one) => one.item === item.item)).map(({ itemCode }) => itemCode),
          missing: all.filter((item) => !own.some((one) => one.item === item.item)).map(({ itemCode }) => itemCode),
        })),
        [itemsWord]: own.map(factOf),
        context: context.filter((item) => known.includes(item)).map(factOf),
      },
    };
  }
}
