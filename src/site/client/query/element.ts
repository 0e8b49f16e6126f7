/** An element that the page has for certain, since both are made together. */
export function element<T extends HTMLElement>(id: string, type: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`there is no #${id}`);
  return found;
}
