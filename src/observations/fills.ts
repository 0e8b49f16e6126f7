import type { Finding } from './findings.js';

/** The dimensions that a series has, in whatever file. */
export function dimensionsBySeries(findings: Finding[]): Map<string, Set<string>> {
  const bySeries = new Map<string, Set<string>>();
  for (const finding of findings) {
    if (finding.kind !== 'shape') continue;
    const known = bySeries.get(finding.series) ?? new Set();
    for (const dimension of finding.dimensions) known.add(dimension);
    bySeries.set(finding.series, known);
  }
  return bySeries;
}

/** By series: dimensions that some of its rows have and others lack. Empty when every row of a series has the same. */
export function fillsOf(findings: Finding[]): Map<string, string[]> {
  const all = dimensionsBySeries(findings);
  const fills = new Map<string, Set<string>>();
  for (const finding of findings) {
    if (finding.kind !== 'shape') continue;
    const lacking = [...(all.get(finding.series) ?? [])].filter((dimension) => !finding.dimensions.includes(dimension));
    if (lacking.length > 0) fills.set(finding.series, new Set([...(fills.get(finding.series) ?? []), ...lacking]));
  }
  return new Map([...fills].map(([series, dimensions]) => [series, [...dimensions].sort()]));
}
