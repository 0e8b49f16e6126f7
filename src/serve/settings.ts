import options from './settings.json' with { type: 'json' };

/** What whoever runs the server decides, by an option of `gcm serve` each: its words, its standard, and its range. */
export const serverOptions = options;

type Setting = keyof typeof options;

/** What was decided, and the proxies whose word on the address of a client is taken: "10.0.0.0/8". */
export type Settings = Record<Setting, number> & { trustProxy: string[] };

/** The settings with the value that `read` tells for each, and no proxy. */
export function settingsOf(read: (name: Setting) => number): Settings {
  const values = (Object.keys(options) as Setting[]).map((name) => [name, read(name)]);
  return { ...Object.fromEntries(values), trustProxy: [] };
}

/** Every other limit of the server. Nobody but a developer changes these. */
export const limits = {
  /** What a request may bring, and how long it may take. */
  request: {
    bodyBytes: 1 << 20,
    queryCharacters: 100_000,
    parameters: 1000, // so many have a meaning nowhere
    headersMilliseconds: 10_000,
    wholeMilliseconds: 20_000,
    quietMilliseconds: 20_000, // on a connection, besides the time that a query takes
  },
  /**
   * What a query may hold. Measured over the real graph: at half of what the engine does not survive, and where its
   * planning, which grows faster than the query, takes half a second (docs/performance.md).
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
  /** What a thread may take: its engine's memory, what it makes of that in JavaScript, and what it answers. */
  thread: { engineBytes: 256 << 20, heapMegabytes: 192, answerBytes: 16 << 20 },
  /** In characters, for each release; an answer of more than `one` is not worth the room of so many others. */
  keptAnswers: { all: 8 << 20, one: 1 << 20 },
  /** Bytes of answers that may wait for clients that read slowly; then new answers are not begun. */
  waitingBytes: 128 << 20,
  /** By the limit on rates. */
  rememberedClients: 10_000,
  search: { characters: 200, results: 100 },
  /**
   * What one request for reconciliation may ask for. What a text has behind `text` characters is not looked at: one long
   * cell of a table must not take its whole batch with it.
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
    readings: 4, // of one query as a code
    kinds: 3, // words for them, in one query
    wordsOfKind: 6,
  },
} as const;
