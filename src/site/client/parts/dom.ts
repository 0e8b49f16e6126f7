/** An element of the page; page and script are built together, so its type is known. */
export function element<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`Missing element #${id}`);
  return found as T;
}

type Attributes = Record<string, string>;

/** A new element with attributes and children; strings become text. */
export const make = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] => filled(document.createElement(tag), attributes, children);

/** A new SVG element with attributes and children. */
export const makeSvg = (tag: string, attributes: Attributes, ...children: Element[]): SVGElement =>
  filled(document.createElementNS('http://www.w3.org/2000/svg', tag) as SVGElement, attributes, children);

function filled<T extends Element>(made: T, attributes: Attributes, children: (Node | string)[]): T {
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}
