import { Parser } from 'sparqljs';

/** Parses a query. Its errors have the place and the expected tokens. */
export const parse = (query: string): unknown => new Parser({ sparqlStar: true }).parse(query);
