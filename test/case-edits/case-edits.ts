import type { CaseEdits } from '../support/edit.js';
import { bytes } from './bytes.js';
import { causes } from './causes.js';
import { excel } from './excel.js';
import { figures } from './figures.js';
import { firstCases } from './first-cases.js';
import { framework } from './framework.js';
import { headersAndIds } from './headers-and-ids.js';
import { hostile } from './hostile-files.js';
import { openDocument } from './open-document.js';
import { otherPrograms } from './other-programs.js';
import { others } from './others.js';
import { rows } from './rows.js';
import { since } from './since.js';
import { singleCells } from './single-cells.js';
import { totals } from './totals.js';
import { values } from './values.js';

/** Changes that each case makes to the data folder before the command reads it, by the file of test/cases with its report. */
export const caseGroups: Record<string, CaseEdits> = {
  bytes,
  causes,
  rows,
  'headers-and-ids': headersAndIds,
  excel,
  figures,
  'first-cases': firstCases,
  framework,
  'hostile-files': hostile,
  'open-document': openDocument,
  others,
  'other-programs': otherPrograms,
  since,
  'single-cells': singleCells,
  totals,
  values,
};

/** The changes of all cases. */
export const caseEdits: CaseEdits = Object.assign({}, ...Object.values(caseGroups));
