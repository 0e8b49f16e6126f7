import './expression-guard.js';
import { closeSync, openSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { ChunkMapper, ChunkResult } from '../../csvw/large/chunk.js';
import { largestChunk } from '../../csvw/large/cuts.js';
import { createOutput } from '../../csvw/large/output.js';
import { type ChunkAnswer, createSink } from '../../csvw/large/sink.js';
import type { Order } from './convert-large.js';
import { readAll, writeAll } from './positional.js';
import { awaitTurn, endAll, endTurn, keepFaults, takeChunk } from './shared.js';

/** What runs inside each thread that convert-large.ts starts: chunks until there are none. */
const order = workerData as Order;
const { shared } = order;
try {
  const { createChunkMapper } = await import(order.mapper.module);
  mapChunks(createChunkMapper(order.mapper.data));
} catch (error) {
  endAll(shared);
  throw error;
}

function mapChunks(map: ChunkMapper): void {
  const input = openSync(order.file, 'r');
  const target = order.target === undefined ? undefined : openSync(order.target, 'r+');
  let bytes = new Uint8Array(order.chunkSize + (order.chunkSize >> 3)); // a chunk ends with its last record
  let chunk: number | undefined;
  /** Takes the next place in the output; only the chunk whose turn it is may. */
  const claim = (length: number): number => {
    const place = shared.offset[0] as number;
    shared.offset[0] = place + length;
    return place;
  };
  const out = createOutput((full, length) => {
    if (target !== undefined && awaitTurn(shared, chunk as number)) writeAll(target, full, length, claim(length));
  });
  const sink = createSink(target === undefined ? null : out, order.faultsPerChunk, order.hashKeys);
  const mapRange = (from: number, whole: number, chunk: number): ChunkResult => {
    const length = Math.min(whole, largestChunk);
    if (length > bytes.length) bytes = new Uint8Array(length);
    readAll(input, bytes, length, from);
    const before = { records: shared.recordsBefore[chunk] as number, rows: shared.rowsBefore[chunk] as number };
    const result = map(bytes, 0, length, before, sink);
    if (length === whole || result.isStopped) return result;
    return { records: result.records - 1, isStopped: true }; // the last one is cut off
  };

  for (;;) {
    chunk = takeChunk(shared);
    if (chunk === undefined) break;
    const from = chunk === 0 ? order.from : (shared.ends[chunk - 1] as number);
    const length = (shared.ends[chunk] as number) - from;
    out.length = 0;
    sink.restart();
    const { records, isStopped } = mapRange(from, length, chunk);

    if (!awaitTurn(shared, chunk)) break;
    const place = claim(out.length);
    shared.records[chunk] = records;
    const answer = sink.answer(chunk, isStopped, (count) => keepFaults(shared, count, order.faultLimit));
    if (isStopped) endAll(shared);
    else endTurn(shared, chunk);
    if (target !== undefined) writeAll(target, out.bytes, out.length, place);
    if (answer) post(answer);
  }
  closeSync(input);
  if (target !== undefined) closeSync(target);
}

function post(answer: ChunkAnswer): void {
  parentPort?.postMessage(answer, answer.hashes ? [answer.hashes.buffer as ArrayBuffer] : []);
}
