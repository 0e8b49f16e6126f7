/** Bytes on their way to a file. `bytes` may be another array after `reserve`; `length` counts those that are filled. */
export interface Output {
  bytes: Uint8Array;
  length: number;
  /** Makes room for so many more bytes. */
  reserve(size: number): void;
}

const firstSize = 1 << 20;
const drainSize = 1 << 23;

/**
 * A buffer that grows as far as it is needed. Past 8 MiB it is drained first: a chunk of short rows with many constants
 * may be a thousand times as long written as read.
 */
export function createOutput(drain: (bytes: Uint8Array, length: number) => void): Output {
  const output: Output = {
    bytes: new Uint8Array(firstSize),
    length: 0,
    reserve(size) {
      if (output.bytes.length - output.length >= size) return;
      if (output.length + size > drainSize && output.length > 0) {
        drain(output.bytes, output.length);
        output.length = 0;
      }
      if (output.bytes.length - output.length >= size) return;
      const larger = new Uint8Array(Math.max(output.length + size, 2 * output.bytes.length));
      larger.set(output.bytes.subarray(0, output.length));
      output.bytes = larger;
    },
  };
  return output;
}
