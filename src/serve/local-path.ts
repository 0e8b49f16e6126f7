/** What follows the base in an IRI of our own, as a request for it says it; undefined for those of others. */
export function localPath(base: string, iri: string): string | undefined {
  if (!iri.startsWith(base)) return undefined;
  const tail = iri.slice(base.length).replace(/[#?].*$/s, '');
  try {
    return decodeURIComponent(tail);
  } catch {
    return tail; // its escapes are no UTF-8, and no request comes so far
  }
}
