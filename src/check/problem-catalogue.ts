import { Parser } from 'n3';
import { type QueryFile, readQuery } from '../graph/query-file.js';
import type { Problem } from '../problem.js';
import type { Project } from '../project.js';
import { iri } from '../rdf/iri.js';
import type { CodeText, ReportContext } from '../report/report.js';
import { compareCodePoints } from '../text/order.js';
import ownGroups from './problem-codes.json' with { type: 'json' };
import { readShapes, shippedRule, shippedRules } from './project-rules.js';
import { readTranslations } from './rule-settings.js';

/** A section of the catalogue. */
export interface CodeGroup {
  title: string;
  codes: Record<string, CodeText>;
}

/** A section of problem-codes.json. `remedy` belongs to all codes that have no other remedy. */
interface OwnGroup {
  title: string;
  remedy?: string;
  codes: Record<string, Omit<CodeText, 'remedy'> & { remedy?: string }>;
}

/**
 * Codes of the program. Rules and shapes have more. The meaning of a code never changes, because users search for it and
 * programs count it.
 */
export const codeGroups: CodeGroup[] = (ownGroups as unknown as OwnGroup[]).map(({ title, remedy = '', codes }) => ({
  title,
  codes: Object.fromEntries(
    Object.entries(codes).map(([code, text]) => [code, { ...text, remedy: text.remedy ?? remedy }]),
  ),
}));

/** Returns all codes that a project can report: of the program, of its rules (headers) and of its shapes (messages). */
export const explanations = (project: Pick<Project, 'files' | 'ontology'>, rules: QueryFile[]): CodeGroup[] => [
  ...codeGroups,
  {
    title: 'Rules',
    codes: Object.fromEntries(rules.map(({ name, header }) => [name, headerText(header, name)])),
  },
  { title: 'Shapes', codes: shapeTexts(project) },
];

/** The texts of rules that derive statements. Their names begin with "derive/", as in the settings of a project. */
export const derivationGroup = (derivations: QueryFile[]): CodeGroup => ({
  title: 'Derivations',
  codes: Object.fromEntries(derivations.map(({ name, header }) => [`derive/${name}`, headerText(header, name)])),
});

/** Returns the faults of the translations of a project, such as a row of an unknown code. */
export function translationFaults(
  project: Pick<Project, 'files' | 'queries' | 'ontology'>,
  rules: QueryFile[],
  derivations: QueryFile[],
): Problem[] {
  const groups = [
    ...explanations(project, [...rules, ...shippedRules('checks')]),
    derivationGroup([...derivations, ...shippedRules('derive')]),
  ];
  return readTranslations(
    project,
    groups.flatMap(({ codes }) => Object.keys(codes)),
  ).problems;
}

/** Converts the header of a rule to the text of its code. */
export const headerText = (
  { title, reason = '', remedy = '' }: Record<string, string | undefined>,
  name: string,
): CodeText => ({
  title: title ?? name,
  cause: reason,
  remedy,
});

const message = iri('sh:message');

/** Uses the local name of a shape as its code. Only the check reports unreadable shapes. */
function shapeTexts(project: Pick<Project, 'files' | 'ontology'>): Record<string, CodeText> {
  try {
    const texts = new Parser()
      .parse(readShapes(project).text)
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
export function codeTexts(project: Pick<Project, 'files' | 'queries'>, problems: Problem[]): ReportContext['ruleOf'] {
  const own = new Map(codeGroups.flatMap(({ codes }) => Object.entries(codes)));
  const rules = new Map(problems.map(({ code, rule }) => [code, rule]));
  const known = new Map<string, CodeText | undefined>();
  return (code) => {
    if (!known.has(code)) known.set(code, ruleText(project, rules.get(code)) ?? own.get(code));
    return known.get(code);
  };
}

function ruleText(project: Pick<Project, 'files' | 'queries'>, rule: string | undefined): CodeText | undefined {
  if (!rule?.endsWith('.rq')) return undefined;
  const isThere = !('words' in project.files.read(rule));
  const { header } = (isThere ? readQuery(project.files, rule) : shippedRule(project, rule)) ?? {};
  return header?.['title'] === undefined ? undefined : headerText(header, '');
}
