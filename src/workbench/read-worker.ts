import { readWorkbook } from '../workbook/read.js';
import type { WorkbookResult } from '../workbook/workbook.js';

/** The worker that reads workbooks. The page terminates it if a hostile file takes too long. */

/** The content of a workbook, or why it could not be read: too little memory, or a fault of the program. */
export type ReadAnswer = WorkbookResult | 'memory' | { fault: string };

/** The scope of a worker, without the types of the DOM. */
const scope = globalThis as unknown as { onmessage: (event: { data: MessagePort }) => void };

scope.onmessage = ({ data: port }) => {
  port.onmessage = async ({ data: { bytes, file } }: { data: { bytes: Uint8Array; file: string } }) =>
    port.postMessage(await read(bytes, file));
};

async function read(bytes: Uint8Array, file: string): Promise<ReadAnswer> {
  try {
    return await readWorkbook(bytes, file);
  } catch (error) {
    const isTooLarge = error instanceof RangeError || (error as Error).name === 'InternalError'; // of Firefox
    return isTooLarge ? 'memory' : { fault: String((error as Error).stack) };
  }
}
