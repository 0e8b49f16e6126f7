/** `gcm-graph/workbook` for Node.js: reads workbooks in a thread with limited memory and time. */
export * from '../../workbook/index.js';
export { readWorkbook } from './read-in-thread.js';
