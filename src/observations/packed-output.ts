import { gzipSync } from 'node:zlib';
import { createOutput, type Output } from '../csvw/large/output.js';

/** Collects lines and writes them as gzip members: a file of members is a gzip file (RFC 1952, section 2.2). */
export interface PackedOutput {
  lines: Output;
  /** Begins with what goes into `target`. */
  begin(target: Output): void;
  /** Packs what is left. */
  end(): void;
}

const level = 1; // more takes twice as long, for lines that hardly get smaller

export function createPackedOutput(): PackedOutput {
  let target: Output | undefined;
  const lines = createOutput((bytes, length) => {
    if (target && length > 0) append(target, gzipSync(bytes.subarray(0, length), { level }));
  });
  return {
    lines,
    begin(to) {
      target = to;
      lines.length = 0;
    },
    end() {
      if (target && lines.length > 0) append(target, gzipSync(lines.bytes.subarray(0, lines.length), { level }));
      lines.length = 0;
    },
  };
}

export function append(target: Output, bytes: Uint8Array): void {
  target.reserve(bytes.length);
  target.bytes.set(bytes, target.length);
  target.length += bytes.length;
}
