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
export function areasByIso(areas: Area[]): Map<string, string> {
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

/** Areas by M49: "4", "004", "AF" and "AFG" are 004; what is none of these stays what it is. */
export const compileArea =
  (byIso: Map<string, string>): ReadCode =>
  (given) => {
    const found = given.trim();
    return /^\d{1,2}$/.test(found) ? found.padStart(3, '0') : (byIso.get(found) ?? found);
  };
