import options from './settings.json' with { type: 'json' };

/** Options of `gcm serve`: flags, help text, default and range. */
export const serverOptions = options;

type Setting = keyof typeof options;

/** Values of the options, and the proxies that are trusted to report the address of a client: "10.0.0.0/8". */
export type Settings = Record<Setting, number> & { trustProxy: string[] };

/** Reads each setting with `read`. Trusts no proxy. */
export function settingsOf(read: (name: Setting) => number): Settings {
  const values = (Object.keys(options) as Setting[]).map((name) => [name, read(name)]);
  return { ...Object.fromEntries(values), trustProxy: [] };
}

/** Longest query of a client, in characters. */
const queryCharacters = 100_000;

/** Limits of the server that have no option. */
export const limits = {
  /** Connections that wait to be accepted. The kernel can lower this (net.core.somaxconn). */
  backlog: 4096,
  /** Size and duration of a request. */
  request: {
    bodyBytes: 4 * queryCharacters, // a character has at most four bytes in UTF-8
    queryCharacters,
    parameters: 1000,
    acceptCharacters: 2000, // of the header Accept; the rest is ignored, because reading it takes time
    headersMilliseconds: 10_000,
    wholeMilliseconds: 20_000,
    leastSeconds: 1, // lower values of `timeout=` are raised, because each query that is stopped costs a thread
    quietMilliseconds: 20_000, // idle time of a connection, in addition to the time limit of a query
  },
  /**
   * Size of a query, measured with the real graph (docs/performance.md): half the size that crashes the engine, and the
   * size at which planning takes half a second.
   */
  query: {
    tokens: 20_000,
    depth: 100,
    outside: 400,
    textCharacters: 10_000,
    patterns: 64,
    parts: 100,
    named: 200,
    operators: 400,
    regularExpressions: 50,
    figureNames: 50, // of series, indicators and areas
    figures: 25_000, // that a query adds to the graph; each has about eleven statements
  },
  /** Memory of the engine in a thread, JavaScript heap of the thread, and size of its answer. */
  thread: {
    engineBytes: 256 << 20,
    heapMegabytes: 192,
    answerBytes: 16 << 20,
    grownBytes: 24 << 20, // a thread that gained more memory than this is replaced when it has nothing to do
    renewalMilliseconds: 5000,
    startSeconds: 0.5, // the client of a query that ends a thread pays for the next one
    figures: 5000, // after a query that adds more, its thread ends, because the memory of an engine never shrinks
    removalSeconds: 0.00003, // per figure that a query adds: the client pays for its removal
  },
  /** Statements of the largest graph that the engine writes. A larger one comes from the files of the release. */
  engineGraph: 50_000,
  /** Cached answers of a release, in characters: all answers, and the longest one. */
  keptAnswers: { all: 8 << 20, one: 1 << 20 },
  /** Bytes held for clients: bodies, and answers that are not sent yet. A client has a share. */
  bytes: { total: 128 << 20, client: 32 << 20, negligible: 16 << 10 },
  /** Cached compressed answers, in bytes: all answers, and the longest one. */
  compressed: { all: 32 << 20, one: 16 << 20 },
  /** Connections in total and per client, and their minimum speed while bytes are under way. */
  connections: {
    total: 1500,
    client: 100,
    pipelined: 4, // requests without an answer on one connection
    leastBytesPerSecond: 4096,
    checkSeconds: 10,
    lingerMilliseconds: 1000, // how long a refused connection stays open for its answer
  },
  /** Share of a client: seconds of computation at once and per minute, running jobs, and waiting jobs. */
  client: {
    cpuSeconds: 10,
    cpuSecondsPerMinute: 15,
    littleSeconds: 1,
    runningQueries: 2,
    waitingQueries: 8,
    waitingOwn: 32,
  },
  /** A query that cannot start within this time is refused. */
  queryWaitSeconds: 1,
  /**
   * When a client waits for `patienceMilliseconds`, a query that ran for `ownSeconds` ends, if its client used
   * `moreSeconds` more.
   */
  preemption: { patienceMilliseconds: 100, ownSeconds: 0.3, moreSeconds: 0.5 },
  /** Clients whose requests are counted for the rate limit. */
  rememberedClients: 10_000,
  search: { characters: 200, results: 100 },
  /**
   * Size of a reconciliation request. Text after `text` characters is ignored, so that one long cell does not make its
   * whole batch fail.
   */
  reconcile: {
    batch: 50,
    text: 1000,
    candidates: 50,
    types: 50,
    properties: 20,
    values: 50,
    ids: 500,
    suggestions: 20,
    readings: 4, // interpretations of one query as a code
    kinds: 3, // words for kinds in one query
    wordsOfKind: 6,
  },
} as const;
