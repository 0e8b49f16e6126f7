import { element } from './dom.js';

/** The status text, the progress bar, and the state of the buttons. */
export function openStatus() {
  const sentence = element('query-status');
  const progress = element<HTMLProgressElement>('query-progress');
  // The attribute `disabled` would take the focus from the button.
  const setDisabled = (id: string, isDisabled: boolean): void =>
    element(id).setAttribute('aria-disabled', String(isDisabled));
  return {
    say(text: string): void {
      if (sentence.textContent !== text) sentence.textContent = text;
    },
    /** `total`: the number of bytes to load. */
    showLoading(bytes: number, total: number): void {
      progress.hidden = bytes >= total;
      progress.value = Math.min(bytes / total, 1);
    },
    setRunning(isRunning: boolean): void {
      element('query-tool').setAttribute('aria-busy', String(isRunning));
      setDisabled('query-run', isRunning);
      setDisabled('query-stop', !isRunning);
      progress.hidden = true;
    },
  };
}
