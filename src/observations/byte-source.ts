/** Bytes that are read by position. */
export interface ByteSource {
  size: number;
  /** So many bytes from a position on, or as many as there are. */
  read(from: number, length: number): Uint8Array;
}

/** Bytes that are in memory. */
export const inMemory = (bytes: Uint8Array): ByteSource => ({
  size: bytes.length,
  read: (from, length) => bytes.subarray(from, from + length),
});
