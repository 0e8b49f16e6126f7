import { fileURLToPath } from 'node:url';
import { ruleHeader, runRules } from '../check/rules.js';
import { readQueries } from '../graph/query-file.js';
import { createStore } from '../graph/store.js';
import { diskFiles } from '../node/disk-files.js';
import type { Problem } from '../problem.js';

const folder = fileURLToPath(new URL('../../queries/cube', import.meta.url));

/** The integrity constraints of the RDF Data Cube (section 11) that a structure by itself can break, run on one. */
export function checkStructure(structure: string, base: string): Problem[] {
  const rules = readQueries(diskFiles, folder, ruleHeader).filter(
    ({ header }) => header['looks-at'] !== 'qb:Observation',
  );
  const store = createStore(base);
  try {
    store.load(structure);
    return runRules(store, rules).map(({ code, severity, message, focus, rule, fix }) => ({
      code,
      severity,
      message,
      where: { file: rule, value: focus },
      rule,
      ...(fix !== undefined && { fix }),
    }));
  } finally {
    store.close();
  }
}
