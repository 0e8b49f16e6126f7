import { element } from '../parts/dom.js';

/** What goes on, in one sentence that readers of screens hear too, and a bar while something is loaded. */
export interface Status {
  say(text: string): void;
  sentence(): string;
  showLoading(bytes: number): void;
  setRunning(isRunning: boolean): void;
}

/** `total`: how many bytes there are to be loaded. */
export function openStatus(total: number): Status {
  const sentence = element('query-status', HTMLElement);
  const progress = element('query-progress', HTMLProgressElement);
  const tool = element('query-tool', HTMLElement);
  const run = element('query-run', HTMLButtonElement);
  const stop = element('query-stop', HTMLButtonElement);
  return {
    say(text) {
      sentence.textContent = text;
    },
    sentence: () => sentence.textContent ?? '',
    showLoading(bytes) {
      progress.hidden = bytes >= total;
      progress.value = Math.min(bytes / total, 1);
    },
    // A button that is disabled loses the focus of whoever just pressed it.
    setRunning(isRunning) {
      tool.setAttribute('aria-busy', String(isRunning));
      run.setAttribute('aria-disabled', String(isRunning));
      stop.setAttribute('aria-disabled', String(!isRunning));
      progress.hidden = true;
    },
  };
}
