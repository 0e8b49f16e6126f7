import templates from './code-templates.json' with { type: 'json' };

/** Programs that run a query, for readers to copy. */

/** The languages of the programs. */
export const codeLanguages = Object.keys(templates.served) as CodeLanguage[];

/** The name of a language: "Python". */
export type CodeLanguage = keyof typeof templates.served;

/** The program in a language. It sends the query to a server, or loads the file with the graph. */
export function codeFor(
  language: CodeLanguage,
  query: string,
  address: { endpoint?: string | undefined; file: string },
): string {
  const text = query.trim();
  const values: Record<string, string> = {
    address: address.endpoint ?? address.file,
    shell: text,
    python: text.replaceAll('\\', '\\\\').replaceAll('"""', '\\"\\"\\"'),
    r: text.replaceAll(')---"', ') ---"'),
    javascript: text.replace(/[\\`]|\$\{/g, '\\$&'),
  };
  const template = (address.endpoint === undefined ? templates.file : templates.served)[language];
  return template.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);
}
