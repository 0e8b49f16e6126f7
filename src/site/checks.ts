import type { CodeGroup } from '../check/problem-catalogue.js';
import type { QueryFile } from '../graph/query-file.js';
import type { Problem } from '../problem.js';

/** What the data was held against before it was published, and what that found. */
export interface Checks {
  codes: CodeGroup[]; // every code of a problem, with cause and remedy; those of the rules and shapes included
  rules: QueryFile[]; // queries/checks: their headers know how grave each is
  derivations: QueryFile[]; // queries/derive: what is concluded from the sheets
  problems: Problem[]; // of this release: warnings and notices
}
