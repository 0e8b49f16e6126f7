import type { Serving } from './serving.js';

/** A candidate in an answer. */
export interface Candidate {
  id: string;
  name: string;
  description: string;
  score: number;
  match: boolean;
  type: { id: string; name: string }[];
}

/** Posts a form with one field of JSON, like OpenRefine. */
export const post = ({ address }: Serving, form: Record<string, string>, path = 'reconcile'): Promise<Response> =>
  fetch(address + path, { method: 'POST', body: new URLSearchParams(form) });

/** Returns the candidates for each query of a batch, as soon as the server has loaded the names. */
export async function reconcile(server: Serving, queries: object): Promise<Record<string, { result: Candidate[] }>> {
  const send = (): Promise<Response> => post(server, { queries: JSON.stringify(queries) });
  let response = await send();
  while (response.status === 503) response = await send();
  if (response.status !== 200) throw new Error(await response.text());
  return (await response.json()) as Record<string, { result: Candidate[] }>;
}

/** Returns the candidates for one query. */
export async function candidates(server: Serving, query: object): Promise<Candidate[]> {
  return (await reconcile(server, { q: query }))['q']?.result ?? [];
}
