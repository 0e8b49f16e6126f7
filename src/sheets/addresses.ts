/** Addresses as people write them: several in one cell, or an e-mail address in words. */

/** The start of a URL, but not inside another URL, such as `?url=https://…`. Two URLs can follow each other directly. */
const start = /(?<![\w/=:%.#?&+-])(?:https?:\/\/|ftp:\/\/|mailto:|www\.)|(?<=\w)https?:\/\//gi;

const afterAddress = /(?<![\s;,|()<>"'،؛；，、。])[\s;,|()<>"'،؛；，、。]+$/;

/** Returns the URLs of a cell if it contains several: "https://example.org ; https://example.com". */
export function severalAddresses(text: string): string[] | undefined {
  const starts = Array.from(text.matchAll(start), ({ index }) => index);
  if (starts.length < 2) return undefined;
  return starts.map((from, i) => text.slice(from, starts[i + 1]).replace(afterAddress, ''));
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
