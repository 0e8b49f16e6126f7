import type { Area } from './tables.js';

/** A code as it is found → the code that it stands for. */
export type ReadCode = (found: string) => string;

/**
 * Codes of a dimension or attribute. `names` are those of the file itself: "bothsex" → "BOTHSEX" where codes are written
 * small; `known` says how they are written elsewhere: "_T" → "BOTHSEX".
 */
export function compileCode(
  known: Map<string, string> | undefined,
  names: Map<string, string> | undefined,
  isSmall: boolean,
): ReadCode {
  return (given) => {
    const found = given.trim();
    const own = names?.get(found) ?? (isSmall ? found.toUpperCase() : found);
    return known?.get(own) ?? own;
  };
}

/** By the ISO codes of two and three letters: the M49 code. */
function areasByIso(areas: Area[]): Map<string, string> {
  const byIso = new Map(
    areas.flatMap(
      ({ area, iso2, iso3 }) =>
        [
          [iso2, area],
          [iso3, area],
        ] as [string, string][],
    ),
  );
  byIso.delete('');
  return byIso;
}

/** An area as it is found → its code; undefined where it is none. */
export type ReadArea = (found: string) => string | undefined;

const m49 = /^(?!0+$)\d{1,3}$/;
const beyond = /^99\d{3}$/;

/** Areas by M49: "4", "004", "AF" and "AFG" are 004. Areas that M49 lacks have five digits in UN data: 99047 is a region of WHO. */
export function compileArea(areas: Area[]): ReadArea {
  const byIso = areasByIso(areas);
  return (found) => {
    if (m49.test(found)) return found.padStart(3, '0');
    return beyond.test(found) ? found : byIso.get(found);
  };
}

const numeric = /^0*(\d{1,3})(?:[.,]0+)?$/; // a table program may have made 004 a number

/** What may be meant by an area that is none. */
export function areaMeant(found: string, areas: Area[]): string | undefined {
  const code = numeric.exec(found)?.[1]?.padStart(3, '0');
  const name = found.toLowerCase();
  const isMeant = ({ area, iso2, iso3, names }: Area): boolean =>
    area === code || [iso2, iso3, ...names.map(([, text]) => text)].some((text) => text.toLowerCase() === name);
  return areas.find(isMeant)?.area;
}
