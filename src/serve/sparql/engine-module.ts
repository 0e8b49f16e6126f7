import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { joinBytes } from '../../bytes.js';

/** A page of WebAssembly memory (WebAssembly Core Specification, section 4.2.8). */
const pageBytes = 65_536;

const memorySectionId = 5;

/**
 * The SPARQL engine, compiled once for all threads. Each instance of it has at most so many bytes of memory: a query that
 * wants more ends in a trap, and the machine does not notice.
 */
export async function compileEngine(memoryBytes: number): Promise<WebAssembly.Module> {
  const program = await readFile(createRequire(import.meta.url).resolve('oxigraph/web_bg.wasm'));
  return await WebAssembly.compile(withMemoryLimit(program, Math.floor(memoryBytes / pageBytes)));
}

/**
 * A WebAssembly program whose own memory grows to `pages` of 64 KiB at most. Its memory section is written anew: a vector of
 * one memory type, whose limits are 0x01, the smallest and the greatest number of pages (WebAssembly Core Specification,
 * binary format: sections 5.3.7 limits, 5.5.2 sections, 5.5.8 memory section). Throws when it does not have one memory, or
 * begins with more than that.
 */
export function withMemoryLimit(program: Uint8Array, pages: number): Uint8Array<ArrayBuffer> {
  for (let at = 8; at < program.length; ) {
    const [size, content] = readNumber(program, at + 1);
    const end = content + size;
    if (program[at] !== memorySectionId) {
      at = end;
      continue;
    }
    const [count, type] = readNumber(program, content);
    const [least] = readNumber(program, type + 1);
    if (count !== 1 || least > pages) throw new Error(`${count} memories, the first of ${least} pages`);
    const section = [1, 0x01, ...numberBytes(least), ...numberBytes(pages)];
    return joinBytes([program.subarray(0, at + 1), numberBytes(section.length), section, program.subarray(end)]);
  }
  throw new Error('the program has no memory of its own');
}

/** An unsigned LEB128 number and where it ends (section 5.2.2). */
function readNumber(bytes: Uint8Array, start: number): [value: number, end: number] {
  let value = 0;
  for (let at = start, shift = 0; ; at++, shift += 7) {
    const byte = bytes[at] ?? 0;
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return [value >>> 0, at + 1];
  }
}

const numberBytes = (value: number): number[] =>
  value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...numberBytes(value >>> 7)];
