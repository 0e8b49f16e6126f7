import { DataFactory } from 'n3';
import type { Change } from './change.js';
import { type CodeHolder, type Findings, tell } from './findings.js';
import type { Said } from './statement.js';
import { irisOf, valuesOf } from './values.js';
import { changeNote, formerNumber, isReplacedBy, notation } from './vocabulary.js';

/** "16.02.02" → "16.2.2": of a code in two spellings, one has zeros before its numbers. */
const unpadded = (code: string): string => code.replace(/(?<![0-9A-Za-z])0+(?=[0-9])/g, '');

/** The codes of a thing, without the padded spelling of one that it has in plain too. */
export function codesOf(said: Said[]): string[] {
  const codes = valuesOf(said, notation).map(({ value }) => value);
  return codes.filter((code) => unpadded(code) === code || !codes.includes(unpadded(code)));
}

/** What is known of codes beyond the things that differ. */
export interface CodeMemory {
  formerHolders: Map<string, string[]>; // by the code that they say they had
  successions: Set<string>; // "<old> <new>"
}

const { literal } = DataFactory;

/** Tells of codes that stand for another thing now, and of things that go on under other codes. */
export function tellCodes(findings: Findings, { formerHolders, successions }: CodeMemory): void {
  const keyOf = ({ scheme, code }: CodeHolder): string => `${scheme}\n${code}`;
  const lost = new Map<string, CodeHolder[]>();
  for (const holder of findings.codes.lost) lost.set(keyOf(holder), [...(lost.get(keyOf(holder)) ?? []), holder]);
  const told = new Set<string>();
  for (const gained of findings.codes.gained) {
    const { subject, code } = gained;
    const losers = (lost.get(keyOf(gained)) ?? []).filter((one) => one.subject !== subject);
    const former = (formerHolders.get(code) ?? []).filter((one) => one !== subject);
    const before = losers.length > 0 ? losers.map((one) => one.subject) : former;
    if (before.length === 0) continue;
    const isSuccessor = (old: string): boolean => successions.has(`${old} ${subject}`);
    const isPassedOn =
      before.some(isSuccessor) || losers.some(({ says }) => irisOf(says, isReplacedBy).includes(subject));
    const isAcknowledged = losers.every((one) => acknowledges(one) || former.includes(one.subject));
    told.add(`${subject} ${code}`);
    tell(findings, {
      kind: isPassedOn ? 'code-passed-on' : 'code-reused',
      subject,
      before: [],
      after: [literal(code)],
      others: before,
      ...(!isPassedOn && !isAcknowledged && { isBreaking: true }),
    });
  }
  for (const { subject, before, after } of findings.codes.recoded) {
    if (before.length === 0 && after.every((code) => told.has(`${subject} ${code}`))) continue;
    tell(findings, { kind: 'recoded', subject, before: before.map(literals), after: after.map(literals) });
  }
}

const literals = (code: string): Change['before'][number] => literal(code);

/** Whether who had the code says so itself: it is written down that the code stands for another now. */
const acknowledges = ({ says, code }: CodeHolder): boolean =>
  valuesOf(says, formerNumber).some(({ value }) => value === code) ||
  valuesOf(says, changeNote).some(({ value }) => words(value).includes(code));

/** The words of a note, without the point or comma behind them. */
const words = (note: string): string[] => note.split(/\s+/).map((word) => word.replace(/^[("“]+|[.,;:)"”]+$/g, ''));
