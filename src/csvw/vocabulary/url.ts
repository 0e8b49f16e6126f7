/**
 * An address resolved against its base and normalized, so that equal ones compare equal (RFC 3986, section 6.2): the URL
 * parser takes away default ports and dot segments and writes host and scheme small; escapes are left to us.
 */
export function resolve(reference: string, base: string): string {
  if (!URL.canParse(reference, base)) return reference;
  const { href } = new URL(reference, base);
  const path = href.indexOf('/', href.indexOf('//') + 2); // brackets may stand before it, around the address of a host
  const encoded = (one: string): string => `%${one.charCodeAt(0).toString(16).toUpperCase()}`;
  const whole = href.slice(0, path) + href.slice(path).replace(/[|^`{}\\[\]]/g, encoded); // left by the parser
  return whole.replace(/%[0-9a-f]{2}/gi, (code) => {
    const character = String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return /[\w.~-]/.test(character) ? character : code.toUpperCase();
  });
}

/** An address as a term: an absolute one stays as it is written. */
export const absolute = (reference: string, base: string): string =>
  /^[A-Za-z][A-Za-z0-9+.-]*:/.test(reference) ? reference : resolve(reference, base);
