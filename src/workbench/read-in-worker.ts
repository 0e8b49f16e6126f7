import texts from '../workbook/messages.json' with { type: 'json' };
import { createReading, refusalOf } from '../workbook/read/reading.js';
import type { ReadWorkbook, WorkbookResult } from '../workbook/workbook.js';

/** A worker, without the types of the DOM. */
interface Worker {
  onmessage: (event: { data: WorkbookResult }) => void;
  onerror: (event: { preventDefault(): void }) => void;
  postMessage(order: { bytes: Uint8Array; file: string }): void;
  terminate(): void;
}

/** Longest time for reading a workbook. */
const longest = 20; // seconds

/** Reads a workbook in a worker, which is terminated if it takes too long or too much memory. */
export const readInWorker: ReadWorkbook = (bytes, file, { seconds = longest } = {}) =>
  new Promise((resolve) => {
    const scope = globalThis as unknown as { Worker: new (script: URL, options: { type: 'module' }) => Worker };
    const worker = new scope.Worker(new URL('workbench-read-worker.js', import.meta.url), { type: 'module' });
    const end = (result: WorkbookResult): void => {
      clearTimeout(timer);
      worker.terminate();
      resolve(result);
    };
    const refuse = (what: 'time' | 'memory'): void =>
      end({ problems: [refusalOf(createReading(file), texts.tooCostly, { what })] });
    const timer = setTimeout(() => refuse('time'), seconds * 1000);
    worker.onmessage = ({ data }) => end(data);
    worker.onerror = (event) => {
      event.preventDefault();
      refuse('memory');
    };
    worker.postMessage({ bytes, file });
  });

/** Reads each workbook once. Every caller gets its own rows. */
export function rememberedReader(read: ReadWorkbook): ReadWorkbook {
  const known = new WeakMap<Uint8Array, Map<string, Promise<WorkbookResult>>>(); // by the name in problems
  return async (bytes, file, options) => {
    const named = known.get(bytes) ?? new Map<string, Promise<WorkbookResult>>();
    const reading = named.get(file) ?? read(bytes, file, options);
    known.set(bytes, named.set(file, reading));
    const { workbook, problems } = await reading;
    if (!workbook) return { problems };
    const sheets = workbook.sheets.map((sheet) => ({
      ...sheet,
      rows: sheet.rows.map(({ number, cells }) => ({ number, cells: [...cells] })),
    }));
    return { workbook: { ...workbook, sheets }, problems };
  };
}
