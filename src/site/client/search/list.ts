/** The list that a search opens, and the line that says how it went. */
export interface ResultList {
  isOpen(): boolean;
  isMessageShown(): boolean;
  /** Shows lines, with a message for those who hear the page; without lines the message is for everybody. */
  show(lines: HTMLElement[], message: string): void;
  close(): void;
  /** Goes on to the next line, or with -1 to the one before; from the last to the first. */
  move(step: 1 | -1): void;
  /** The line that was moved to, else the first. */
  chosen(): HTMLElement | undefined;
}

/** The focus stays in the input, which names the line that is meant: `aria-activedescendant`. */
export function createList(form: HTMLFormElement, input: HTMLInputElement): ResultList {
  const list = form.querySelector('[role=listbox]') as HTMLElement;
  const status = form.querySelector('[role=status]') as HTMLElement;
  const lines = (): HTMLElement[] => [...list.children] as HTMLElement[];
  let active = -1;

  function activate(place: number): void {
    active = place;
    for (const [i, line] of lines().entries()) line.setAttribute('aria-selected', String(i === place));
    const line = lines()[place];
    if (line) input.setAttribute('aria-activedescendant', line.id);
    else input.removeAttribute('aria-activedescendant');
    line?.scrollIntoView({ block: 'nearest' });
  }

  function show(shown: HTMLElement[], message: string): void {
    for (const [i, line] of shown.entries()) line.id = `${list.id}-${i}`;
    list.replaceChildren(...shown);
    list.hidden = shown.length === 0;
    list.scrollTop = 0;
    input.setAttribute('aria-expanded', String(!list.hidden));
    status.textContent = message;
    status.classList.toggle('unseen', message === '' || !list.hidden);
    activate(-1);
  }
  const close = (): void => show([], '');

  list.addEventListener('mousedown', (event) => event.preventDefault()); // or the input would lose the focus
  list.addEventListener('click', close);
  return {
    isOpen: () => !list.hidden,
    isMessageShown: () => status.textContent !== '',
    show,
    close,
    move: (step) => {
      const count = lines().length;
      activate(active < 0 && step < 0 ? count - 1 : (active + step + count) % count);
    },
    chosen: () => lines()[active] ?? lines()[0],
  };
}
