import { beforeEach, expect, it, vi } from 'vitest';
import type { CellChange, Order } from '../src/site/workbench/messages.js';

/** The corrections of the page while the worker is busy. */

interface Bench {
  open(files: never[], withFigures: boolean): Promise<void>;
  correct(changes: CellChange[]): Promise<void>;
  corrections(): readonly CellChange[];
  cancel(): void;
}

type Asked = { id: number } & Order;

let answer: ((order: Asked) => object | undefined) | undefined; // undefined: the worker is busy
class FakeWorker extends EventTarget {
  postMessage(order: Asked): void {
    const result = answer?.(order);
    if (result) this.dispatchEvent(Object.assign(new Event('message'), { data: { id: order.id, ...result } }));
  }
  terminate(): void {}
}

let bench: Bench;
beforeEach(async () => {
  vi.stubGlobal('Worker', FakeWorker);
  vi.stubGlobal('location', { href: 'https://site.test/en/workbench/' });
  vi.stubGlobal('addEventListener', () => undefined);
  vi.stubGlobal('fetch', async () => new Response('', { status: 404 }));
  answer = () => ({ result: { problems: [], files: [], isOwnProject: true } });
  const script = '../src/site/client/workbench/bench.js'; // a variable, because its types need a browser
  bench = ((await import(script)) as { createBench(settings: object): Bench }).createBench({ root: '' });
  await bench.open([], false);
  return () => vi.unstubAllGlobals();
});

const change = (row: number): CellChange => ({ file: 'data/links.csv', row, column: 'note', before: '', after: 'x' });
const rows = (): number[] => bench.corrections().map(({ row }) => row);

it('keep only the checked ones after several checks are cancelled', async () => {
  await bench.correct([change(2)]);
  answer = undefined;
  const cancelled = [bench.correct([change(3)]), bench.correct([change(4)])];
  await vi.waitFor(() => expect(rows()).toEqual([2, 3, 4]));
  bench.cancel();
  await Promise.allSettled(cancelled);
  expect(rows()).toEqual([2]);
});

it('are empty after other files are opened during a check', async () => {
  await bench.correct([change(2)]);
  answer = undefined;
  const cancelled = bench.correct([change(3)]).catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve)); // the worker has the order
  answer = () => ({ result: { problems: [], files: [], isOwnProject: true } });
  await bench.open([], false);
  await cancelled;
  expect(rows()).toEqual([]);
});

it('are kept if an earlier one cannot be checked', async () => {
  let isFirst = true;
  answer = ({ order }) => {
    const fails = order === 'change' && isFirst;
    if (order === 'change') isFirst = false;
    return fails ? { fault: 'no' } : { result: { problems: [], files: [], isOwnProject: true } };
  };
  await Promise.allSettled([bench.correct([change(2)]), bench.correct([change(3)])]);
  expect(rows()).toEqual([2, 3]);
});
