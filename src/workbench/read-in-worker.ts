import type { ReaderRequest } from '../site/workbench/messages.js';
import texts from '../workbook/messages.json' with { type: 'json' };
import { createReading, refusalOf } from '../workbook/read/reading.js';
import type { ReadWorkbook, WorkbookResult } from '../workbook/workbook.js';
import type { ReadAnswer } from './read-worker.js';

/** Longest time for reading a workbook. */
const longest = 20; // seconds

/** After a larger file the worker ends, because only then its memory is free. */
const large = 1_000_000; // bytes

/**
 * Reads workbooks, one at a time, in a worker that the page starts. The page ends it if a file takes too long or too much
 * memory. A worker cannot start it: Firefox freezes a worker that has started some dozens of workers.
 */
export function createPageReader(request: (reader: ReaderRequest['reader']) => void): ReadWorkbook {
  let port: MessagePort | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const open = (): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    request(port2);
    return port1;
  };
  const close = (): void => {
    port?.close();
    port = undefined;
    request(undefined);
  };
  const read = (bytes: Uint8Array, file: string, seconds: number): Promise<WorkbookResult> =>
    new Promise((resolve, reject) => {
      port ??= open();
      const refuse = (what: 'time' | 'memory'): void => {
        close();
        resolve({ problems: [refusalOf(createReading(file), texts.tooCostly, { what })] });
      };
      const timer = setTimeout(() => refuse('time'), seconds * 1000);
      port.onmessage = ({ data: answer }: { data: ReadAnswer }) => {
        clearTimeout(timer);
        if (answer === 'memory') return refuse('memory');
        if (bytes.length > large) close();
        if ('fault' in answer) reject(new Error(answer.fault));
        else resolve(answer);
      };
      port.postMessage({ bytes, file });
    });
  return (bytes, file, { seconds = longest } = {}) => {
    const reading = last.then(() => read(bytes, file, seconds));
    last = reading.catch(() => undefined);
    return reading;
  };
}

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
