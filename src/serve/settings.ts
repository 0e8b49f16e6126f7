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

/** Limits of the server that have no option. */
export const limits = {
  /** Connections that wait to be accepted. The kernel can lower this (net.core.somaxconn). */
  backlog: 4096,
  /** Size and duration of a request. */
  request: {
    bodyBytes: 1 << 20,
    queryCharacters: 100_000,
    parameters: 1000,
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
  },
  /** Memory of the engine in a thread, JavaScript heap of the thread, and size of its answer. */
  thread: { engineBytes: 256 << 20, heapMegabytes: 192, answerBytes: 16 << 20 },
  /** Cached answers of a release, in characters: all answers, and the longest one. */
  keptAnswers: { all: 8 << 20, one: 1 << 20 },
  /** Bytes of answers that slow clients have not read yet. Above this, new queries are refused. */
  waitingBytes: 128 << 20,
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
