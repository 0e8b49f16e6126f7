import type { Problem } from '../../src/problem.js';
import type { Accident } from './accidents.mjs';

type Changes = Iterable<[file: string, bytes: Uint8Array | undefined]>;
type JudgeChanges = (changes: Changes) => Promise<{ found: Problem[]; foundAlone: Problem[]; isSame: () => boolean }>;
type Verdict = 'place' | 'elsewhere' | 'silent' | 'harmless';

export function readProject(root: string): Map<string, Uint8Array>;
export function sheetsOf(files: ReadonlyMap<string, Uint8Array>): Map<string, Uint8Array>;
export function figuresOf(files: ReadonlyMap<string, Uint8Array>): Map<string, Uint8Array>;
export function sheetsForAccidents(files: ReadonlyMap<string, Uint8Array>): Map<string, Uint8Array>;
export function withChanges(files: ReadonlyMap<string, Uint8Array>, changes: Changes): Map<string, Uint8Array>;
export function createJudge(files: ReadonlyMap<string, Uint8Array>): Promise<JudgeChanges>;
export function judge(
  judgeChanges: JudgeChanges,
  accident: Accident,
): Promise<{ verdict: Verdict; alone: Verdict; found: Problem[] }>;
