// A well-behaved client: once a second it sends a query, a document request, a search and a reconciliation.
import { request } from 'node:http';

const kinds = ['query', 'document', 'search', 'reconciliation'];
const formats = ['rdf', 'nt', 'trig', 'ttl', 'jsonld'];

function pathOf(kind, number) {
  const queries = JSON.stringify({ q0: { query: `objective ${number % 23}` } });
  return {
    query: `sparql?query=${encodeURIComponent(`SELECT * { ?s ?p ?o } LIMIT 10 # healthy ${number}`)}`,
    document: `objective/${1 + (number % 23)}.${formats[number % formats.length]}`,
    search: `search?q=migration+${number}`,
    reconciliation: `reconcile?queries=${encodeURIComponent(queries)}`,
  }[kind];
}

/** Returns the status (0: no answer within `timeout` milliseconds) and the duration of a request. */
export function ask(url, address, path, timeout = 10_000) {
  const begin = performance.now();
  return new Promise((resolve) => {
    const end = (status) => resolve({ status, milliseconds: performance.now() - begin });
    const sent = request(`${url}/${path}`, { localAddress: address, agent: false, timeout });
    sent.on('response', (response) =>
      response.resume().on('close', () => end(response.complete ? response.statusCode : 0)),
    );
    sent
      .on('timeout', () => sent.destroy())
      .on('error', () => end(0))
      .end();
  });
}

/** Sends requests until `stop` is called, and returns what they gave. */
export function startHealthyClient(url, address) {
  const answers = [];
  let number = 0;
  const timer = setInterval(() => {
    number++;
    for (const kind of kinds)
      answers.push(ask(url, address, pathOf(kind, number)).then((answer) => ({ kind, ...answer })));
  }, 1000);
  return {
    async stop() {
      clearInterval(timer);
      return Promise.all(answers);
    },
  };
}
