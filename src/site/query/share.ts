/** The part of an address behind # that holds a query, so that it can be passed on: "#query=SELECT+…". */
export const fragmentOf = (query: string): string => `#${new URLSearchParams({ query })}`;

/** The query in such a part; undefined when there is none. */
export const queryIn = (fragment: string): string | undefined =>
  new URLSearchParams(fragment.replace(/^#/, '')).get('query') ?? undefined;
