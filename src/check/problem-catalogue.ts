import { Parser } from 'n3';
import { type Files, fileIn } from '../files.js';
import { readQueries, readQuery } from '../graph/query-file.js';
import type { Problem } from '../problem.js';
import type { Project } from '../project.js';
import { iri } from '../rdf/iri.js';
import type { CodeText, ReportContext } from '../report/report.js';
import { compareCodePoints } from '../text/order.js';
import ownGroups from './problem-codes.json' with { type: 'json' };

/** A section of the catalogue. */
export interface CodeGroup {
  title: string;
  codes: Record<string, CodeText>;
}

/**
 * Codes of the program. Rules and shapes have more. The meaning of a code never changes, because users search for it and
 * programs count it.
 */
export const codeGroups = ownGroups as unknown as CodeGroup[];

/** Returns all codes that a project can report: of the program, of its rules (headers) and of its shapes (messages). */
export const explanations = ({
  files,
  queries,
  ontology,
}: Pick<Project, 'files' | 'queries' | 'ontology'>): CodeGroup[] => [
  ...codeGroups,
  { title: 'Rules', codes: ruleTexts(files, fileIn(queries, 'checks')) },
  { title: 'Shapes', codes: shapeTexts(files, fileIn(ontology, 'shapes.ttl')) },
];

const ruleTexts = (files: Files, folder: string): Record<string, CodeText> =>
  Object.fromEntries(readQueries(files, folder).map(({ name, header }) => [name, headerText(header, name)]));

/** Converts the header of a rule to the text of its code. */
const headerText = (
  { title, reason = '', remedy = '' }: Record<string, string | undefined>,
  name: string,
): CodeText => ({
  title: title ?? name,
  cause: reason,
  remedy,
});

const message = iri('sh:message');

/** Uses the local name of a shape as its code. Only the check reports unreadable shapes. */
function shapeTexts(files: Files, file: string): Record<string, CodeText> {
  const found = files.read(file);
  if ('words' in found) return {};
  try {
    const texts = new Parser()
      .parse(new TextDecoder().decode(found))
      .filter(({ predicate }) => predicate.value === message)
      .map(({ subject, object }): [string, CodeText] => [
        subject.value.replace(/^.*[#/]/, ''),
        {
          title: object.value,
          cause: 'A resource does not have the form that shapes.ttl requires.',
          remedy: 'Correct the cell.',
        },
      ]);
    return Object.fromEntries(texts.sort(([one], [other]) => compareCodePoints(one, other)));
  } catch {
    return {};
  }
}

/** Returns a function that finds the text of a code: in the header of the rule, or in the codes of the program. */
export function codeTexts(files: Files, problems: Problem[]): ReportContext['ruleOf'] {
  const own = new Map(codeGroups.flatMap(({ codes }) => Object.entries(codes)));
  const rules = new Map(problems.map(({ code, rule }) => [code, rule]));
  const known = new Map<string, CodeText | undefined>();
  return (code) => {
    if (!known.has(code)) known.set(code, ruleText(files, rules.get(code)) ?? own.get(code));
    return known.get(code);
  };
}

function ruleText(files: Files, rule: string | undefined): CodeText | undefined {
  if (!rule?.endsWith('.rq') || 'words' in files.read(rule)) return undefined;
  const { header } = readQuery(files, rule);
  return header['title'] === undefined ? undefined : headerText(header, '');
}
