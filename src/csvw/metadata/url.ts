/**
 * An address resolved against its base and normalized, so that equal ones compare equal (RFC 3986, section 6.2.2;
 * the URL parser takes away default ports and dot segments and writes host and scheme small).
 */
export function resolve(reference: string, base: string): string {
  return URL.canParse(reference, base) ? new URL(reference, base).href : reference;
}

/** An address as a term: an absolute one stays as it is written. */
export const absolute = (reference: string, base: string): string =>
  /^[A-Za-z][A-Za-z0-9+.-]*:/.test(reference) ? reference : resolve(reference, base);
