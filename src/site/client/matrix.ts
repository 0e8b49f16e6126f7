import { make } from './parts/dom.js';

/**
 * Shades the row and the column of the cell that has the pointer or the focus. A note shows the names of both and the
 * tooltip of the cell.
 */
function startMatrix(place: HTMLElement): void {
  const table = place.querySelector('table');
  const head = table?.tHead?.rows[0];
  if (table === null || table === undefined || head === undefined) return;
  const note = make('div', { class: 'matrix-note', hidden: '' });
  place.append(note);
  for (const link of table.querySelectorAll<HTMLElement>('td [title]')) {
    link.dataset['note'] = link.title;
    link.removeAttribute('title');
  }

  function show(target: EventTarget | null): void {
    const cell = (target as Element | null)?.closest<HTMLTableCellElement>('td, th') ?? undefined;
    const row = cell?.parentElement as HTMLTableRowElement | undefined;
    for (const one of table?.querySelectorAll('.is-shaded') ?? []) one.classList.remove('is-shaded');
    note.hidden = true;
    if (cell === undefined || row === undefined) return;
    const at = cell.cellIndex;
    if (row !== head) row.classList.add('is-shaded');
    if (at > 0) for (const one of table?.rows ?? []) one.cells[at]?.classList.add('is-shaded');
    const link = cell.querySelector<HTMLElement>('[data-note]');
    if (link === null || row === head) return;
    const nameOf = (one: Element | undefined): string => one?.querySelector('bdi')?.textContent ?? '';
    const lines = (link.dataset['note'] ?? '').split('\n').map((line) => make('span', { dir: 'auto' }, line));
    note.replaceChildren(make('strong', {}, `${nameOf(row.cells[0])} × ${nameOf(head?.cells[at])}`), ...lines);
    note.hidden = false;
    placeNote(cell);
  }

  /** Below the cell, or above it at the end of the table; never wider than the table. */
  function placeNote(cell: HTMLElement): void {
    const [box, around] = [cell.getBoundingClientRect(), place.getBoundingClientRect()];
    const below = box.bottom - around.top + 6;
    const isAbove = below + note.offsetHeight > around.height;
    const left = Math.min(box.left - around.left - note.offsetWidth / 2, around.width - note.offsetWidth);
    note.style.left = `${Math.max(0, left)}px`;
    note.style.top = `${isAbove ? box.top - around.top - 6 - note.offsetHeight : below}px`;
  }

  table.addEventListener('pointerover', ({ target }) => show(target));
  table.addEventListener('pointerleave', () => show(null));
  table.addEventListener('focusin', ({ target }) => show(target));
  table.addEventListener('focusout', () => show(null));
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') note.hidden = true;
  });
}

for (const one of document.querySelectorAll<HTMLElement>('.matrix-place')) startMatrix(one);
