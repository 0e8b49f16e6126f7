import { escapeLiteral, readLine, readTerm } from '../../rdf/nquads.js';
import type { JsonTerm } from '../../rdf/terms.js';
import { csvRecord } from '../../text/csv.js';
import { type Answer, type AnswerTable, type Row, textOf } from './answer.js';
import { type Prefixes, shorten } from './query.js';

/** N-Triples as rows of three terms; a line that is not a statement is left out. */
export function readTriples(text: string): Row[] {
  return text.split('\n').flatMap((line) => {
    const found = readLine(line);
    return found ? [[found.subject, found.predicate, found.object].map(readTerm)] : [];
  });
}

/** SPARQL 1.1 Query Results CSV (section 3): plain values, CRLF; like `gcm query --format csv`. */
export function toCsv(answer: Answer): string {
  if (answer.form === 'truth') return String(answer.isTrue);
  const plainValue = (term: JsonTerm | undefined): string =>
    term === undefined ? '' : `${term.type === 'bnode' ? '_:' : ''}${textOf(term)}`;
  return [answer.columns, ...answer.rows.map((row) => row.map(plainValue))]
    .map((cells) => `${csvRecord(cells)}\r\n`)
    .join('');
}

/** SPARQL 1.1 Query Results JSON Format, one row per line. */
export function toJson(answer: Answer): string {
  if (answer.form === 'truth') return `${JSON.stringify({ head: {}, boolean: answer.isTrue })}\n`;
  const { columns, rows } = answer;
  const bindings = rows.map((row) => JSON.stringify(Object.fromEntries(columns.map((name, i) => [name, row[i]]))));
  return `{"head":{"vars":${JSON.stringify(columns)}},"results":{"bindings":[\n${bindings.join(',\n')}\n]}}\n`;
}

/** A graph in Turtle: the prefixes that it uses, and one block per subject, in the order of the answer. */
export function toTurtle({ rows }: AnswerTable, prefixes: Prefixes): string {
  const used = new Set<string>();
  const write = (term: JsonTerm | undefined): string => (term ? termText(term, prefixes, used) : '[]');
  const blocks = new Map<string, string[]>();
  for (const [subject, predicate, object] of rows) {
    const key = write(subject);
    const lines = blocks.get(key) ?? [];
    lines.push(`${write(predicate)} ${write(object)}`);
    blocks.set(key, lines);
  }
  const head = Object.entries(prefixes).filter(([name]) => used.has(name));
  return [
    ...head.map(([name, iri]) => `@prefix ${name}: <${iri}>.\n`),
    ...[...blocks].map(([subject, lines]) => `\n${subject} ${lines.join(';\n    ')}.\n`),
  ].join('');
}

/** Another server may send invalid terms: they must not end the term that contains them (Turtle, section 6.5). */
function termText(term: JsonTerm, prefixes: Prefixes, used: Set<string>): string {
  if (term.type === 'bnode') return `_:${term.value.replace(/[^A-Za-z0-9]/g, (sign) => `_${sign.charCodeAt(0)}_`)}`;
  if (term.type === 'uri') return iriText(term.value, prefixes, used);
  const text = `"${escapeLiteral(textOf(term))}"`;
  const language = term['xml:lang'];
  if (language !== undefined) return /^[A-Za-z]+(?:-[A-Za-z0-9]+)*$/.test(language) ? `${text}@${language}` : text;
  return term.datatype === undefined ? text : `${text}^^${iriText(term.datatype, prefixes, used)}`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must be escaped
const notInIri = /[\u0000-\u0020<>"{}|^`\\]/g;

function iriText(iri: string, prefixes: Prefixes, used: Set<string>): string {
  const short = shorten(iri, prefixes);
  if (short === undefined) return `<${iri.replace(notInIri, encodeURIComponent)}>`;
  used.add(short.slice(0, short.indexOf(':')));
  return short;
}
