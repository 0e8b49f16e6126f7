/** Datatypes that are text of some form: names, JSON, bytes (XML Schema 1.1 part 2, sections 3.3 and 3.4). */

// XML 1.0, productions 4 and 4a, without the colon
const nameStart =
  'A-Z_a-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}';
const nameRest = `${nameStart}\\-.0-9\\u00b7\\u0300-\\u036f\\u203f\\u2040`;
const part = `[${nameStart}][${nameRest}]*`;

/** xsd:Name, xsd:NMTOKEN and xsd:QName (XML Schema 1.1 part 2, sections 3.4.6, 3.4.4 and 3.3.18). */
export const namePattern = new RegExp(`^[:${nameStart}][:${nameRest}]*$`, 'u');
export const nmtokenPattern = new RegExp(`^[:${nameRest}]+$`, 'u');
export const qNamePattern = new RegExp(`^${part}(?::${part})?$`, 'u');

/** Characters, not UTF-16 units: "𝔘" is one. */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

const withoutSpaces = (text: string): string => text.replaceAll(' ', '');

/** Four characters are three bytes; the bits that the last group leaves over are zero, so one value is written one way. */
export function base64Fault(lexical: string): string | undefined {
  const digits = withoutSpaces(lexical);
  const isWhole = digits.length % 4 === 0 && /^[A-Za-z0-9+/]*(?:[AQgw]==|[AEIMQUYcgkosw048]=)?$/.test(digits);
  return isWhole ? undefined : 'expected bytes in base 64';
}

/** How many bytes a valid text in base 64 holds. */
export function countBase64Octets(lexical: string): number {
  const digits = withoutSpaces(lexical);
  const padding = digits.endsWith('==') ? 2 : Number(digits.endsWith('='));
  return (digits.length / 4) * 3 - padding;
}

/** CSVW's json is any JSON text (Metadata Vocabulary, section 5.11.1). */
export function jsonFault(lexical: string): string | undefined {
  try {
    JSON.parse(lexical);
    return undefined;
  } catch {
    return 'expected JSON';
  }
}
