/** What whoever runs the server decides; all of it can be said on the command line. */
export interface Settings {
  workers: number; // threads that answer queries, one each
  timeout: number; // milliseconds that a query may take
  queue: number; // queries that wait for a thread; one more is told to come back later
  maxResults: number; // rows or statements in an answer
  rate: number; // requests of one client a minute; 0 for any number
  trustProxy: string[]; // addresses of proxies whose word on the client's address is taken: "10.0.0.0/8"
}

export const standardSettings: Settings = {
  workers: 2,
  timeout: 5000,
  queue: 64,
  maxResults: 10_000,
  rate: 600,
  trustProxy: [],
};

/** What a request may bring, at most. */
export const requestLimits = {
  bodyBytes: 1 << 20,
  queryCharacters: 100_000,
  headersMilliseconds: 10_000,
  wholeMilliseconds: 20_000,
  quietMilliseconds: 20_000, // on a connection, besides the time that a query takes
};
