/** What the query page says, in English; the other languages have the same keys. {name} is filled in. */
export const queryEn = {
  menu: 'Query',
  title: 'Ask the graph',
  intro:
    'Questions in SPARQL, answered here in your browser: the graph is loaded when you ask for the first time, and no question leaves this page unless you add another source.',
  unavailable:
    'Asking needs a page that comes from a web server, with scripts allowed; opened as a file, or without scripts, the saved queries below are here to read. On your computer, gcm query and the name of a query answer them too.',
  run: 'Run',
  stop: 'Stop',
  progress: 'Loading the graph',
  sources: 'Other sources',
  sourcesText:
    'A query can be put to other SPARQL endpoints together with the graph here; so can a query with SERVICE and an address. Nothing is sent before you are told what goes to whom and agree. Another engine answers then, which takes longer.',
  address: 'Address of a SPARQL endpoint',
  add: 'Add',
  consentTitle: 'Send to another server?',
  consentText:
    'To answer this, parts of your query, and values from the graph here that they are about, are sent to the servers below. They also learn the network address of your computer. Nothing goes to anyone else. You are asked once for each server, until you close this window.',
  send: 'Send',
  refuse: 'Do not send',
  results: 'Answer',
  view: 'View',
  asTable: 'Table',
  asChart: 'Chart',
  asRaw: 'Text',
  column: 'Column',
  more: 'Show more rows',
  keep: 'Download',
  chartNote: 'The first {count} rows at most.',
  saved: 'Saved queries',
  savedNote: 'Each answers a question that people have asked. They are written in English.',
  runThis: 'Run this query',
  showText: 'Show the query',
  script: {
    editor: 'Query in SPARQL',
    keys: 'Ctrl and Enter runs the query, Ctrl and Space completes a word, Tab or Escape leaves the editor.',
    loading: 'Loading the graph…',
    running: 'Running…',
    stopped: 'Stopped.',
    found: 'Rows: {count}. Answered in {milliseconds} ms.',
    cut: 'There are more rows than these {count}, with which the answer was cut off. Add a LIMIT or a FILTER.',
    none: 'No row fits the query.',
    isTrue: 'Yes: there is such a thing.',
    isFalse: 'No: there is no such thing.',
    unreadable: 'The query cannot be read at line {line}, column {column}: {message}',
    failed: 'The query cannot be answered: {message}',
    exhausted: 'The query needs more memory than there is here. Add a LIMIT or a FILTER.',
    notQuery: 'A query is a SELECT, ASK, CONSTRUCT or DESCRIBE; nothing can be changed here.',
    openService:
      'Write the address behind SERVICE in full, as in <https://example.org/sparql>, so that it is clear who is asked.',
    refused: 'Nothing was sent.',
    badAddress: 'An address begins with https:// or http://.',
    sourceAdded: 'The source will be asked with the next query.',
    remove: 'Remove {address}',
  },
};

export type QueryWordSet = typeof queryEn;
