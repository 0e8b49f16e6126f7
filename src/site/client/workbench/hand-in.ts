import { h, render } from 'preact';
import { proposalOf } from '../../workbench/hand-in.js';
import type { ChangedCell, Download, Findings, NamedFile } from '../../workbench/messages.js';
import type { Bench } from './bench.js';
import { HandInPanel } from './hand-in-panel.js';

/** The downloads, the changed cells, and the ways to hand them in. */
export function openHandIn(section: HTMLElement, bench: Bench): void {
  const { words } = bench;
  const root = section.appendChild(document.createElement('div'));
  let findings: Findings | undefined;
  let cells: ChangedCell[] | undefined;
  let status = '';
  const draw = (): void => {
    const panel =
      findings &&
      h(HandInPanel, {
        bench,
        findings,
        cells,
        status,
        onDownload: (as) => void download(as).catch(() => undefined), // the bench reports why
        onCopy: () => void copy(),
      });
    render(panel ?? null, root);
  };
  const say = (text: string): void => {
    status = text;
    draw();
  };
  const download = async (as: Download): Promise<void> => {
    const files = await bench.ask<NamedFile[]>({ order: 'download', as });
    for (const file of files) save(file);
    say(files.length === 0 ? words.handIn.none : '');
  };
  const copy = (): Promise<void> =>
    navigator.clipboard.writeText(proposalOf(cells ?? [], words.handIn).body).then(
      () => say(words.handIn.copied),
      () => say(words.handIn.notCopied), // the browser refuses the clipboard
    );
  bench.onFindings((found) => {
    [findings, cells, status] = [found, undefined, ''];
    draw();
    if (!found) return;
    bench.ask<ChangedCell[]>({ order: 'cells' }).then(
      (changed) => {
        if (findings !== found) return;
        cells = changed;
        draw();
      },
      () => undefined, // cancelled
    );
  });
}

/** Saves a file as the browser does. */
function save({ path, bytes }: NamedFile): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>]));
  link.download = path.replace(/^.*\//, '');
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
