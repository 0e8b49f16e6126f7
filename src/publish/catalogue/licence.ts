/** The licences that data is given under, by their addresses: SPDX knows them by short names. */
export function spdxOf(licence: string): string | undefined {
  const [, kind, version] = /creativecommons\.org\/licenses\/([a-z-]+)\/(\d\.\d)/.exec(licence) ?? [];
  if (kind !== undefined) return `CC-${kind.toUpperCase()}-${version}`;
  if (/creativecommons\.org\/publicdomain\/zero\/1\.0/.test(licence)) return 'CC0-1.0';
  return undefined;
}
