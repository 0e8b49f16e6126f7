import { findNodeAtLocation, getNodePath, type Node, parseTree } from 'jsonc-parser';
import type { Place } from '../../problem.js';
import { variablesOf } from './uri-template.js';

/** A place in a JSON file, and the table and column that it describes in words: `series.csv, column "code"`. */
export interface JsonPlace {
  where: Place;
  words: string;
}

/**
 * Finds places in a metadata document by the path of a report, such as "tables[3].tableSchema.columns[7]". If the message
 * names a property or value inside, the place is there.
 */
export function createPlaces(file: string, text: string): (path: string, message: string) => JsonPlace {
  let tree: Node | undefined;
  return (path, message) => {
    const [, row, character] = /\(line (\d+), column (\d+)\)$/.exec(message) ?? []; // invalid JSON
    if (row) return { where: { file, row: Number(row), character: Number(character) }, words: path };
    tree ??= parseTree(text);
    const outer = tree && follow(tree, path);
    if (!tree || !outer) return { where: { file }, words: path };
    const node = namedInside(outer, message) ?? outer;
    return { where: placeAt(file, text, node.offset), words: wordsOf(tree, node, outer) };
  };
}

/** Returns the place of an offset in a text file. */
export function placeAt(file: string, text: string, offset: number): Place {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { file, row: before.length, character: (before.at(-1)?.length ?? 0) + 1 };
}

/** Follows a path as far as it exists. A property name can contain dots, such as an IRI. */
function follow(node: Node, path: string): Node {
  const rest = path.replace(/^\./, '');
  const [whole, index] = /^\[(\d+)\]/.exec(rest) ?? [];
  const item = index === undefined ? undefined : node.children?.[Number(index)];
  if (item && node.type === 'array') return follow(item, rest.slice(whole?.length));
  for (const { children: [key, value] = [] } of node.type === 'object' ? (node.children ?? []) : []) {
    const after = value && rest.startsWith(key?.value) ? rest.slice(key?.value.length) : undefined;
    if (value && after !== undefined && /^(?:$|[.[])/.test(after)) return follow(value, after);
  }
  return node;
}

/** Returns the first property or text inside a node that the message names, in quotation marks or as "Ignored name". */
function namedInside(node: Node, message: string): Node | undefined {
  const [, quoted, ignored] = /^Ignored (?!")(?:[^"]*?in )?([\w:@]+)|"([^"]+)"/.exec(message) ?? [];
  const word = quoted ?? ignored;
  if (word === undefined) return undefined;
  const isNamed = ({ type, value }: Node): boolean =>
    type === 'string' && (value === word || variablesOf(value).includes(word));
  const find = (one: Node): Node | undefined => {
    if (isNamed(one)) return one;
    for (const child of one.children ?? []) {
      const found = find(child);
      if (found) return found;
    }
    return undefined;
  };
  return find(node);
}

/** Names the table and column around a node, then the properties that lead from there to the outer node. */
function wordsOf(tree: Node, node: Node, outer: Node): string {
  const path = getNodePath(node);
  const at = path[0] === 'tables' && path.length > 1 ? 2 : 0;
  const column = path.indexOf('columns') + 2;
  const isColumn = column > 2 && typeof path[column - 1] === 'number';
  const valueAt = (end: number, ...names: string[]): string =>
    names.map((name) => findNodeAtLocation(tree, [...path.slice(0, end), name])?.value).find(Boolean) ?? '?';
  const rest = getNodePath(outer)
    .slice(isColumn ? column : at)
    .filter((name) => name !== 'tableSchema' && name !== 'url');
  return [
    ...(at > 0 ? [valueAt(at, 'url')] : []),
    ...(isColumn ? [`column "${valueAt(column, 'name', 'titles')}"`] : []),
    rest
      .map((name, i) => (typeof name === 'number' ? `[${name}]` : `${i > 0 ? '.' : ''}${name.replace(/^.*[#/]/, '')}`))
      .join(''),
  ]
    .filter((words) => words !== '')
    .join(', ');
}
