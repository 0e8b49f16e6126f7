/** The content of a file of the site; undefined if it cannot be loaded, so that the page works without it. */
export async function fetchJson<T>(address: string): Promise<T | undefined> {
  try {
    const response = await fetch(address);
    return response.ok ? ((await response.json()) as T) : undefined;
  } catch {
    return undefined;
  }
}
