import './csvw/expression-guard.js';
import {
  type BuildOptions,
  build as buildFiles,
  type CheckOptions,
  check as checkFiles,
  type FileMap,
} from '../index.js';
import { readWorkbook } from './workbook/read-in-thread.js';

/** The library in Node, with limits for workbooks and for regular expressions of metadata. */

export * from '../index.js';

/** `check` of the core; a thread with limits reads the workbooks. */
export const check: typeof checkFiles = (files: FileMap, options?: CheckOptions) =>
  checkFiles(files, { readWorkbook, ...options });

/** `build` of the core; a thread with limits reads the workbooks. */
export const build: typeof buildFiles = (files: FileMap, options?: BuildOptions) =>
  buildFiles(files, { readWorkbook, ...options });
