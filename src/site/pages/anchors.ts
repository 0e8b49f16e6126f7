/** Ids that the frame of every page has, and those of the parts of a list. */
const pageIds = /^(?:content|found(?:-\d+)?|list-(?:rules|shapes|derivations|others|classes|properties)|shape-\d+)$/;

/** Makes names the anchors of a page: whoever asks first has a name, and nobody one that the page itself uses. */
export function createAnchors(): (name: string) => string | undefined {
  const taken = new Set<string>();
  return (name) => {
    if (taken.has(name) || pageIds.test(name)) return undefined;
    taken.add(name);
    return name;
  };
}
