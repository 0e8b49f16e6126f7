import { limits } from './limits.js';
import { type Attributes, isOn } from './xml.js';

/** A text as a cell or a note holds it, which may be in runs of different looks (ECMA-376-1, section 18.4). */
export interface RichText {
  text: string;
  isRich: boolean; // runs of it differ in more than their font
  isStruck: boolean; // a run is struck through
}

export interface RunCollector {
  open(name: string, attributes: Attributes): void;
  text(text: string): void;
  close(name: string): void;
  take(): RichText; // and begins anew
}

/** A text of more characters is too long for a cell, even if every seven of them are one escape; what follows is dropped. */
const enough = 7 * limits.cellCharacters;

/** Collects the text inside `si`, `is` or `text`. Phonetic runs say how a word is read and are left out. */
export function collectRuns(): RunCollector {
  let collected = '';
  let isStruck = false;
  let isInPhonetic = false;
  let isInText = false;
  let look = ''; // of the run at hand: "b;i;"
  let looks = new Set<string>();
  return {
    open(name, attributes) {
      if (name === 'rPh') isInPhonetic = true;
      else if (name === 't') isInText = !isInPhonetic;
      else if (name === 'r') look = '';
      else if (isVisible(name, attributes)) look += `${name};`;
      if (name === 'strike') isStruck ||= isOn(attributes['val'] ?? '1');
    },
    text(text) {
      if (isInText && collected.length <= enough) collected += text;
    },
    close(name) {
      if (name === 'rPh') isInPhonetic = false;
      else if (name === 't') isInText = false;
      else if (name === 'r') looks.add(look);
    },
    take() {
      const taken = { text: unescapeText(collected), isStruck, isRich: looks.size > 1 };
      collected = '';
      isStruck = false;
      if (looks.size > 0) looks = new Set();
      return taken;
    },
  };
}

/** What a reader would see of a run; a program that saves Arabic or Chinese gives it a font of its own, and black. */
function isVisible(name: string, { val, rgb, theme, indexed, auto }: Attributes): boolean {
  if (name === 'color') return auto === undefined && rgb !== 'FF000000' && theme !== '1' && indexed !== '8';
  return /^(?:b|i|u|strike|vertAlign)$/.test(name) && !/^(?:0|false|off|none|baseline)$/.test(val ?? '');
}

/** "_x000D_" → a carriage return, "_x005F_x000D_" → "_x000D_" (ST_Xstring, ECMA-376-1, section 22.9.2.19). */
export const unescapeText = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
