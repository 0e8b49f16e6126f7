import { xsdString } from '../rdf/nquads.js';
import { addTo, compareCodePoints } from '../text/order.js';

/** Returns the codes of one datatype: a preferred one, otherwise plain codes, otherwise codes of the first datatype. */
export function shownCodes(
  codes: readonly { value: string; datatype: string }[],
  preferred: readonly string[],
): string[] {
  const kinds = new Map<string, string[]>();
  for (const { value, datatype } of codes) addTo(kinds, datatype, value);
  const first = [...kinds.keys()].sort(compareCodePoints)[0] ?? '';
  const chosen = [...preferred, xsdString, first].find((kind) => kinds.has(kind)) ?? '';
  return kinds.get(chosen) ?? [];
}
