import { element } from '../parts/dom.js';
import type { Bench } from './bench.js';
import { filesOfDrop, filesOfInput, type PickedFile } from './picked-files.js';

/** The section where the steward chooses files. A drop is accepted on the whole page. */
export function openDrop(root: HTMLElement, bench: Bench): void {
  const figures = element<HTMLInputElement>('bench-figures');
  const start = (files: readonly PickedFile[]): void => {
    // The bench reports why a check failed.
    bench.open(files, figures.checked).catch(() => undefined);
  };
  const open = (files: readonly PickedFile[]): void => {
    if (files.length > 0) start(files);
    else {
      element('progress').hidden = false;
      element('bench-status').textContent = bench.words.noFiles;
    }
  };
  for (const id of ['bench-files', 'bench-folder']) {
    const input = element<HTMLInputElement>(id);
    input.addEventListener('change', () => {
      const files = filesOfInput(input.files);
      input.value = ''; // so that the same file can be chosen again after an edit
      open(files);
    });
  }
  const folder = element<HTMLInputElement>('bench-folder');
  if ('webkitdirectory' in folder) folder.webkitdirectory = true;
  else element('bench-folder-choice').hidden = true;
  element('bench-published').addEventListener('click', () => start([]));
  const checked = element('bench-checked');
  bench.onFindings((findings) => {
    root.classList.toggle('is-done', findings !== undefined);
    const names = findings?.files.flatMap(({ file, isDropped }) => (isDropped ? file : [])) ?? [];
    const text = findings?.isOwnProject ? bench.words.ownProject : [...new Set(names)].join(' · ');
    checked.textContent = text;
    checked.hidden = text === '';
  });
  openDropOfPage(root, open);
}

/** The whole page accepts files, and the section shows it while they are above the page. */
function openDropOfPage(root: HTMLElement, open: (files: PickedFile[]) => void): void {
  const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false;
  const mark = (isOver: boolean): void => void root.classList.toggle('is-over', isOver);
  document.addEventListener('dragover', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    mark(true);
  });
  document.addEventListener('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) mark(false);
  });
  document.addEventListener('drop', async (event) => {
    if (!hasFiles(event) || !event.dataTransfer) return;
    event.preventDefault();
    mark(false);
    open(await filesOfDrop(event.dataTransfer));
  });
}
