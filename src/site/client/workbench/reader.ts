/** The script of the worker that reads workbooks, in the folder of the page. */
const readerScript = 'read-worker.js';

/**
 * Returns a function that starts the worker that reads workbooks, with its end of a channel to the worker that checks them.
 * It ends the earlier one.
 */
export function createReaderStart(onCrash: () => void): (port: MessagePort | undefined) => void {
  let reader: Worker | undefined;
  return (port) => {
    reader?.terminate();
    reader = undefined;
    if (!port) return;
    const started = new Worker(new URL(readerScript, location.href), { type: 'module' });
    started.addEventListener('error', (event) => {
      event.preventDefault();
      if (started === reader) onCrash();
    });
    started.postMessage(port, [port]);
    reader = started;
  };
}
