import { element } from './dom.js';
import type { Editor } from './editor-place.js';

/** The saved queries: buttons that run them, and a filter. Returns the name of the saved query with a text. */
export function openSaved(editor: Editor, run: () => void) {
  const buttons = [...document.querySelectorAll<HTMLButtonElement>('button[data-saved]')];
  const nameIn = (button: HTMLButtonElement): string => button.dataset['saved'] ?? '';
  const textOf = (name: string): string => element(`text-${name}`).textContent ?? '';
  for (const button of buttons) {
    button.hidden = false;
    button.addEventListener('click', () => {
      editor.replace(textOf(nameIn(button)));
      run();
      element('query-status').scrollIntoView({ block: 'center' });
    });
  }
  const find = element<HTMLInputElement>('query-find');
  const folded = (text: string | null): string => (text ?? '').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  find.addEventListener('input', () => {
    const words = folded(find.value).split(/\s+/).filter(Boolean);
    for (const group of document.querySelectorAll<HTMLDetailsElement>('.saved-group')) {
      const isFound = (item: Element): boolean => words.every((word) => folded(item.textContent).includes(word));
      const items = [...group.querySelectorAll<HTMLLIElement>('.saved-list > li')];
      for (const item of items) item.hidden = !isFound(item);
      group.hidden = items.every(({ hidden }) => hidden);
      group.toggleAttribute('name', false); // several groups can be open
      group.open = words.length > 0 && !group.hidden;
    }
  });
  const withoutSpace = (text: string): string => text.replace(/^PREFIX .*\n/gm, '').trim();
  return {
    nameOf: (text: string): string | undefined =>
      buttons.map(nameIn).find((name) => withoutSpace(textOf(name)) === withoutSpace(text)),
  };
}
