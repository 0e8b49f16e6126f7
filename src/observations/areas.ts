import type { Area } from './tables.js';

/** Areas by their codes and names. */

const m49 = /^(?!0+$)\d{1,3}$/;
const beyond = /^99\d{3}$/;

/** True for the codes of M49. A project can have another list. */
export const isM49 = (areas: Area[]): boolean => areas.every(({ area }) => /^\d{3}$/.test(area));

/**
 * Compiles the conversion of an area to its code: "4", "004", "AF" and "AFG" → "004". Areas outside M49 have 5
 * digits: 99047 is a WHO region. Unknown areas are undefined.
 */
export function compileArea(
  areas: Area[],
  hasNames = false,
  aligned?: Map<string, string>,
): (found: string) => string | undefined {
  const { byCode, byName, isNumbered } = indexed.get(areas) ?? indexOf(areas);
  return (found) => {
    if (isNumbered && m49.test(found)) return found.padStart(3, '0');
    if (isNumbered && beyond.test(found)) return found;
    return (
      byCode.get(found) ??
      (isNumbered ? aligned?.get(found) : undefined) ??
      (hasNames ? byName.get(found.toLowerCase()) : undefined)
    );
  };
}

/** Areas by their codes and names. */
interface AreaIndex {
  byCode: Map<string, string>;
  byName: Map<string, string>; // in lower case
  isNumbered: boolean;
}

const indexed = new WeakMap<Area[], AreaIndex>(); // the same list serves many files

function indexOf(areas: Area[]): AreaIndex {
  const byCode = new Map(
    areas.flatMap(({ area, iso2, iso3 }) => [area, iso2, iso3].map((code) => [code, area] as const)),
  );
  byCode.delete('');
  const named = areas.flatMap(({ area, names }) => names.map(([, name]) => [name.toLowerCase(), area] as const));
  const index = { byCode, byName: new Map(named), isNumbered: isM49(areas) };
  indexed.set(areas, index);
  return index;
}

const numeric = /^0*(\d{1,3})(?:[.,]0+)?$/; // spreadsheet programs turn 004 into a number

/** Guesses the area that an unknown code or name means. */
export function areaMeant(found: string, areas: Area[]): string | undefined {
  const code = numeric.exec(found)?.[1]?.padStart(3, '0');
  const name = found.toLowerCase();
  const isMeant = ({ area, iso2, iso3, names }: Area): boolean =>
    area === code || [iso2, iso3, ...names.map(([, text]) => text)].some((text) => text.toLowerCase() === name);
  return areas.find(isMeant)?.area;
}
