const works: (() => unknown)[] = [];

/** Does some work when the tests of the file are done. */
export function atEnd(work: () => unknown): void {
  works.push(work);
}

export async function endFile(): Promise<void> {
  for (const work of works.splice(0).reverse()) await work();
}
