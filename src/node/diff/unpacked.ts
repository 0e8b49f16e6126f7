import { createReadStream, createWriteStream, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { clip, grouped, UserError } from '../../problem.js';
import { oneLine } from '../../report/characters.js';

/** Statements pack to a tenth or a fiftieth; a file that is made to fill the disk packs to a thousandth. */
const limits = { ratio: 200, from: 1 << 26 };

/** Unpacks a file of gzip into the folder `scratch`. Throws `UserError` when it is damaged, or unpacks to too much. */
export async function unpacked(file: string, scratch: string): Promise<string> {
  const target = path.join(scratch, `${readdirSync(scratch).length}-${path.basename(file, '.gz')}`);
  const limit = Math.max(limits.from, limits.ratio * statSync(file).size);
  async function* counted(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let size = 0;
    for await (const chunk of chunks) {
      size += chunk.length;
      if (size > limit) throw tooMuch(file, limit);
      yield chunk;
    }
  }
  try {
    await pipeline(createReadStream(file), createGunzip(), counted, createWriteStream(target));
  } catch (error) {
    if (error instanceof UserError || (error as NodeJS.ErrnoException).syscall !== undefined) throw error;
    throw new UserError(oneLine(`${file} cannot be unpacked: ${clip((error as Error).message)}`), 1);
  }
  return target;
}

const tooMuch = (file: string, limit: number): UserError =>
  new UserError(
    `${oneLine(file)} unpacks to over ${grouped(limit)} bytes, ${limits.ratio} times its size or more, as files do that are made to do harm: if it is none, unpack it with gunzip and compare that`,
    1,
  );
