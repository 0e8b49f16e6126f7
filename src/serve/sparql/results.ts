/** Counting and cutting answers as text, in the formats that the engine writes. */

/** How many rows there are in an answer to a SELECT. */
export function countRows(answer: string, mediaType: string): number {
  if (mediaType === 'text/csv') return countRecords(answer) - 1;
  if (mediaType === 'text/tab-separated-values') return countOf(answer, '\n') - 1;
  if (mediaType === 'application/sparql-results+xml') return countOf(answer, '<result>');
  return countBindings(answer);
}

function countOf(answer: string, wanted: string): number {
  let count = 0;
  for (let at = answer.indexOf(wanted); at >= 0; at = answer.indexOf(wanted, at + wanted.length)) count++;
  return count;
}

/** The ends of lines outside of quotes; a doubled quote inside of them opens them anew (RFC 4180, section 2). */
function countRecords(answer: string): number {
  let [count, isQuoted] = [0, false];
  for (let at = 0; at < answer.length; at++) {
    const character = answer.charCodeAt(at);
    if (character === 0x22) isQuoted = !isQuoted;
    else if (character === 0x0a && !isQuoted) count++;
  }
  return count;
}

/** The objects in "bindings" (SPARQL 1.1 Query Results JSON Format, section 3.2.1): the third level. */
function countBindings(answer: string): number {
  let [count, depth] = [0, 0];
  for (let at = 0; at < answer.length; at++) {
    const character = answer.charCodeAt(at);
    if (character === 0x22) at = endOfJsonString(answer, at);
    else if (character === 0x7d) depth--;
    else if (character === 0x7b && ++depth === 3) count++;
  }
  return count;
}

function endOfJsonString(answer: string, opened: number): number {
  for (let at = opened + 1; ; at++) {
    const character = answer.charCodeAt(at);
    if (character === 0x5c) at++;
    else if (character === 0x22 || at >= answer.length) return at;
  }
}

/** N-Triples, but so many statements at most. */
export function firstStatements(ntriples: string, most: number): { text: string; truncated: boolean } {
  let end = 0;
  for (let i = 0; i < most && end < ntriples.length; i++) end = ntriples.indexOf('\n', end) + 1 || ntriples.length;
  return { text: ntriples.slice(0, end), truncated: end < ntriples.length };
}
