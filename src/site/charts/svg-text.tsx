import type { JSX } from 'preact';
import type { Text } from '../graph-index.js';
import { directionOf } from '../languages.js';
import type { View } from '../view.js';

/** A place in a picture, rounded so that it takes few bytes and is the same on every machine. */
export const at = (value: number): number => Math.round(value * 10) / 10;

/** The end of a text that stands at x, as the page is read: on an Arabic page a text that starts there goes to the left. */
export type Side = 'start' | 'middle' | 'end';

interface SvgTextProps {
  view: View;
  text: Text;
  lines: string[]; // the text as it is to be shown: cut, broken, and without what turns it around
  x: number;
  y: number; // of the middle of the text
  size: number; // of a line
  side?: Side;
  class?: string;
  transform?: string;
}

/** A text in a picture. One of another language keeps its place, and is written in its own direction. */
export function SvgText({ view, text, lines, x, y, size, side = 'start', ...props }: SvgTextProps) {
  const page = directionOf(view.language);
  const own = text.language === '' ? page : directionOf(text.language);
  const isTurned = own !== page && side !== 'middle';
  const anchor = isTurned ? (side === 'start' ? 'end' : 'start') : side;
  const top = y - ((lines.length - 1) * size) / 2;
  return (
    <text
      class={props.class}
      x={at(x)}
      y={at(top)}
      dy=".35em"
      text-anchor={anchor === 'start' ? undefined : anchor}
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
