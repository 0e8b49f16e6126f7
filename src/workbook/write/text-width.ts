/** How wide a text is on the screen in digits, its longest line for all: Chinese characters are two wide, accents none. */
export function textWidth(text: string): number {
  let most = 0;
  for (const line of text.split('\n')) {
    let width = 0;
    for (const character of line) width += wide.test(character) ? 2 : accent.test(character) ? 0 : 1;
    most = Math.max(most, width);
  }
  return most;
}

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const accent = /\p{Mn}/u;
