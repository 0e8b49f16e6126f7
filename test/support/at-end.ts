const works: (() => unknown)[] = [];

/** Registers work for the end of the tests of a file. */
export function atEnd(work: () => unknown): void {
  works.push(work);
}

export async function endFile(): Promise<void> {
  for (const work of works.splice(0).reverse()) await work();
}
