import type { Token } from './token.js';
import { scan } from './tokens.js';

/** What is known of a query before an engine sees it. */
export interface ReadQuery {
  form: QueryForm;
  tokens: Token[];
  depths: number[]; // of each token: how many brackets are open before it
  dataset: NamedDataset | undefined; // FROM and FROM NAMED, as absolute IRIs
}

export type QueryForm = 'SELECT' | 'ASK' | 'CONSTRUCT' | 'DESCRIBE';

/** The graphs that a query or a request names, by absolute IRIs (SPARQL 1.1 Query Language, section 13.2). */
export interface NamedDataset {
  defaultGraphs: string[];
  namedGraphs: string[];
}

const forms = new Set(['SELECT', 'ASK', 'CONSTRUCT', 'DESCRIBE']);
const updates = new Set(['INSERT', 'DELETE', 'LOAD', 'CLEAR', 'CREATE', 'DROP', 'COPY', 'MOVE', 'ADD', 'WITH']);

/** Why something is not answered: the status of the answer, and a sentence for people. */
export interface Refusal {
  status: number;
  refused: string;
}

export const onlyReads: Refusal = {
  status: 403,
  refused: 'this endpoint only reads: it answers queries and takes no updates',
};

const wrong = (refused: string): Refusal => ({ status: 400, refused });

/** Reads a query as far as is needed to refuse it; relative IRIs are read against `base`. `refused` is for its writer. */
export function readQuery(text: string, base: string): ReadQuery | Refusal {
  const scanned = scan(text);
  if ('fault' in scanned) return wrong(`the query cannot be read: ${scanned.fault} (${placeOf(text, scanned.at)})`);
  const { tokens } = scanned;
  const { first, prologue } = readPrologue(tokens, base);
  const form = upper(tokens[first]);
  if (updates.has(form)) return onlyReads;
  if (!forms.has(form)) return wrong('the text is no query: one begins with SELECT, ASK, CONSTRUCT or DESCRIBE');
  if (tokens.some((token) => upper(token).includes('SERVICE')))
    return { status: 403, refused: 'no other endpoint is asked from here: SERVICE is not allowed' };
  const unclear = unclearName(tokens.slice(first), prologue);
  if (unclear !== undefined) return wrong(unclear);
  const depths = depthsOf(tokens);
  const dataset = readDataset(tokens, depths, prologue);
  if (dataset !== undefined && 'refused' in dataset) return dataset;
  return { form: form as QueryForm, tokens, depths, dataset };
}

/** A word in capitals, and nothing for what is no word: `?service` and `ex:service` are none. */
export const upper = (token: Token | undefined): string => (token?.kind === 'word' ? token.text.toUpperCase() : '');

/** "line 3, column 14", both counted from 1. */
function placeOf(text: string, at: number): string {
  const lines = text.slice(0, at).split('\n');
  return `line ${lines.length}, column ${(lines.at(-1) as string).length + 1}`;
}

interface Prologue {
  base: string;
  prefixes: Map<string, string>; // "ex:" → its namespace
}

function readPrologue(tokens: Token[], base: string): { first: number; prologue: Prologue } {
  const prologue: Prologue = { base, prefixes: new Map() };
  let first = 0;
  for (;;) {
    const word = upper(tokens[first]);
    if (word === 'BASE') {
      prologue.base = resolve(tokens[first + 1], prologue) ?? prologue.base;
      first += 2;
    } else if (word === 'PREFIX') {
      const namespace = resolve(tokens[first + 2], prologue);
      if (namespace !== undefined) prologue.prefixes.set(tokens[first + 1]?.text ?? '', namespace);
      first += 3;
    } else return { first, prologue };
  }
}

/**
 * Why the names of a query cannot be told from words: the engine reads "FILTERex:f" as FILTER and a name when there is no
 * such prefix, and in some places even when there is.
 */
function unclearName(tokens: Token[], { prefixes }: Prologue): string | undefined {
  if (prefixes.size > mostPrefixes) return `the query declares more than ${mostPrefixes} prefixes`;
  const declared = [...prefixes.keys()];
  const joined = declared.find((one) => hiding.test(one) && declared.some((end) => end !== one && one.endsWith(end)));
  if (joined !== undefined) return `the prefix ${shown(joined)} may be a word of the language too: call it otherwise`;
  for (const [i, { kind, text, inside }] of tokens.entries()) {
    if (kind !== 'prefixed' || text.startsWith('_:')) continue;
    const prefix = text.slice(0, text.indexOf(':') + 1);
    if (!prefixes.has(prefix)) return `the prefix ${shown(prefix)} is not declared`;
    const isCall = tokens[i + 1]?.text === '(' && (inside === '{' || inside === '[');
    if (isCall && hiding.test(prefix))
      return `${shown(text)} may be a word of the language too: call its prefix otherwise`;
  }
  return undefined;
}

const mostPrefixes = 100;

/** Words that a name may follow without a space, and that must be seen. */
const hiding = /SERVICE|FILTER|FROM|NAMED/i;

const shown = (name: string): string => (name.length > 100 ? `${name.slice(0, 100)}…` : name);

/** The absolute IRI that a token stands for; undefined when it is none. */
function resolve(token: Token | undefined, { base, prefixes }: Prologue): string | undefined {
  if (token?.kind === 'iri') return absolute(withoutEscapes(token.text.slice(1, -1)), base);
  if (token?.kind !== 'prefixed') return undefined;
  const colon = token.text.indexOf(':') + 1;
  const namespace = prefixes.get(token.text.slice(0, colon));
  return namespace === undefined ? undefined : namespace + token.text.slice(colon).replace(/\\(.)/g, '$1');
}

/** An IRI reference against a base (RFC 3986, section 5); what is absolute already stays letter for letter. */
export function absolute(reference: string, base: string): string | undefined {
  if (/^[A-Za-z][A-Za-z\d+.-]*:/.test(reference)) return reference;
  return URL.canParse(reference, base) ? new URL(reference, base).href : undefined;
}

const withoutEscapes = (iri: string): string =>
  iri.replace(/\\u([\dA-Fa-f]{4})|\\U([\dA-Fa-f]{8})/g, (whole, short, long) => {
    const code = Number.parseInt(short ?? long, 16);
    return code > 0x10ffff ? whole : String.fromCodePoint(code);
  });

function depthsOf(tokens: Token[]): number[] {
  let depth = 0;
  return tokens.map(({ kind, text }) => {
    if (kind !== 'sign') return depth;
    if (text === '{' || text === '(' || text === '[') return depth++;
    if (text === '}' || text === ')' || text === ']') depth--;
    return depth;
  });
}

function readDataset(tokens: Token[], depths: number[], prologue: Prologue): NamedDataset | Refusal | undefined {
  const dataset: NamedDataset = { defaultGraphs: [], namedGraphs: [] };
  for (const [i, token] of tokens.entries()) {
    const word = upper(token);
    if (!word.startsWith('FROM') || depths[i] !== 0) continue;
    const isNamed = upper(tokens[i + 1]) === 'NAMED';
    const iri = word === 'FROM' ? resolve(tokens[i + (isNamed ? 2 : 1)], prologue) : undefined;
    if (iri === undefined) return wrong('behind FROM or FROM NAMED stands the address of a graph');
    dataset[isNamed ? 'namedGraphs' : 'defaultGraphs'].push(iri);
  }
  return dataset.defaultGraphs.length + dataset.namedGraphs.length > 0 ? dataset : undefined;
}
