import { escapeLiteral } from '../../rdf/nquads.js';
import type { JsonTerm } from '../../rdf/terms.js';
import type { Answer, AnswerTable } from './answer.js';
import { textOf } from './answer.js';
import { shorten } from './prefixes.js';

/** SPARQL 1.1 Query Results CSV (section 3): plain values, CRLF; the same bytes as `gcm query --format csv` writes. */
export function toCsv(answer: Answer): string {
  if (answer.form === 'truth') return String(answer.isTrue);
  const lines = [answer.columns, ...answer.rows.map((row) => row.map(csvValue))];
  return lines.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');
}

const csvValue = (term: JsonTerm | undefined): string =>
  term === undefined ? '' : `${term.type === 'bnode' ? '_:' : ''}${textOf(term)}`;

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** SPARQL 1.1 Query Results JSON Format; a row a line. */
export function toJson(answer: Answer): string {
  if (answer.form === 'truth') return `${JSON.stringify({ head: {}, boolean: answer.isTrue })}\n`;
  const { columns, rows } = answer;
  const bindings = rows.map((row) =>
    JSON.stringify(Object.fromEntries(columns.flatMap((name, i) => (row[i] ? [[name, row[i]]] : [])))),
  );
  return `{"head":{"vars":${JSON.stringify(columns)}},"results":{"bindings":[\n${bindings.join(',\n')}\n]}}\n`;
}

type Prefixes = Readonly<Record<string, string>>;

/** A graph in Turtle: the prefixes that it uses, and a block a subject, in the order in which they come. */
export function toTurtle({ rows }: AnswerTable, prefixes: Prefixes): string {
  const used = new Set<string>();
  const write = (term: JsonTerm | undefined): string => (term ? termText(term, prefixes, used) : '[]');
  const blocks = new Map<string, string[]>();
  for (const [subject, predicate, object] of rows) {
    const key = write(subject);
    const line = `${write(predicate)} ${write(object)}`;
    const known = blocks.get(key);
    if (known) known.push(line);
    else blocks.set(key, [line]);
  }
  const head = Object.entries(prefixes).flatMap(([name, iri]) =>
    used.has(name) ? [`@prefix ${name}: <${iri}>.\n`] : [],
  );
  const body = [...blocks].map(([subject, lines]) => `\n${subject} ${lines.join(';\n    ')}.\n`);
  return head.join('') + body.join('');
}

/** Another server may answer with what is no term: that must not end the term that it stands in (Turtle, section 6.5). */
function termText(term: JsonTerm, prefixes: Prefixes, used: Set<string>): string {
  if (term.type === 'bnode') return `_:${term.value.replace(/[^A-Za-z0-9]/g, (sign) => `_${hex(sign)}`)}`;
  if (term.type === 'uri') return iriText(term.value, prefixes, used);
  const text = `"${escapeLiteral(textOf(term))}"`;
  const language = term['xml:lang'];
  if (language !== undefined) return /^[A-Za-z]+(?:-[A-Za-z0-9]+)*$/.test(language) ? `${text}@${language}` : text;
  return term.datatype === undefined ? text : `${text}^^${iriText(term.datatype, prefixes, used)}`;
}

const hex = (sign: string): string => sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must be escaped
const notInIri = /[\u0000-\u0020<>"{}|^`\\]/g;

function iriText(iri: string, prefixes: Prefixes, used: Set<string>): string {
  const short = shorten(iri, prefixes);
  if (short === undefined) return `<${iri.replace(notInIri, (sign) => `%${hex(sign)}`)}>`;
  used.add(short.slice(0, short.indexOf(':')));
  return short;
}
