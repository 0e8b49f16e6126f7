import { Parser } from 'n3';
import { releaseOf } from './made-release.js';

/** A release that is large enough for a query to be lost in: 20,000 nodes in a ring, each with a text. */
export function heavyRelease(): string {
  const lines = Array.from({ length: 20_000 }, (_, i) => {
    const next = (i * 7 + 1) % 20_000;
    return `<n/${i}> <next> <n/${next}> ; <text> "text number ${i}, ${'a'.repeat(20)}" .`;
  });
  const base = 'https://example.org/';
  return releaseOf(base, { [`${base}graph/heavy`]: new Parser({ baseIRI: base }).parse(lines.join('\n')) });
}
