import type { Job } from '../sparql/job.js';

// The IRIs stand in the dump, and so have no character that could end them.

/** All that is said about something. */
export const statementsAbout = (iri: string, mediaType: string): Job => ({
  kind: 'own-query',
  text: `CONSTRUCT { <${iri}> ?p ?o } WHERE { <${iri}> ?p ?o }`,
  mediaType,
});

/** All that points to something. */
export const statementsNaming = (iri: string, mediaType: string): Job => ({
  kind: 'own-query',
  text: `CONSTRUCT { ?s ?p <${iri}> } WHERE { ?s ?p <${iri}> }`,
  mediaType,
});
