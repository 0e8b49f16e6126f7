import { LRUCache } from 'lru-cache';
import { limits } from '../settings.js';

/** Why a job cannot start. */
export type Busy = 'cpu' | 'client-queue' | 'queue' | 'wait' | 'gone';

/** Permission to use one thread. */
export interface Turn {
  preempted: AbortSignal; // fires when the thread must be given up for a client that used less
  /** Ends the turn, and counts its duration and `more` seconds for the client. */
  end(more?: number): void;
}

/** Seconds of computation that each client used recently. They are forgotten at a constant rate. */
export interface Usage {
  add(client: string, seconds: number): void;
  of(client: string): number;
  /** Returns the seconds until the client may start a job; 0 if it may now. */
  untilFree(client: string): number;
}

const now = (): number => performance.now() / 1000;

/** A client that used `most` seconds must wait until some are forgotten. */
export function createUsage(most: number): Usage {
  const forgotten = limits.client.cpuSecondsPerMinute / 60; // per second
  const known = new LRUCache<string, { seconds: number; at: number }>({ max: limits.rememberedClients });
  const of = (client: string): number => {
    const { seconds, at } = known.get(client) ?? { seconds: 0, at: 0 };
    return Math.max(0, seconds - (now() - at) * forgotten);
  };
  return {
    of,
    add: (client, seconds) => known.set(client, { seconds: of(client) + seconds, at: now() }),
    untilFree: (client) => (of(client) < most ? 0 : (of(client) - most) / forgotten + 1),
  };
}

/** Limits of a queue: threads, waiting jobs in total and per client, running jobs per client, and time. */
export interface QueueLimits {
  threads: number;
  reserved: number; // more threads, for clients that used little
  waiting: number;
  clientWaiting: number;
  clientRunning: number;
  waitSeconds: number; // a job that cannot start within this time is refused
  isPreemptive: boolean; // a running job can be ended for a client that used less
}

interface Running extends Turn {
  client: string;
  start: number;
  preempt(): void;
}

interface Waiting {
  client: string;
  start(): void;
  refuse(): void;
}

export interface Queue {
  /** Waits for a thread. Returns the reason if the client cannot have one soon. */
  turn(client: string, signal?: AbortSignal): Promise<Turn | Busy>;
  load(): { running: number; waiting: number; seconds: number };
}

/**
 * Shares threads between clients. The waiting client that used the least is next, so clients with equal use take turns.
 * If it still waits after a moment, the running job of the client that used the most ends.
 */
export function createQueue(most: QueueLimits, usage: Usage): Queue {
  const running = new Set<Running>();
  const waiting = new Set<Waiting>(); // oldest first
  let seconds = 0;
  const countOf = (jobs: Iterable<{ client: string }>, client: string): number =>
    [...jobs].filter((job) => job.client === client).length;
  /** Seconds that the client used, including its running jobs. */
  const usedBy = (client: string): number =>
    [...running].reduce((sum, job) => sum + (job.client === client ? now() - job.start : 0), usage.of(client));
  /** One more thread is for clients that used little. */
  const mayRun = (client: string): boolean =>
    countOf(running, client) < most.clientRunning &&
    running.size < most.threads + (usedBy(client) < limits.client.littleSeconds ? most.reserved : 0);

  const start = (client: string): Turn => {
    const control = new AbortController();
    const job: Running = {
      client,
      start: now(),
      preempted: control.signal,
      preempt: () => control.abort(),
      end(more = 0) {
        if (!running.delete(job)) return;
        seconds += now() - job.start;
        usage.add(client, now() - job.start + more);
        startNext();
      },
    };
    running.add(job);
    return job;
  };
  const startNext = (): void => {
    for (;;) {
      const next = leastUsed([...waiting].filter(({ client }) => mayRun(client)));
      if (!next) return;
      next.start();
    }
  };
  const leastUsed = (jobs: Waiting[]): Waiting | undefined => {
    let found: { job: Waiting; used: number } | undefined;
    for (const job of jobs) {
      const used = usedBy(job.client);
      if (!found || used < found.used) found = { job, used };
    }
    return found?.job;
  };
  /** Refuses the waiting job of the client that used the most, if it is clearly more than `client` used. */
  const refuseFor = (client: string): boolean => {
    const victim = [...waiting].sort((a, b) => usedBy(b.client) - usedBy(a.client))[0];
    if (!victim || usedBy(victim.client) <= usedBy(client) + limits.preemption.moreSeconds) return false;
    victim.refuse();
    return true;
  };
  /** Ends the job of the client that used the most, if it is clearly more than `client` used. */
  const preemptFor = (client: string): void => {
    const { ownSeconds, moreSeconds } = limits.preemption;
    const jobs = [...running].filter((job) => !job.preempted.aborted && now() - job.start > ownSeconds);
    const [victim] = jobs.sort((a, b) => usedBy(b.client) - usedBy(a.client) || a.start - b.start);
    if (victim && usedBy(victim.client) > usedBy(client) + moreSeconds) victim.preempt();
  };

  return {
    async turn(client, signal) {
      if (signal?.aborted) return 'gone';
      if (usage.untilFree(client) > 0) return 'cpu';
      if (mayRun(client)) return start(client);
      if (countOf(waiting, client) >= most.clientWaiting) return 'client-queue';
      if (waiting.size >= most.waiting && !refuseFor(client)) return 'queue';
      return new Promise((resolve) => {
        const finish = (result: Turn | Busy): void => {
          waiting.delete(job);
          clearTimeout(late);
          clearInterval(impatient);
          signal?.removeEventListener('abort', leave);
          resolve(result);
        };
        const job: Waiting = { client, start: () => finish(start(client)), refuse: () => finish('queue') };
        const leave = (): void => finish('gone');
        const late = setTimeout(() => finish('wait'), most.waitSeconds * 1000);
        const insist = (): void => {
          if (countOf(running, client) < most.clientRunning) preemptFor(client);
        };
        const impatient = most.isPreemptive ? setInterval(insist, limits.preemption.patienceMilliseconds) : undefined;
        signal?.addEventListener('abort', leave, { once: true });
        waiting.add(job);
      });
    },
    load: () => ({ running: running.size, waiting: waiting.size, seconds }),
  };
}
