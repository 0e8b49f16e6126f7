import fc from 'fast-check';

/** Returns how often to test a property: `worth`, or the maximum of the suite. */
export function runs(worth: number): number {
  return Math.min(worth, fc.readConfigureGlobal().numRuns ?? worth);
}

/** The seed of this run, logged by the setup of the suite. */
export const seed = fc.readConfigureGlobal().seed as number;

/** Tests a property with random inputs. The setup of the suite defines their number and seed. */
export function property<A>(a: fc.Arbitrary<A>, holds: (a: A) => void): void;
export function property<A, B>(a: fc.Arbitrary<A>, b: fc.Arbitrary<B>, holds: (a: A, b: B) => void): void;
export function property(...parts: unknown[]): void {
  const [arbitrary, holds] = parts as [fc.Arbitrary<unknown>, (value: unknown) => void];
  const claim = parts.length === 2 ? fc.property(arbitrary, holds) : fc.property(...(parts as Pair));
  fc.assert(claim as fc.IRawProperty<unknown>, { numRuns: runs(300) });
}

type Pair = [fc.Arbitrary<unknown>, fc.Arbitrary<unknown>, (a: unknown, b: unknown) => void];

/** Tests an asynchronous property. */
export async function asyncProperty<A>(
  a: fc.Arbitrary<A>,
  worth: number,
  holds: (a: A) => Promise<void>,
): Promise<void> {
  await fc.assert(fc.asyncProperty(a, holds), { numRuns: runs(worth) });
}
