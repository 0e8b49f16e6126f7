import fc from 'fast-check';

/**
 * Holds a property against a few hundred random inputs. The seed is logged, so that a failure can be run again:
 * `FAST_CHECK_SEED=… npx vitest run FILE`.
 */
export function property<A>(a: fc.Arbitrary<A>, holds: (a: A) => void): void;
export function property<A, B>(a: fc.Arbitrary<A>, b: fc.Arbitrary<B>, holds: (a: A, b: B) => void): void;
export function property(...parts: unknown[]): void {
  const seed = Number(process.env.FAST_CHECK_SEED ?? Date.now() & 0x7fffffff);
  console.log(`seed ${seed}`);
  const [arbitrary, holds] = parts as [fc.Arbitrary<unknown>, (value: unknown) => void];
  const claim = parts.length === 2 ? fc.property(arbitrary, holds) : fc.property(...(parts as Pair));
  fc.assert(claim as fc.IRawProperty<unknown>, { seed, numRuns: 300 });
}

type Pair = [fc.Arbitrary<unknown>, fc.Arbitrary<unknown>, (a: unknown, b: unknown) => void];

/** The same for a claim that has to wait. */
export async function asyncProperty<A>(
  a: fc.Arbitrary<A>,
  numRuns: number,
  holds: (a: A) => Promise<void>,
): Promise<void> {
  const seed = Number(process.env.FAST_CHECK_SEED ?? Date.now() & 0x7fffffff);
  console.log(`seed ${seed}`);
  await fc.assert(fc.asyncProperty(a, holds), { seed, numRuns });
}
