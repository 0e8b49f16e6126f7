/** A rounded coordinate: it needs few bytes and is the same on every machine. */
export const at = (value: number): number => Math.round(value * 10) / 10;

/** Widths of characters, in units of the font size; the first match counts. */
const widths: [characters: RegExp, width: number][] = [
  [/\p{M}/u, 0],
  [/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\u3000-\u303f\uff00-\uff60\p{Extended_Pictographic}]/u, 1],
  [/[ .,:;'’|!()[\]ijlfrtI·-]/, 0.4],
  [/[mwMW%@ЖМШЩЮФжмшщюфы—…]/, 1],
  [/\p{Lu}/u, 0.75],
];

/**
 * The maximum width of a text, in units of the font size. The reader's font is unknown when the site is built. Measured on
 * DejaVu Sans, the widest of the fonts that browsers fall back to.
 */
export function textWidth(text: string): number {
  const widthOf = (character: string): number => widths.find(([one]) => one.test(character))?.[1] ?? 0.64;
  return [...text].reduce((width, character) => width + widthOf(character), 0);
}

/** Wraps a text to lines of a width; a text that needs more lines than `most` ends in "…". */
export function wrapText(text: string, width: number, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of text.match(pieces) ?? []) {
    if (line !== '' && textWidth((line + piece).trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  lines.push(line.trimEnd());
  return lines.slice(0, most).map((one, i) => {
    const isCutOff = i === most - 1 && lines.length > most;
    return isCutOff || textWidth(one) > width ? cut(one, width) : one;
  });
}

/** A line can end after a space or hyphen, and before or after each ideograph. */
const pieces = /[\p{sc=Han}\u3000-\u303f\uff00-\uff60]|[^\s\p{sc=Han}\u3000-\u303f\uff00-\uff60-]+[\s-]*|[\s-]+/gu;

function cut(text: string, width: number): string {
  let kept = '';
  for (const character of text) {
    if (textWidth(`${kept + character}…`) > width) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}
