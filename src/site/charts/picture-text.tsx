import type { JSX } from 'preact';
import type { Text } from '../graph-index.js';
import { directionOf } from '../languages.js';
import { plainText } from '../layout/components.js';
import { names } from '../names.js';
import type { View } from '../view.js';

/** The size of a text in a picture. */
export const letters = 13;

/** A place in a picture, rounded so that it takes few bytes and is the same on every machine. */
export const at = (value: number): number => Math.round(value * 10) / 10;

/** How a picture of a width lies on the page: an Arabic one begins on the right. `across` is a place from where it begins. */
export function layingOf({ language }: View, width: number): { isTurned: boolean; across(x: number): number } {
  const isTurned = directionOf(language) === 'rtl';
  return { isTurned, across: (x) => at(isTurned ? width - x : x) };
}

/** The codes and the whole name, as a pointer that rests on something shows them. */
export const titleOf = (view: View, iri: string): string =>
  [view.graph.codes(iri).join(' · '), plainText(view.label(iri))].filter(Boolean).join(' ');

/** The first code of a thing; what has none goes by its name. */
export const codeOf = (view: View, iri: string): string => view.graph.codes(iri)[0] ?? plainText(view.label(iri));

/** A text, and the lines in which it is shown: cut, broken, and without what turns it around. */
export interface TextLines {
  text: Text;
  lines: string[];
}

/** What a thing is called where there is little room: its other name, if that is in the language of its name. */
export function shortName(view: View, iri: string, width: number, mostLines: number): TextLines {
  const label = view.label(iri);
  const other = view.graph.text(iri, names.altLabel, view.language);
  const text = other?.language === label.language ? other : label;
  return { text, lines: wrapText(plainText(text), width / letters, mostLines) };
}

interface SvgTextProps extends TextLines {
  view: View;
  x: number;
  y: number; // of the middle of the text
  size?: number; // of a line
  side?: 'start' | 'end'; // which end of the text stands at x, as the page is read: on an Arabic page the start is on the right
  class?: string;
  transform?: string;
}

/** A text in a picture. One of another language keeps its place, and is written in its own direction. */
export function SvgText({ view, text, lines, x, y, size = letters, side = 'start', ...props }: SvgTextProps) {
  const page = directionOf(view.language);
  const own = text.language === '' ? page : directionOf(text.language);
  const isAtEnd = (side === 'end') === (own === page);
  const top = y - ((lines.length - 1) * size) / 2;
  return (
    <text
      class={props.class}
      x={at(x)}
      y={at(top)}
      dy=".35em"
      text-anchor={isAtEnd ? 'end' : undefined}
      direction={own === page ? undefined : own}
      lang={text.language === '' || text.language === view.language ? undefined : text.language}
      transform={props.transform}
    >
      {lines.length === 1
        ? lines[0]
        : lines.map((line, i) => (
            <tspan x={at(x)} y={at(top + i * size)} dy=".35em">
              {line}
            </tspan>
          ))}
    </text>
  ) as JSX.Element;
}

/** A code or a number, which is written from left to right on every page. */
export const SvgCode = ({ x, y, text, class: name }: { x: number; y: number; text: string; class?: string }) => (
  <text class={name} x={at(x)} y={at(y)} dy=".35em" text-anchor="middle" direction="ltr">
    {text}
  </text>
);

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
