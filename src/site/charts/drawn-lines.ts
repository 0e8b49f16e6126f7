import type { Site } from '../view.js';
import { names } from '../vocabulary.js';

/** The figures of one area by year; values keep their published text. */
export interface Line {
  area: string;
  values: Map<number, string>; // 2015 → "9.7"
}

const most = 8; // lines that stay readable

/** The areas that every chart draws, and the division with the best coverage; without a division, the areas with most years. */
export function drawnLines({ graph, roles }: Site, lines: Line[]): Set<Line> {
  const kinds = new Set(lines.flatMap(({ area }) => graph.values(area, names.type)));
  const areaRoles = [...kinds].flatMap((kind) => roles.kinds.get(kind) ?? []);
  const linesOf = (codes: string[]): Line[] =>
    lines.filter(({ area }) => graph.codes(area).some((code) => codes.includes(code)));
  const known = areaRoles
    .flatMap(({ divisions }) => divisions)
    .map((codes) => ({ found: linesOf(codes), share: linesOf(codes).length / codes.length }));
  const [best] = known.sort((a, b) => b.share - a.share);
  const parts = best && best.found.length > 1 ? best.found : [...lines].sort(byYearsThenValue);
  const first = linesOf(areaRoles.flatMap(({ drawnFirst }) => drawnFirst));
  return new Set([...new Set([...first, ...parts])].slice(0, most));
}

/** Areas with more years come first, then those with a larger newest value. */
const byYearsThenValue = (a: Line, b: Line): number =>
  b.values.size - a.values.size || Number(newestOf(b)[1]) - Number(newestOf(a)[1]);

/** The newest figure of an area. */
export const newestOf = ({ values }: Line) => [...values].reduce((newest, one) => (one[0] > newest[0] ? one : newest));
