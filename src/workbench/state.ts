import { createRememberedAnswers, type RememberedAnswers } from '../graph/remembered-answers.js';
import { type Checked, createMemory, type Memory } from '../pipeline.js';
import type { Problem } from '../problem.js';
import type { Sheet } from '../sheets/table-group.js';
import { readHere } from '../sheets/workbook-file.js';
import type { CellChange, NamedFile, Order, OrderOf, Step } from '../site/workbench/messages.js';
import type { KnownFigures, ProjectSettings } from '../site/workbench/project-pack.js';
import type { ReadWorkbook } from '../workbook/workbook.js';
import { rememberedReader } from './read-in-worker.js';

/** Files by path: "data/links.csv". */
export type FileMap = Map<string, Uint8Array>;

/** The memory of the worker between two orders. */
export interface State {
  site: string; // URL of the root of the site
  published: FileMap; // the project of the site
  files: FileMap; // the project that is checked, with the dropped CSV files and without corrections
  settings: ProjectSettings;
  workbooks: NamedFile[]; // dropped workbooks that replace sheets
  dropped: Set<string>; // the files of problems that belong to dropped files
  isOwnProject: boolean;
  withFigures: boolean; // otherwise only the headers of files of figures are there
  figures: Record<string, KnownFigures>; // by name: "figures/X.csv"
  changes: CellChange[];
  memory: Memory;
  shapes: RememberedAnswers; // the findings of shapes
  checked?: Checked | undefined; // the new state, after the import of the workbooks
  sheets: Sheet[]; // by the places of problems: sheets of workbooks and CSV files
  imported: FileMap; // the files of the project that the workbooks change: "data/links.csv"
  problems: Problem[];
  since?: string | undefined; // what the sheets were compared with
  known?: { files: FileMap; problems: Problem[] }; // of the project before the import of a workbook
  readWorkbook: ReadWorkbook;
}

/** Creates the state before the first order. By default, workbooks are read in the calling thread. */
export const createState = (readWorkbook = readHere): State => ({
  site: '',
  published: new Map(),
  files: new Map(),
  settings: {},
  workbooks: [],
  dropped: new Set(),
  isOwnProject: false,
  withFigures: false,
  figures: {},
  changes: [],
  memory: createMemory(),
  shapes: createRememberedAnswers(),
  sheets: [],
  imported: new Map(),
  problems: [],
  readWorkbook: rememberedReader(readWorkbook),
});

/** Called at each step of long work, with its share that is done if it is known. */
export type OnStep = (step: Step, share?: number) => void;

/** Carries out an order. */
export type Handler<Name extends Order['order']> = (state: State, order: OrderOf<Name>, onStep: OnStep) => unknown;
