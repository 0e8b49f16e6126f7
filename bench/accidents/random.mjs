// Random choices that are the same for the same seed.

/** Creates a source of random choices (mulberry32). */
export function createRandom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const between = (least, most) => least + Math.floor(next() * (most - least + 1));
  return { between, pick: (list) => list[between(0, list.length - 1)], isLikely: (share) => next() < share };
}
