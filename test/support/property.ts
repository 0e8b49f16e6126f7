import fc from 'fast-check';

/** How often a property is tried: as often as it is worth, but no oftener than the suite allows. */
export function runs(worth: number): number {
  return Math.min(worth, fc.readConfigureGlobal().numRuns ?? worth);
}

/** The seed of this run, which the setup of the suite has logged. */
export const seed = fc.readConfigureGlobal().seed as number;

/** Tries a property on random inputs. The setup of the suite says how many, and with which seed. */
export function property<A>(a: fc.Arbitrary<A>, holds: (a: A) => void): void;
export function property<A, B>(a: fc.Arbitrary<A>, b: fc.Arbitrary<B>, holds: (a: A, b: B) => void): void;
export function property(...parts: unknown[]): void {
  const [arbitrary, holds] = parts as [fc.Arbitrary<unknown>, (value: unknown) => void];
  const claim = parts.length === 2 ? fc.property(arbitrary, holds) : fc.property(...(parts as Pair));
  fc.assert(claim as fc.IRawProperty<unknown>, { numRuns: runs(300) });
}

type Pair = [fc.Arbitrary<unknown>, fc.Arbitrary<unknown>, (a: unknown, b: unknown) => void];

/** The same for a claim that has to wait. */
export async function asyncProperty<A>(
  a: fc.Arbitrary<A>,
  worth: number,
  holds: (a: A) => Promise<void>,
): Promise<void> {
  await fc.assert(fc.asyncProperty(a, holds), { numRuns: runs(worth) });
}
