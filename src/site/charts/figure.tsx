import type { ComponentChildren, JSX } from 'preact';
import { Table, WideTable } from '../layout/components.js';
import type { View } from '../view.js';

interface ChartFigureProps {
  view: View;
  id: string; // once on the page: "chart-matrix"
  caption: ComponentChildren;
  note?: ComponentChildren;
  /** The same as a table; the first cell of a row is its header. */
  columns: ComponentChildren[];
  rows: ComponentChildren[][];
  isOfNumbers?: boolean;
  isWide?: boolean; // the picture may be wider than the window and moves by itself
  children: ComponentChildren; // the picture and its legend
}

/** A picture with its caption, and below it the same as a table, which keyboards and readers of screens are better served by. */
export function ChartFigure(props: ChartFigureProps): JSX.Element {
  const { view, id, caption, note, columns, rows, isOfNumbers, isWide, children } = props;
  const label = `${id}-caption`;
  return (
    <figure class="chart" id={id}>
      <figcaption>
        <span class="chart-caption" id={label}>
          {caption}
        </span>
        {note ? <span class="note">{note}</span> : null}
      </figcaption>
      {isWide ? <WideTable labelledBy={label}>{children}</WideTable> : children}
      <details>
        <summary>{view.words.charts.asTable}</summary>
        <Table class={isOfNumbers ? 'numbers' : undefined} labelledBy={label} columns={columns} rows={rows} />
      </details>
    </figure>
  );
}

/** Several things in one cell of the table. */
export const CellList = ({ items }: { items: ComponentChildren[] }): JSX.Element => (
  <ul class="shares">
    {items.map((item) => (
      <li>{item}</li>
    ))}
  </ul>
);

interface PictureProps {
  id: string; // that of its figure
  name: string;
  title: string;
  description: string;
  width: number;
  height: number;
  /** It has links inside, which a plain image would hide. They are no stops of the tabulator: the table has them too. */
  isLinked?: boolean;
  children: ComponentChildren;
}

/** The picture itself, told in words to whoever does not see it. */
export function Picture({ id, name, title, description, width, height, isLinked, children }: PictureProps) {
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
      {children}
    </svg>
  ) as JSX.Element;
}

interface PictureLinkProps {
  href: string | undefined;
  title: string; // what a pointer that rests on it shows
  class?: string;
  children: ComponentChildren;
}

/** Something in a picture that leads somewhere, for pointers: tabulators stop in the table only. */
export function PictureLink({ href, title, class: name, children }: PictureLinkProps): JSX.Element {
  const content = (
    <>
      <title>{title}</title>
      {children}
    </>
  );
  if (href === undefined) return <g class={name}>{content}</g>;
  return (
    <a href={href} tabindex={-1} class={name}>
      {content}
    </a>
  );
}
