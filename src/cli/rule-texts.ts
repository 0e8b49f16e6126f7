import { existsSync } from 'node:fs';
import { codeGroups } from '../codes/codes.js';
import { readQuery } from '../graph/query-file.js';
import { diskFiles } from '../node/disk-files.js';
import type { Problem } from '../problem.js';
import type { ReportContext, RuleText } from '../report/report.js';

/** What is known of a code: the header of the rule that found it says so, or the catalogue of our own. */
export function ruleTexts(problems: Problem[]): ReportContext['ruleOf'] {
  const files = new Map(problems.map(({ code, rule }) => [code, rule]));
  const known = new Map<string, RuleText | undefined>();
  return (code) => {
    if (!known.has(code)) known.set(code, headerOf(files.get(code)) ?? ownText(code));
    return known.get(code);
  };
}

function headerOf(rule: string | undefined): RuleText | undefined {
  if (!rule?.endsWith('.rq') || !existsSync(rule)) return undefined;
  const { title, reason = '', remedy = '' } = readQuery(diskFiles, rule).header;
  return title === undefined ? undefined : { title, cause: reason, remedy };
}

const ownText = (code: string): RuleText | undefined =>
  codeGroups.map(({ codes }) => codes).find((codes) => Object.hasOwn(codes, code))?.[code];
