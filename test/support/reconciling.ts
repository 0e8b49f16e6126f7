import type { Serving } from './serving.js';

/** A candidate as a client gets it. */
export interface Candidate {
  id: string;
  name: string;
  description: string;
  score: number;
  match: boolean;
  type: { id: string; name: string }[];
}

/** Asks as OpenRefine does: a form with one field of JSON. */
export const post = ({ address }: Serving, form: Record<string, string>, path = 'reconcile'): Promise<Response> =>
  fetch(address + path, { method: 'POST', body: new URLSearchParams(form) });

/** The candidates for each query of a batch. */
export async function reconcile(server: Serving, queries: object): Promise<Record<string, { result: Candidate[] }>> {
  const response = await post(server, { queries: JSON.stringify(queries) });
  if (response.status !== 200) throw new Error(await response.text());
  return (await response.json()) as Record<string, { result: Candidate[] }>;
}

/** The candidates for one query. */
export async function candidates(server: Serving, query: object): Promise<Candidate[]> {
  return (await reconcile(server, { q: query }))['q']?.result ?? [];
}
