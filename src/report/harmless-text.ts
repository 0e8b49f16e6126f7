/** Text of cells and messages made harmless for whoever shows it: a terminal, a log, a page. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal must not obey what stands in a cell
const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;

/** They turn the order of what follows round, on the screen and not in the data. */
const overrides = /[\u061c\u202a-\u202e\u2066-\u2069]/g;

/** Nothing is seen of them: soft hyphen, zero-width space, word joiner, byte order mark. */
const invisible = /[\u00ad\u200b\u2060\ufeff]/g;

const halves = /\p{Surrogate}/gu; // of characters: no encoding has them

/** What the logs of build servers take for an order wherever it stands in a line: "##[add-mask]", "##vso[". */
const logOrder = /##(?=[a-z]*\[)/gi;

/** The same where it begins a line: "::add-mask::". */
const lineOrder = /^\s*::/;

const substitute = '\u2426'; // ␦

/** A message on one line. */
export const oneLine = (words: string): string =>
  words
    .replace(new RegExp(`${controls.source}+`, 'g'), ' ')
    .replace(overrides, substitute)
    .replace(halves, '\ufffd')
    .replace(logOrder, '#♯')
    .replace(lineOrder, '∷');

/** A piece of a file with pictures for what cannot be seen; each UTF-16 unit stays one unit, so that offsets hold. */
export const pictured = (text: string): string =>
  text
    .replace(controls, pictureOf)
    .replace(overrides, substitute)
    .replace(invisible, substitute)
    .replace(halves, '\ufffd')
    .replace(logOrder, '#♯');

/** The picture of a control character: ␀ for U+0000, ␡ for U+007F, and ␤ for what only Unicode calls a line end. */
function pictureOf(control: string): string {
  const code = control.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return code < 0xa0 ? substitute : '\u2424';
}

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

/** How many columns of a terminal a text takes (Unicode Standard Annex 11): two for 字, none for a combining accent. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += /^[\p{Mn}\p{Me}\p{Cf}]/u.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return columns;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text between tags or in quotes, for XML 1.0 and HTML alike: nothing in it is markup, and every character is one. */
export const escapeMarkup = (words: string): string =>
  oneLine(words)
    .replace(/[&<>"']/g, (character) => entities[character] as string)
    .replace(/[\ufffe\uffff]/g, '\ufffd');
