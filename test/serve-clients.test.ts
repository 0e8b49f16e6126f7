import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { clientOf, createShares } from '../src/serve/clients.js';
import { createQueue, createUsage, type QueueLimits, type Turn } from '../src/serve/sparql/queue.js';

describe('a client', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:db8:1:2:3::', '2001:db8:1:2::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['192.0.2.1:50123', '192.0.2.1'],
    ['[2001:db8:1:2::9]:50123', '2001:db8:1:2::/64'],
    ['', 'unknown'],
    ['server', 'unknown'],
  ])('at %s is %s', (address, client) => expect(clientOf(address)).toBe(client));
});

describe('shares', () => {
  const never = (): void => expect.unreachable();

  it('are limited per client, and are given back once', () => {
    const shares = createShares(10, 4);
    const end = shares.take('a', 4, never);
    expect(shares.take('a', 1, never)).toBe('client');
    expect(shares.excess('a', 1)).toBe('client');
    for (let i = 0; i < 2; i++) (end as () => void)();
    expect(shares.held()).toBe(0);
    expect(shares.take('a', 4, never)).toBeTypeOf('function');
  });

  it('of the client with the most are dropped for others, oldest first', () => {
    const dropped: string[] = [];
    const shares = createShares(6, 4);
    for (const name of ['a1', 'a2', 'a3', 'a4']) shares.take('a', 1, () => dropped.push(name));
    shares.take('b', 2, never);
    expect(shares.take('c', 2, never)).toBeTypeOf('function');
    expect(dropped).toEqual(['a1', 'a2']);
    expect(shares.held()).toBe(6);
  });

  it('are refused when all others have less than the client would have', () => {
    const shares = createShares(4, 4);
    shares.take('a', 2, never);
    shares.take('b', 2, never);
    expect(shares.take('b', 1, never)).toBe('total');
    expect(shares.take('c', 2, never)).toBe('total');
  });
});

describe('the queue', () => {
  const usual: QueueLimits = {
    threads: 1,
    reserved: 0,
    waiting: 10,
    clientRunning: 1,
    clientWaiting: 2,
    waitSeconds: 60,
    isPreemptive: false,
  };
  const queueWith = (more: Partial<QueueLimits> = {}) => createQueue({ ...usual, ...more }, createUsage(10));
  const turn = (given: Awaited<ReturnType<ReturnType<typeof queueWith>['turn']>>): Turn => {
    expect(given).toBeTypeOf('object');
    return given as Turn;
  };

  it('lets clients with equal use take turns', async () => {
    const queue = queueWith();
    const order: string[] = [];
    const first = turn(await queue.turn('a'));
    const jobs = ['a', 'a', 'b', 'b', 'c'].map(async (client) => {
      const own = turn(await queue.turn(client));
      order.push(client);
      own.end(1);
    });
    first.end(0.5);
    await Promise.all(jobs);
    expect(order).toEqual(['b', 'c', 'a', 'b', 'a']);
    expect(queue.load()).toMatchObject({ running: 0, waiting: 0 });
  });

  it('refuses a job at once when the client or the server has too many', async () => {
    const queue = queueWith({ waiting: 3 });
    await queue.turn('a');
    void queue.turn('a');
    void queue.turn('a');
    expect(await queue.turn('a')).toBe('client-queue');
    void queue.turn('b');
    expect(await queue.turn('c')).toBe('queue');
  });

  it('refuses the waiting job of the client that used the most for one that used less', async () => {
    const usage = createUsage(10);
    const queue = createQueue({ ...usual, waiting: 2 }, usage);
    usage.add('a', 1);
    usage.add('b', 2);
    const first = turn(await queue.turn('a'));
    const [a, b] = [queue.turn('a'), queue.turn('b')];
    const c = queue.turn('c');
    expect(await b).toBe('queue');
    expect(await queue.turn('b')).toBe('queue');
    first.end();
    turn(await c).end();
    turn(await a).end();
    expect(queue.load()).toMatchObject({ running: 0, waiting: 0 });
  });

  it('refuses a job that cannot start in time, and forgets one whose client is gone', async () => {
    const queue = queueWith({ waitSeconds: 0.05 });
    await queue.turn('a');
    expect(await queue.turn('b')).toBe('wait');
    expect(await queue.turn('b', AbortSignal.timeout(10))).toBe('gone');
    expect(queue.load().waiting).toBe(0);
  });

  it('limits the running jobs of a client, and reserves a thread for clients that used little', async () => {
    const queue = queueWith({ threads: 2, reserved: 1 });
    await queue.turn('a');
    const second = queue.turn('a');
    await queue.turn('b');
    turn(await queue.turn('c')).end(2);
    void queue.turn('c');
    await sleep(20);
    expect(queue.load()).toMatchObject({ running: 2, waiting: 2 });
    expect(await Promise.race([second, 'waits'])).toBe('waits');
  });

  it('refuses a client that used too many seconds', async () => {
    const usage = createUsage(10);
    const queue = createQueue(usual, usage);
    turn(await queue.turn('a')).end(11);
    expect(await queue.turn('a')).toBe('cpu');
    expect(usage.untilFree('a')).toBeGreaterThan(1);
    turn(await queue.turn('b'));
  });

  it('ends the job of the client that used the most for one that used less', async () => {
    const queue = queueWith({ threads: 2, isPreemptive: true });
    turn(await queue.turn('a')).end(5);
    const [most, less] = [turn(await queue.turn('a')), turn(await queue.turn('b'))];
    const next = queue.turn('c');
    most.preempted.addEventListener('abort', () => most.end());
    turn(await next);
    expect([most.preempted.aborted, less.preempted.aborted]).toEqual([true, false]);
  });
});
