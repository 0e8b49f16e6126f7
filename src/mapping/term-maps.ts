import type { Column } from '../csvw/metadata/column.js';
import type { Table } from '../csvw/metadata/table.js';
import { compileTemplate, type Template, variablesOf } from '../csvw/metadata/template.js';
import type { LiteralType, TermPlan } from '../csvw/rdf/plan.js';
import { expandPrefix } from '../csvw/vocabulary/prefixes.js';
import { iriSyntaxFault } from '../rdf/iri.js';

/** How a term is made from a row: R2RML, section 7. Columns go by the names that stand in the file. */
export type TermMap =
  | { kind: 'constant'; iri: string }
  | { kind: 'template'; pieces: string[]; isBlank: boolean; isEncoded: boolean } // text and columns in turn
  | { kind: 'address'; column: string } // the value is an IRI itself
  | { kind: 'column'; column: string; type: LiteralType; separator?: string };

/** A term of the plan in the words of R2RML, or words for why it has none. */
export function termMap(plan: TermPlan, table: Table): TermMap | string {
  if (plan.kind === 'constant') return constantMap(plan.term.value);
  if (plan.kind === 'blank') return blankOf(table);
  if (plan.kind === 'iri') return templateMap(plan.template, table);
  const column = table.columns.find(({ name }) => name === plan.name);
  if (!column) return `there is no column ${plan.name} in the file`;
  const fault = typeof plan.type === 'string' ? undefined : iriSyntaxFault(plan.type.value)?.fault;
  return fault ? `its datatype is no address: ${fault}` : { kind: 'column', column: headerOf(column), type: plan.type };
}

function constantMap(iri: string): TermMap | string {
  const fault = iriSyntaxFault(iri)?.fault;
  return fault ? `${iri} is no address: ${fault}` : { kind: 'constant', iri };
}

/** What a column is called in the file. */
export const headerOf = ({ name, titles }: Column): string => titles[0]?.text ?? name;

/** R2RML has no rows of its own: what tells them apart is their key, or else all that they hold. */
function blankOf(table: Table): TermMap | string {
  const key =
    table.primaryKey.length > 0 ? table.columns.filter(({ name }) => table.primaryKey.includes(name)) : table.columns;
  if (key.length === 0) return 'it has no columns to tell its rows apart';
  return {
    kind: 'template',
    pieces: ['row', ...key.flatMap((column) => [headerOf(column), '-'])].slice(0, -1).concat(''),
    isBlank: true,
    isEncoded: true,
  };
}

function templateMap(template: Template, table: Table): TermMap | string {
  if (template.constant !== undefined) return constantMap(template.constant);
  const { text } = template;
  const unknown = variablesOf(text).find((variable) => !table.columns.some(({ name }) => name === variable));
  if (unknown !== undefined)
    return `the template ${text} asks for ${unknown}, which ${unknown.startsWith('_') ? 'only CSV on the Web knows' : 'is no column of the file'}`;
  const header = (name: string): string => headerOf(table.columns.find((column) => column.name === name) as Column);
  const whole = /^\{\+([\w.%]+)\}$/.exec(text)?.[1];
  if (whole !== undefined) return { kind: 'address', column: header(whole) };
  const pieces = template.pieces ?? piecesOf(text, table.url);
  if (!pieces) return `the template ${text} is more than R2RML knows: it has columns in braces, and nothing else`;
  const named = pieces.map((piece, i) => (i % 2 === 0 ? piece : header(piece)));
  return { kind: 'template', pieces: named, isBlank: false, isEncoded: !/\{[+#]/.test(text) };
}

/** Pieces of a template with {+name} or {#name} too, which keep what {name} encodes; nothing where there is more to it. */
function piecesOf(text: string, base: string): string[] | undefined {
  const simple = text.replace(/\{\+([\w.%]+)\}/g, '{$1}').replace(/\{#([\w.%]+)\}/g, '#{$1}');
  const whole = expandPrefix(simple);
  const rooted = /^[^{}:/#?]*\{/.test(whole) ? `${new URL('.', base).href}${whole}` : whole; // a name in the folder of the table
  return compileTemplate(rooted, base, {}).pieces;
}
