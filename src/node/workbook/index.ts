/** `gcm-graph/workbook` in Node, which reads workbooks in a thread with limits on memory and time. */
export * from '../../workbook/index.js';
export { readWorkbook } from './read-in-thread.js';
