/** The figures that a query needs in addition to the graph, as its header names them: `# figures: SERIES 404`. */

const header = /^# figures:[ \t]*(.*)$/m;

/** The names of series, of what the series belong to, and of areas in the header of a query. */
export const figuresNamed = (query: string): string[] => header.exec(query)?.[1]?.split(/\s+/).filter(Boolean) ?? [];

/** The query with more names in its header. */
export function withFigures(query: string, names: readonly string[]): string {
  const all = [...new Set([...figuresNamed(query), ...names])].filter(Boolean);
  const line = `# figures: ${all.join(' ')}`;
  return header.test(query) ? query.replace(header, line) : `${line}\n${query}`;
}

/** A file with all figures of a series. */
export interface OfferedFile {
  file: string; // in the site
  names: string[]; // of the series, and of what it belongs to
  label: string; // of the series
}

/** An area with figures. */
export interface OfferedArea {
  code: string;
  iri: string;
  names: string[]; // in the language of the page, and in the first language of the site
  place?: string | undefined; // on the map
}

/** The figures that a query can add, with names in a language. */
export interface OfferedFigures {
  files: OfferedFile[];
  areas: OfferedArea[];
}

/** Files to load, and the areas to which they are limited; no areas: all. */
export interface ChosenFigures {
  files: string[];
  areas: string[];
}

/** Chooses files like `gcm query --figures`: of these series, and in these areas. Returns the first unknown name. */
export function chooseFigures(offered: OfferedFigures, names: readonly string[]): ChosenFigures | { unknown: string } {
  const known = new Set(offered.files.flatMap((one) => one.names));
  const codes = new Set(offered.areas.map(({ code }) => code));
  const areas = names.filter((name) => !known.has(name));
  const unknown = areas.find((name) => !codes.has(name));
  if (unknown !== undefined) return { unknown };
  const series = names.filter((name) => known.has(name));
  const files = offered.files.filter((one) => series.length === 0 || one.names.some((name) => series.includes(name)));
  return { files: names.length === 0 ? [] : files.map(({ file }) => file), areas };
}

/** The series that a text names by an IRI or a short name, and whose figures its header does not add. */
export function seriesMentioned(query: string, { files }: OfferedFigures): string[] {
  const given = figuresNamed(query);
  const words = new Set([...query.matchAll(/[/#:]([\w.-]+)/g)].map(([, name]) => name as string));
  return files.flatMap(({ names }) => {
    const [series = ''] = names;
    return words.has(series) && !names.some((name) => given.includes(name)) ? series : [];
  });
}
