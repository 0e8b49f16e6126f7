/** Addresses as people write them: several in one cell, or an e-mail address in words. */

const start = String.raw`(?:https?:\/\/|ftp:\/\/|mailto:|www\.)`;

/** The border between two URLs: separators or a word between them, or nothing at all. `=` and `/` can precede a URL in a URL. */
const border = new RegExp(String.raw`[\s;,|]+(?:(?:and|or|&|\+|/)\s+)?(?=${start})|(?<=\w)(?=https?:\/\/)`, 'i');

/** Returns the URLs of a cell if it contains several: "https://example.org ; https://example.com". */
export function severalAddresses(text: string): string[] | undefined {
  const parts = text.split(border);
  const isFirst = new RegExp(`^\\s*${start}`, 'i').test(parts[0] ?? '');
  return parts.length > 1 && isFirst ? parts.map((part) => part.trim()) : undefined;
}

const mail = String.raw`[\w.+-]+@[\w-]+(?:\.[\w-]+)+`;

/** Returns the only e-mail address of a text: "Ana <ana@example.org>", or "ana at example dot org" in words. */
export function mailAddress(text: string): string | undefined {
  const plain = text
    .replace(/\s*[[({]\s*at\s*[\])}]\s*|\s+at\s+/i, '@')
    .replace(/\s*[[({]\s*dot\s*[\])}]\s*|\s+dot\s+/gi, '.');
  const found = plain.match(new RegExp(mail, 'g')) ?? [];
  return found.length === 1 && !/:\/\//.test(text) ? found[0] : undefined;
}
