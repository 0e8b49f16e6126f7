/**
 * An address resolved against its base and normalized, so that equal ones compare equal (RFC 3986, section 6.2): the URL
 * parser takes away default ports and dot segments and writes host and scheme small; escapes are left to us.
 */
export function resolve(reference: string, base: string): string {
  if (!URL.canParse(reference, base)) return reference;
  const { href } = new URL(reference, base);
  const whole = href.replace(/[|^`{}\\]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`); // left by the parser
  return whole.replace(/%[0-9a-f]{2}/gi, (code) => {
    const character = String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return /[\w.~-]/.test(character) ? character : code.toUpperCase();
  });
}

/** An address as a term: an absolute one stays as it is written. */
export const absolute = (reference: string, base: string): string =>
  /^[A-Za-z][A-Za-z0-9+.-]*:/.test(reference) ? reference : resolve(reference, base);
