/** The items that others lack, by what `keyOf` says of them; one that is there twice must be there twice among them too. */
export function without<T>(items: T[], others: T[], keyOf: (item: T) => string): T[] {
  const counts = new Map<string, number>();
  for (const other of others) counts.set(keyOf(other), (counts.get(keyOf(other)) ?? 0) + 1);
  return items.filter((item) => {
    const key = keyOf(item);
    const count = counts.get(key) ?? 0;
    counts.set(key, count - 1);
    return count <= 0;
  });
}
