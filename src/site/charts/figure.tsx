import type { ComponentChildren } from 'preact';
import { directionOf } from '../../text/languages.js';
import type { Text } from '../graph-index.js';
import { plainText, Table, WideTable } from '../layout/components.js';
import type { View } from '../view.js';
import { at, letters, textWidth, wrapText } from './measure.js';

interface ChartFrame {
  id: string; // unique on the page: "chart-matrix"
  caption: ComponentChildren;
  note?: ComponentChildren;
  /** The content as a table; the first cell of a row is its header. */
  columns: ComponentChildren[];
  rows: ComponentChildren[][];
  isOfNumbers?: boolean;
  isWide?: boolean; // the picture can be wider than the window and scrolls by itself
}

/** A picture and its legend with a caption. The table below has the same content for keyboards and screen readers. */
export function chartFigure(view: View, frame: ChartFrame, content: ComponentChildren) {
  const { id, caption, note, columns, rows, isOfNumbers, isWide } = frame;
  const label = `${id}-caption`;
  return (
    <figure class="chart" id={id}>
      <figcaption>
        <span class="chart-caption" id={label}>
          {caption}
        </span>
        {note ? <span class="note">{note}</span> : null}
      </figcaption>
      {isWide ? <WideTable labelledBy={label}>{content}</WideTable> : content}
      <details>
        <summary>{view.words.charts.asTable}</summary>
        <Table class={isOfNumbers ? 'numbers' : undefined} labelledBy={label} columns={columns} rows={rows} />
      </details>
    </figure>
  );
}

interface PictureFrame {
  id: string; // of its figure
  name: string;
  title: string;
  description: string;
  width: number;
  height: number;
  /** True if the picture contains links, which the role `img` would hide. Tab skips them: the table has them too. */
  isLinked?: boolean;
}

/** The picture with a title and a description for screen readers. */
export function picture(frame: PictureFrame, content: ComponentChildren) {
  const { id, name, title, description, width, height, isLinked } = frame;
  return (
    <svg
      class={name}
      role={isLinked ? 'group' : 'img'}
      aria-labelledby={`${id}-title ${id}-desc`}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-desc`}>{description}</desc>
      {content}
    </svg>
  );
}

/** A part of a picture with a tooltip, and a link for pointers; Tab reaches only the links of the table. */
export function pictureLink(href: string | undefined, tooltip: string, content: ComponentChildren, name?: string) {
  const titled = [<title>{tooltip}</title>, content];
  if (href === undefined) return <g class={name}>{titled}</g>;
  return (
    <a href={href} tabindex={-1} class={name}>
      {titled}
    </a>
  );
}

export { at, letters, textWidth, wrapText };

/** The direction of a picture: an Arabic one is mirrored. `across` turns a distance from its start into an x. */
export function mirroring({ language }: View, width: number): { isMirrored: boolean; across(x: number): number } {
  const isMirrored = directionOf(language) === 'rtl';
  return { isMirrored, across: (x) => at(isMirrored ? width - x : x) };
}

/** The codes and the full name, for a tooltip. */
export const titleOf = (view: View, iri: string): string =>
  [view.graph.codes(iri).join(' · '), plainText(view.label(iri))].filter(Boolean).join(' ');

/** The first code of a resource, or its name if it has no code. */
export const codeOf = (view: View, iri: string): string => view.graph.codes(iri)[0] ?? plainText(view.label(iri));

/** A text and the lines that show it: wrapped, truncated, without bidirectional control characters. */
export interface TextLines {
  text: Text;
  lines: string[];
}

/** The name of a resource for small spaces. */
export function shortName(view: View, iri: string, width: number, mostLines: number): TextLines {
  const text = view.shortLabel(iri);
  return { text, lines: wrapText(plainText(text), width / letters, mostLines) };
}

interface TextPlace {
  x: number;
  y: number; // of the middle of the text
  size?: number; // of a line
  side?: 'start' | 'end'; // the end of the text that is at x; on an Arabic page the start is on the right
  class?: string;
  transform?: string;
}

/** A text in a picture. Text in another language keeps its position and has its own direction. */
export function svgText(view: View, { text, lines }: TextLines, place: TextPlace) {
  const { x, y, size = letters, side = 'start', class: name, transform } = place;
  const page = directionOf(view.language);
  const own = text.language === '' ? page : directionOf(text.language);
  const isAtEnd = (side === 'end') === (own === page);
  const top = y - ((lines.length - 1) * size) / 2;
  return (
    <text
      class={name}
      x={at(x)}
      y={at(top)}
      dy=".35em"
      text-anchor={isAtEnd ? 'end' : undefined}
      direction={own === page ? undefined : own}
      lang={text.language === '' || text.language === view.language ? undefined : text.language}
      transform={transform}
    >
      {lines.length === 1
        ? lines[0]
        : lines.map((line, i) => (
            <tspan x={at(x)} y={at(top + i * size)} dy=".35em">
              {line}
            </tspan>
          ))}
    </text>
  );
}

/** A code or a number, which is written from left to right on every page. */
export const svgCode = (x: number, y: number, text: string, name?: string) => (
  <text class={name} x={at(x)} y={at(y)} dy=".35em" text-anchor="middle" direction="ltr">
    {text}
  </text>
);

/** A rectangle by its corner and its size; `rx` rounds it. */
export const svgBox = (x: number, y: number, width: number, height: number, more: { class?: string; rx?: number }) => (
  <rect class={more.class} x={x} y={y} width={width} height={height} rx={more.rx} />
);
