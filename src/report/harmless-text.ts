// biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal must not obey the text of a cell
const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;

/** Characters that reverse the order of the following text on the screen. */
const overrides = /[\u061c\u202a-\u202e\u2066-\u2069]/g;

/** Invisible characters: soft hyphen, zero-width space, word joiner, byte order mark. */
const invisible = /[\u00ad\u200b\u2060\ufeff]/g;

const halves = /\p{Surrogate}/gu; // unpaired surrogates, which no encoding can contain

/** Commands that build servers execute anywhere in a log line: "##[add-mask]", "##vso[". */
const logOrder = /##(?=[a-z]*\[)/gi;

/** Commands at the start of a log line: "::add-mask::". */
const lineOrder = /^\s*::/;

const substitute = '\u2426'; // ␦

/** Makes a text harmless for terminals, logs and pages, and puts it on one line. */
export const oneLine = (words: string): string =>
  words
    .replace(new RegExp(`${controls.source}+`, 'g'), ' ')
    .replace(overrides, substitute)
    .replace(halves, '\ufffd')
    .replace(logOrder, '#♯')
    .replace(lineOrder, '∷');

/** Replaces invisible characters with visible ones. The length in UTF-16 units stays the same, and so do offsets. */
export const pictured = (text: string): string =>
  text
    .replace(controls, pictureOf)
    .replace(overrides, substitute)
    .replace(invisible, substitute)
    .replace(halves, '\ufffd')
    .replace(logOrder, '#♯');

/** Returns the picture of a control character: ␀ for U+0000, ␡ for U+007F, ␤ for line ends of Unicode. */
function pictureOf(control: string): string {
  const code = control.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return code < 0xa0 ? substitute : '\u2424';
}

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

/** Returns the width of a text in terminal columns (Unicode Standard Annex 11): 2 for 字, 0 for a combining accent. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += /^[\p{Mn}\p{Me}\p{Cf}]/u.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return columns;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Escapes text for elements and attributes of XML 1.0 and HTML. */
export const escapeMarkup = (words: string): string =>
  oneLine(words)
    .replace(/[&<>"']/g, (character) => entities[character] as string)
    .replace(/[\ufffe\uffff]/g, '\ufffd');
