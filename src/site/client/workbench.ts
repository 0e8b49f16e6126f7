import type { WorkbenchSettings } from '../workbench/settings.js';
import { element } from './parts/dom.js';
import { type Bench, createBench } from './workbench/bench.js';
import { openChanges } from './workbench/changes.js';
import { openDrop } from './workbench/drop.js';
import { openFoundRows } from './workbench/found-rows.js';
import { openHandIn } from './workbench/hand-in.js';
import { openNewRow } from './workbench/new-row.js';
import { openProblems } from './workbench/problems.js';
import { openProgress } from './workbench/progress.js';

/** A part of the page that appears after the first check. */
type Panel = (root: HTMLElement, bench: Bench) => void;

/** The panels by the id of their section. */
const panels: Record<string, Panel> = {
  problems: openProblems,
  'new-row': openNewRow,
  changes: openChanges,
  'hand-in': openHandIn,
};

/** Without a web server, the page works as it does without scripts. */
const root = element('workbench');
if (location.protocol !== 'file:') start(JSON.parse(root.dataset['settings'] ?? '') as WorkbenchSettings);

function start(settings: WorkbenchSettings): void {
  const bench = createBench(settings);
  openDrop(element('drop'), bench);
  openProgress(element('progress'), bench);
  for (const [id, open] of Object.entries(panels)) {
    const section = element(id);
    bench.onFindings((findings) => {
      section.hidden = findings === undefined;
    });
    open(section, bench);
    element(`to-${id}`).hidden = false;
  }
  openFoundRows(element('rows'), bench);
  void workOffline(settings.words.workbenchChange.offline);
  element('bench-unavailable').remove();
  root.hidden = false;
}

/** Keeps the files of the page in this browser, if the browser allows it. */
async function workOffline(done: string): Promise<void> {
  try {
    await navigator.serviceWorker.register('offline.js');
    await navigator.serviceWorker.ready;
    element('bench-offline').textContent = done;
  } catch {
    // Without a secure address or storage, the page needs a connection.
  }
}
