import { DataFactory } from 'n3';
import type { Change } from './change.js';
import { type CodeHolder, type Findings, type FormerHolder, tell } from './findings.js';
import type { Said } from './statement.js';
import type { Successions } from './successions.js';
import { valuesOf } from './values.js';
import { changeNote, formerNumber, notation } from './vocabulary.js';

/** "16.02.02" → "16.2.2": of a code in two spellings, one has zeros before its numbers. */
const unpadded = (code: string): string => code.replace(/(?<![0-9A-Za-z])0+(?=[0-9])/g, '');

/** The codes of a thing, without the padded spelling of one that it has in plain too. */
export function codesOf(said: Said[]): string[] {
  const codes = valuesOf(said, notation).map(({ value }) => value);
  return codes.filter((code) => unpadded(code) === code || !codes.includes(unpadded(code)));
}

const { literal } = DataFactory;

/** Tells of codes that stand for another thing now, and of things that go on under other codes. */
export function tellCodes(findings: Findings, formerHolders: FormerHolder[], successions: Successions): void {
  const keyOf = ({ scheme, code }: CodeHolder): string => `${scheme}\n${code}`;
  const lost = new Map<string, CodeHolder[]>();
  for (const holder of findings.codes.lost) lost.set(keyOf(holder), [...(lost.get(keyOf(holder)) ?? []), holder]);
  // who says nothing of its scheme may have been in this one
  const formersOf = ({ subject, scheme, code }: CodeHolder): string[] =>
    formerHolders
      .filter((one) => one.code === code && (one.scheme === scheme || one.scheme === '') && one.subject !== subject)
      .map((one) => one.subject);
  const told = new Set<string>();
  for (const gained of findings.codes.gained) {
    const { subject, code } = gained;
    const losers = (lost.get(keyOf(gained)) ?? []).filter((one) => one.subject !== subject);
    const former = formersOf(gained);
    const before = losers.length > 0 ? losers.map((one) => one.subject) : former;
    if (before.length === 0) continue;
    const isPassedOn = before.some((old) => successions.comesAfter(subject, old));
    const isAcknowledged = losers.every((one) => acknowledges(one) || former.includes(one.subject));
    told.add(`${subject} ${code}`);
    tell(findings, {
      kind: isPassedOn ? 'code-passed-on' : 'code-reused',
      subject,
      before: [],
      after: [literal(code)],
      others: isPassedOn ? before.filter((old) => successions.comesAfter(subject, old)) : before,
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
