/**
 * How wide a text will be at most, in units of the font's size: no font is at hand when the site is built, and each
 * reader has another. Measured on DejaVu Sans, the widest of those that browsers fall back to.
 */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += widthOf(character);
  return width;
}

function widthOf(character: string): number {
  if (mark.test(character)) return 0;
  if (ideograph.test(character)) return 1;
  if (narrow.test(character)) return 0.4;
  if (wide.test(character)) return 1;
  return capital.test(character) ? 0.75 : 0.64;
}

const mark = /\p{M}/u;
const ideograph =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\u3000-\u303f\uff00-\uff60\p{Extended_Pictographic}]/u;
const narrow = /[ .,:;'’|!()[\]ijlfrtI·-]/;
const wide = /[mwMW%@ЖМШЩЮФжмшщюфы—…]/;
const capital = /\p{Lu}/u;

/** A text in lines no wider than that; what does not fit into so many lines ends in "…". */
export function wrapText(text: string, width: number, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of piecesOf(text)) {
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

/** Where a line may end: behind a space or hyphen, and around each ideograph. */
const piecesOf = (text: string): string[] =>
  text
    .match(/[\p{sc=Han}\u3000-\u303f\uff00-\uff60]|[^\s\p{sc=Han}\u3000-\u303f\uff00-\uff60-]*[\s-]*/gu)
    ?.filter(Boolean) ?? [];

function cut(text: string, width: number): string {
  let kept = '';
  for (const character of text) {
    if (textWidth(`${kept + character}…`) > width) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}
