/** `gcm-graph/workbook` in Node: the same functions, but a workbook is read in a thread whose memory and time are limited. */
export * from '../../workbook/index.js';
export { readWorkbook } from './read-in-thread.js';
