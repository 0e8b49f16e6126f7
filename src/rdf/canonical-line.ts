/** How canonical N-Triples and N-Quads are written (RDFC-1.0, section 5), where there are no blank nodes. */

const iri = String.raw`<[^\0-\x20<>"{}|^\x60\\\x7f]*>`;
const literal = String.raw`"[^"\\\0-\x1f\x7f]*(?:\\(?:["\\nrtbf]|u00(?:0[0-7BEF]|1[0-9A-F]|7F))[^"\\\0-\x1f\x7f]*)*"`;
const suffix = String.raw`(?:@[a-z]+(?:-[a-z0-9]+)*|\^\^(?!<http://www\.w3\.org/2001/XMLSchema#string>)${iri})?`;

/** A line without its end, in bytes or characters: property, value and graph. */
export const canonicalLine = new RegExp(`^${iri} <([^>]*)> (${iri}|${literal}${suffix})(?: (${iri}))? \\.$`);
