import { type InitOutput, initSync, Store } from 'oxigraph/web.js';

/**
 * An engine with a graph in it, as bytes that threads share. To open it is to copy it: 5 ms for what takes 150 ms to load,
 * so that a thread that was ended is soon replaced.
 */
export interface EngineImage {
  memory: Uint8Array<SharedArrayBuffer>; // the linear memory of the program, all of it
  references: unknown[]; // its table of references into JavaScript: names of properties that it keeps, and nothing else
  store: number; // where the store is in that memory
}

/** What JavaScript holds of a store: where it is. */
interface Held {
  __wbg_ptr: number;
}

/** So much is loaded at once: the engine's memory grows by a multiple of it, and never shrinks. */
const pieceBytes = 262_144;

const lineEnd = 0x0a;

/** Loads N-Quads into an instance of the compiled engine, the first one of its thread. */
export function makeEngineImage(program: WebAssembly.Module, nquads: Uint8Array): EngineImage {
  const { memory, __wbindgen_externrefs: table } = initSync({ module: program });
  const store = new Store();
  for (let at = 0; at < nquads.length; ) {
    const end = nquads.indexOf(lineEnd, at + pieceBytes) + 1 || nquads.length;
    // Without a transaction the engine takes ten times the memory for the same graph, and longer.
    store.load(nquads.subarray(at, end), { format: 'application/n-quads', lenient: true });
    at = end;
  }
  const copy = new Uint8Array(new SharedArrayBuffer(memory.buffer.byteLength));
  copy.set(new Uint8Array(memory.buffer));
  const references = Array.from({ length: table.length }, (_, i): unknown => table.get(i));
  if (references.some((one) => typeof one === 'object' && one !== null)) throw new Error('an object cannot be kept');
  return { memory: copy, references, store: (store as unknown as Held).__wbg_ptr };
}

/** The store of an image, in a new instance of the engine that it was made with, the first one of its thread. */
export function openEngineImage(program: WebAssembly.Module, { memory, references, store }: EngineImage): Store {
  const instance: InitOutput = initSync({ module: program });
  const { memory: own, __wbindgen_externrefs: table } = instance;
  own.grow((memory.length - own.buffer.byteLength) / 65_536);
  table.grow(references.length - table.length);
  for (const [i, one] of references.entries()) table.set(i, one);
  new Uint8Array(own.buffer).set(memory);
  const held: Held = { __wbg_ptr: store };
  return Object.assign(Object.create(Store.prototype), held);
}
