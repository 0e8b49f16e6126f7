import './csvw/expression-guard.js';

/** In Node, a thread with limits reads workbooks, and regular expressions of metadata have a time limit. */
export { readWorkbook } from './workbook/read-in-thread.js';
