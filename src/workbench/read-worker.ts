import { readWorkbook } from '../workbook/read.js';
import type { WorkbookResult } from '../workbook/workbook.js';

/** The worker that reads one workbook. Its owner terminates it if a hostile file takes too long. */

/** The scope of a worker, without the types of the DOM. */
const scope = globalThis as unknown as {
  onmessage: (event: { data: { bytes: Uint8Array; file: string } }) => void;
  postMessage(result: WorkbookResult): void;
};

scope.onmessage = async ({ data: { bytes, file } }) => scope.postMessage(await readWorkbook(bytes, file));
