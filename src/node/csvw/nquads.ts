import { closeSync, openSync } from 'node:fs';
import { type ConversionOptions, convertGroup } from '../../csvw/convert.js';
import type { Loader } from '../../csvw/metadata/loaders.js';
import type { TableGroup } from '../../csvw/metadata/metadata.js';
import type { SayQuad } from '../../csvw/rdf/statements.js';
import type { Problem } from '../../problem.js';
import { lineOf } from '../../rdf/nquads.js';
import { largeTable, type Target } from './large-table.js';
import { writeAll } from './positional.js';

const bufferSize = 1 << 20;

/** Converts the tables of a group to N-Quads at the end of a file. Large tables go from bytes to bytes. */
export async function writeNQuads(
  group: TableGroup,
  load: Loader,
  options: ConversionOptions,
  file: string,
): Promise<Problem[]> {
  const descriptor = openSync(file, 'r+');
  let position = 0;
  let text = '';
  const flush = (): void => {
    const bytes = Buffer.from(text);
    writeAll(descriptor, bytes, bytes.length, position);
    position += bytes.length;
    text = '';
  };
  const say: SayQuad = (subject, predicate, object, graph) => {
    text += lineOf(subject, predicate, object, graph);
    if (text.length > bufferSize) flush();
  };
  const target: Target = {
    file,
    end() {
      flush();
      return position;
    },
    moveTo(end) {
      position = end;
    },
  };
  try {
    const problems = await convertGroup(group, load, options, say, largeTable(target, say));
    flush();
    return problems;
  } finally {
    closeSync(descriptor);
  }
}
