import type { QueryFile } from '../graph/query-file.js';
import type { Project } from '../project.js';
import type { CodeText } from '../report/report.js';
import { nearestLanguage, remembered } from '../text/languages.js';
import { codeGroups, derivationGroup, explanations, headerText } from './problem-catalogue.js';
import type { ProgramTexts } from './program-texts.js';
import { shippedRules } from './project-rules.js';
import { readTranslations } from './rule-settings.js';

/** The texts of a code in one language, and the kind of problem that it belongs to. */
export interface Explanation extends CodeText {
  kind: string;
  language: string; // of title, cause and remedy; English if a translation is missing
}

/** The explanations of all codes in a language, by code. Derivations are called "derive/NAME". */
export type ExplanationsOf = (language: string) => ReadonlyMap<string, Explanation>;

const parts = { title: 'title', cause: 'reason', remedy: 'remedy' } as const; // with the columns of translations
const partNames = Object.keys(parts) as (keyof CodeText)[];
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The English texts of the program: translations are used only where a project has not changed these. */
const ownTexts: Record<string, CodeText> = Object.assign(
  {},
  ...codeGroups.map(({ codes }) => codes),
  Object.fromEntries(shippedRules('checks').map(({ name, header }) => [name, headerText(header, name)])),
  derivationGroup(shippedRules('derive')).codes,
);

/**
 * Returns the explanations of all problems in any language. The translations of the project (queries/checks.fr.csv) come
 * before the translations of the program (`program`), which are large. A code without a complete translation has its English texts.
 */
export function explanationsOf(
  project: Pick<Project, 'files' | 'queries' | 'ontology'>,
  rules: QueryFile[],
  derivations: QueryFile[],
  program: Readonly<Record<string, ProgramTexts>> = {},
): ExplanationsOf {
  const groups = [...explanations(project, rules), derivationGroup(derivations)];
  const { translations } = readTranslations(project);
  return remembered((language) => {
    const found = new Map<string, Explanation>();
    const texts = program[nearestLanguage(language, Object.keys(program)) ?? ''];
    const own = translations.get(nearestLanguage(language, [...translations.keys()]) ?? '');
    for (const { title: group, codes } of groups)
      for (const [code, english] of Object.entries(codes)) {
        const ofProgram = (part: keyof CodeText, at: number): string | undefined => {
          if (group === 'Shapes' && at > 0) return texts?.shape[at - 1];
          if (oneLine(ownTexts[code]?.[part] ?? '') !== oneLine(english[part])) return undefined;
          return texts?.texts[code]?.[at] ?? (part === 'remedy' ? texts?.remedies[group] : undefined);
        };
        const translated = partNames.map((part, at) =>
          english[part] === '' ? '' : (own?.get(code)?.[parts[part]] ?? ofProgram(part, at)),
        );
        const [title, cause, remedy] = translated.includes(undefined)
          ? partNames.map((part) => english[part])
          : (translated as string[]);
        found.set(code, {
          title: oneLine(title ?? ''),
          cause: oneLine(cause ?? ''),
          remedy: oneLine(remedy ?? ''),
          kind: texts?.kinds[group] ?? group,
          language: translated.includes(undefined) ? 'en' : language,
        });
      }
    return found;
  });
}
