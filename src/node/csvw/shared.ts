/** What the threads of one conversion share. Chunks are taken in order, and end in order: the turn says whose it is. */
export interface Shared {
  control: Int32Array; // see `slots`
  offset: Float64Array; // one number: the length of the output so far; touched by the chunk whose turn it is
  ends: Float64Array; // by chunk: where it ends in the input
  recordsBefore: Float64Array; // by chunk, where rows are counted
  rowsBefore: Float64Array; // the same without comments
  records: Int32Array; // by chunk, once its turn is over
}

const slots = { signal: 0, nextChunk: 1, turn: 2, cuts: 3, areCutsDone: 4, isOver: 5, keptFaults: 6 };

/** Memory for as many chunks as a file can have. */
export function createShared(chunks: number): Shared {
  const floats = (length: number) => new Float64Array(new SharedArrayBuffer(8 * length));
  const integers = (length: number) => new Int32Array(new SharedArrayBuffer(4 * length));
  return {
    control: integers(Object.keys(slots).length),
    offset: floats(1),
    ends: floats(chunks),
    recordsBefore: floats(chunks),
    rowsBefore: floats(chunks),
    records: integers(chunks),
  };
}

/** Takes the next chunk that nobody has: its number, or undefined when all are taken. */
export function takeChunk({ control }: Shared): number | undefined {
  const chunk = Atomics.add(control, slots.nextChunk, 1);
  return sleepUntil(control, () => {
    if (chunk < Atomics.load(control, slots.cuts)) return chunk;
    return Atomics.load(control, slots.areCutsDone) === 1 ? 'none' : undefined;
  });
}

/** Tells of more chunks, and when there are no more. */
export function publishCuts({ control }: Shared, cuts: number, areDone: boolean): void {
  Atomics.store(control, slots.cuts, cuts);
  if (areDone) Atomics.store(control, slots.areCutsDone, 1);
  wake(control);
}

/** Sleeps until all chunks before have had their turn; false when the work is over and there is no turn. */
export function awaitTurn({ control }: Shared, chunk: number): boolean {
  const isTurn = () => (Atomics.load(control, slots.turn) === chunk ? chunk : undefined);
  return sleepUntil(control, isTurn) !== undefined;
}

export function endTurn({ control }: Shared, chunk: number): void {
  Atomics.store(control, slots.turn, chunk + 1);
  wake(control);
}

/** Asks again after every signal; one that comes between the question and the sleep is not missed. */
function sleepUntil(control: Int32Array, ask: () => number | 'none' | undefined): number | undefined {
  for (;;) {
    const signal = Atomics.load(control, slots.signal);
    if (isOver({ control })) return undefined;
    const answer = ask();
    if (answer !== undefined) return answer === 'none' ? undefined : answer;
    Atomics.wait(control, slots.signal, signal);
  }
}

function wake(control: Int32Array): void {
  Atomics.add(control, slots.signal, 1);
  Atomics.notify(control, slots.signal);
}

/** Within a turn: how many of so many faults may be kept, that all together are at most `limit`. */
export function keepFaults({ control }: Shared, count: number, limit: number): number {
  const kept = control[slots.keptFaults] as number;
  const more = Math.max(0, Math.min(count, limit - kept));
  control[slots.keptFaults] = kept + more;
  return more;
}

/** Ends all work: something failed, or a record cannot be read. Chunks whose turn has not come are dropped. */
export function endAll({ control }: Shared): void {
  Atomics.store(control, slots.isOver, 1);
  wake(control);
}

export const isOver = ({ control }: Pick<Shared, 'control'>): boolean => Atomics.load(control, slots.isOver) === 1;

/** Whether every one of so many chunks had its turn. */
export const areAllDone = ({ control }: Shared, chunks: number): boolean =>
  Atomics.load(control, slots.turn) === chunks;
