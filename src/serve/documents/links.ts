import { encodePath } from '../files/request-path.js';
import type { Form } from './forms.js';

/** A header Link (RFC 8288) to the forms of what is described at a path. */
export const alternates = (path: string, forms: Form[]): string[] =>
  forms.map(({ extension, mediaType }) => `</${encodePath(path)}.${extension}>; rel="alternate"; type="${mediaType}"`);

/** To the thing that a document describes. */
export const describes = (iri: string): string => `<${asAddress(iri)}>; rel="describes"`;

/** To what took the place of a thing: where it stands here, else its IRI. */
export const succeededBy = (iri: string, path: string | undefined): string =>
  `<${path === undefined ? asAddress(iri) : `/${encodePath(path)}`}>; rel="successor-version"`;

/** An IRI in the letters that a header may have (RFC 3987, section 3.1). */
const asAddress = (iri: string): string => iri.replace(/[^!-~]/gu, encodeURIComponent);
