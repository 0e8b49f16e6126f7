import { compileLimits } from './constraints.js';
import { compileFormat, formatFault, formatWords } from './format.js';
import { datatypeIri, type Kind, kindOf, lexicalFault } from './kinds.js';
import type { Datatype, Reader } from './reading.js';

/**
 * Compiles a datatype whose base is one of `datatypeNames` (Model for Tabular Data, section 6.4). A format that cannot
 * be used counts as absent, for `readDatatype` has told of it.
 */
export function compileDatatype(datatype: Datatype): Reader {
  const kind = kindOf(datatype.base);
  const unformat = compileFormat(datatype);
  const limitFault = compileLimits(datatype);
  const clean = cleaner(kind);
  const reader: Reader = {
    iri: datatype.id ?? datatypeIri(datatype.base),
    clean,
    read(text) {
      const cleaned = clean(text);
      // a regular expression comes second: "no web address" says more than "not of the form https?://.+"
      const early = kind.format === 'regular expression' ? lexicalFault(kind, cleaned) : undefined;
      if (early !== undefined) return { fault: early };
      const lexical = unformat ? unformat(cleaned) : cleaned;
      if (lexical === undefined) return { fault: `expected ${formatWords(datatype)}` };
      const fault = lexicalFault(kind, lexical) ?? limitFault?.(lexical);
      return fault === undefined ? { lexical } : { fault };
    },
  };
  const hasFormat = datatype.format !== undefined && formatFault(datatype.base, datatype.format) === undefined;
  if (kind.isPlain && !hasFormat && !limitFault) reader.isPlain = kind.isPlain;
  if (kind.compare) reader.compare = kind.compare;
  return reader;
}

/** The step on white space: only XML Schema's own, so a no-break space stays. */
function cleaner({ space }: Kind): (text: string) => string {
  if (space === 'keep') return (text) => text;
  if (space === 'replace') return (text) => text.replace(/[\t\n\r]/g, ' ');
  return (text) => (/[\t\n\r]|^ | $| {2}/.test(text) ? text.replace(/[ \t\n\r]+/g, ' ').replace(/^ | $/g, '') : text);
}
