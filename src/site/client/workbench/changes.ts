import { draftFile, draftParameter, draftStore } from '../../workbench/draft-graph.js';
import type { Differences } from '../../workbench/messages.js';
import { element, make } from '../parts/dom.js';
import type { Bench } from './bench.js';
import { createPreview } from './preview.js';

/** The time without a new check before the changes are compared, in milliseconds. */
const patience = 400;

/** The section that shows what would change. The changes are compared when the section is in view. */
export function openChanges(section: HTMLElement, bench: Bench): void {
  const words = bench.words.workbenchChange;
  const notes = make('div', { class: 'bench-notes' });
  const list = make('div', { class: 'bench-changes' });
  const query = make('button', { type: 'button', class: 'button' }, words.query);
  const open = make('a', { class: 'button', target: '_blank', href: queryAddress(bench) }, words.open);
  const preview = createPreview(bench);
  section.append(notes, make('div', { class: 'bench-buttons' }, query, open), preview.place, list);

  let isStale = false;
  let isSeen = false;
  let timer = 0;
  const compare = async (): Promise<void> => {
    if (!isStale || !isSeen) return;
    isStale = false;
    try {
      const found = await bench.ask<Differences>({ order: 'differences', language: bench.language });
      list.innerHTML = found.isUnchanged ? '' : found.html; // made by the program, with all texts escaped
      list.prepend(
        make('p', { class: found.isUnchanged ? 'prose' : 'note' }, found.isUnchanged ? words.nothing : words.choose),
      );
      await preview.refresh();
    } catch {
      isStale = true; // cancelled: compared again after the next check
    }
  };
  const compareSoon = (): void => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void compare(), patience);
  };
  new IntersectionObserver((entries) => {
    isSeen = entries.at(-1)?.isIntersecting ?? false;
    compareSoon();
  }).observe(section);

  bench.onFindings((findings) => {
    isStale = findings !== undefined;
    open.hidden = true;
    if (findings === undefined) {
      list.replaceChildren();
      preview.close();
      return;
    }
    query.hidden = !('caches' in globalThis); // only secure pages have this store
    const texts = [
      findings.counts.error > 0 && words.errors,
      !element<HTMLInputElement>('bench-figures').checked && words.figures,
    ];
    notes.replaceChildren(...texts.flatMap((text) => (text ? [make('p', { class: 'note' }, text)] : [])));
    compareSoon();
  });
  list.addEventListener('click', (event) => preview.follow(event));
  query.addEventListener('click', async () => {
    query.disabled = true;
    try {
      await storeGraph(bench);
      open.hidden = false;
      if (!window.open(open.href, '_blank')) open.focus();
    } catch {
      // cancelled
    }
    query.disabled = false;
  });
}

const queryAddress = ({ site, language }: Bench): string =>
  new URL(`${language}/query.html?${draftParameter}`, site).href;

/** Stores the new graph in this browser, where the query page finds it. */
async function storeGraph(bench: Bench): Promise<void> {
  const bytes = await bench.ask<Uint8Array<ArrayBuffer>>({ order: 'graph' });
  const store = await caches.open(draftStore);
  await store.put(
    new URL(draftFile, bench.site),
    new Response(bytes, { headers: { 'Content-Type': 'application/gzip' } }),
  );
}
