import './expression-guard.js';
import { answerOrders } from '../thread.js';
import { type ChunksAnswer, type ChunksOrder, mapChunks } from './map-chunks.js';

/** The code of the threads that map-file.ts starts. */
answerOrders<ChunksOrder, ChunksAnswer>(mapChunks, ({ hashes }) => hashes.map(({ buffer }) => buffer as ArrayBuffer));
