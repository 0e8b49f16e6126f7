import { oneLine } from './characters.js';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text between tags or in quotes, for XML 1.0 and HTML alike: nothing in it is markup, and every character is one. */
export const escapeMarkup = (words: string): string =>
  oneLine(words)
    .replace(/[&<>"']/g, (character) => entities[character] as string)
    .replace(/[\ufffe\uffff]/g, '\ufffd');
