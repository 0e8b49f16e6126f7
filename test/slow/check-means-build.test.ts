import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readSiteAssets } from '../../src/cli/build.js';
import { filesOf } from '../../src/files.js';
import { assemble, check } from '../../src/pipeline.js';
import { type Problem, stopsBuild } from '../../src/problem.js';
import { writeRelease } from '../../src/publish/publish.js';
import { pageWriter, writeToMemory } from '../../src/publish/release-files.js';
import { exampleNames } from '../support/examples.js';
import { root } from '../support/gcm.js';

/**
 * A project that passes the check can be built. Each run changes one token or line of one file of an example, checks the
 * project and, if it passes, builds it in memory. The runs depend only on the seed.
 */
const seed = Number(process.env['FAST_CHECK_SEED'] ?? 20261130);
const runs = Number(process.env['GCM_RUNS'] ?? 300);
const mostTime = 35_000; // a busy machine makes fewer runs

type ProjectFiles = ReadonlyMap<string, string>;

/** The text files of an example. */
function filesIn(folder: string, below = ''): [string, string][] {
  return readdirSync(path.join(folder, below)).flatMap((name): [string, string][] => {
    const file = path.posix.join(below, name);
    const there = path.join(folder, file);
    if (statSync(there).isDirectory()) return name === 'build' ? [] : filesIn(folder, file);
    return [[file, readFileSync(there, 'utf8')]];
  });
}

const skos = 'PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n';

/** Files that the examples do without. */
const more: ProjectFiles = new Map([
  [
    'queries/exports/names.rq',
    `# title: Names\n# file: names.csv\n# format: csv\n${skos}SELECT ?thing ?name {\n  ?thing skos:prefLabel ?name\n} ORDER BY ?thing ?name\n`,
  ],
  [
    'queries/summary/concepts.rq',
    `# title: Concepts\n${skos}SELECT ("concepts" AS ?what) (COUNT(?c) AS ?number) { ?c a skos:Concept }\n`,
  ],
  [
    'queries/checks/name.rq',
    `# title: t\n# severity: warning\n# reason: r\n# remedy: m\n# looks-at: skos:Concept\n# message: {focus} has {number} names\n${skos}SELECT ?focus (0 AS ?number) {\n  ?focus a skos:Concept FILTER NOT EXISTS { ?focus skos:prefLabel ?name }\n}\n`,
  ],
  [
    'queries/derive/90-notes.rq',
    `# title: t\n# reason: r\n# graph: graph/notes\n${skos}CONSTRUCT { ?c skos:note ?name } WHERE { ?c skos:prefLabel ?name }\n`,
  ],
  ['queries/checks.csv', 'rule,severity,reason\nmojibake,warning,\nno-orphan,off,Not needed.\n'],
  [
    'ontology/shapes.ttl',
    `@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://example.org/shapes#Concept> a sh:NodeShape ;
  sh:targetClass skos:Concept ;
  sh:property [ sh:path skos:prefLabel ; sh:minCount 1 ; sh:uniqueLang true ; sh:nodeKind sh:Literal ] ;
  sh:property [ sh:path skos:notation ; sh:maxCount 3 ; sh:pattern "^.+$" ; sh:message "Odd notation"@en ] .
`,
  ],
]);

const frame = `{
  "type": "Concept",
  "prefLabel": {},
  "broader": { "@embed": "@never", "@omitDefault": true },
  "inScheme": { "type": "ConceptScheme", "@explicit": false, "@requireAll": false, "@default": "none" }
}
`;

/** The frame without properties that the context does not declare. */
const frameFor = (context: string): string => frame.replace(context.includes('"broader"') ? '' : / *"broader".*\n/, '');

interface Built {
  problems: Problem[];
  release?: Map<string, Uint8Array>;
}

/** Checks a project and, if it passes, builds it. */
async function built(files: ProjectFiles, hasSite = false): Promise<Built> {
  const bytes = new Map([...files].map(([name, text]) => [name, new TextEncoder().encode(text)]));
  const project = { files: filesOf(bytes), data: 'data', ontology: 'ontology', queries: 'queries' };
  const checked = await check(project);
  const { problems } = checked;
  if (stopsBuild(problems, false)) return { problems };
  const { source } = await assemble(project, checked, hasSite ? { siteAssets: readSiteAssets() } : {});
  if (source === undefined) throw new Error('The check passed, but the build stopped');
  const { files: release, write, read } = writeToMemory();
  await writeRelease(source, write, pageWriter(write, read));
  return { problems, release };
}

/** Returns numbers between 0 and 1 (mulberry32). */
function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const random = randomFrom(seed);
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

/** Changes of the token at a place. */
const changes: ((tokens: string[], at: number, places: number[]) => void)[] = [
  (tokens, at) => tokens.splice(at, 1),
  (tokens, at) => tokens.splice(at, 0, tokens[at] as string, ' '),
  (tokens, at, places) => {
    const other = pick(places);
    [tokens[at], tokens[other]] = [tokens[other] as string, tokens[at] as string];
  },
  (tokens, at, places) => {
    tokens[at] = tokens[pick(places)] as string;
  },
  (tokens, at) => {
    const letters = [...(tokens[at] as string)];
    letters[Math.floor(random() * letters.length)] = pick(['', 'x', '#', ' ', '/', '{', ':', 'é']);
    tokens[at] = letters.join('');
  },
  (tokens, at) => {
    const words = (tokens[at] as string).match(/[\w-]+|[^\w-]/g) as string[];
    words[Math.floor(random() * words.length)] = pick(['', 'x', words[0] as string]);
    tokens[at] = words.join('');
  },
  (tokens, at) => {
    tokens[at] = pick(['1', 'true', 'null', '""', '[]', '{}', '"x"', '"@id"']);
  },
];

/** Changes a token of a text, or drops a line. */
function changed(text: string): string {
  if (random() < 0.1) {
    const lines = text.split('\n');
    lines.splice(Math.floor(random() * lines.length), 1);
    return lines.join('\n');
  }
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[\w@?-]+|\s+|[^\s\w]/g) as string[];
  const places = tokens.flatMap((token, i) => (token.trim() === '' ? [] : i));
  pick(changes)(tokens, pick(places), places);
  return tokens.join('');
}

const projects: ProjectFiles[] = [];

beforeAll(async () => {
  for (const name of exampleNames) {
    const files = new Map([...more, ...filesIn(path.join(root, 'examples', name))]);
    projects.push(files);
    const { problems, release } = await built(files);
    expect(problems.filter(({ severity }) => severity !== 'notice')).toEqual([]);
    const context = new TextDecoder().decode(release?.get('ontology/context.jsonld'));
    const own = new Map([...files, ['ontology/context.jsonld', context], ['ontology/frame.jsonld', frameFor(context)]]);
    expect((await built(own)).release).toBeDefined();
    projects.push(own);
  }
});

describe('a project that passes the check', () => {
  it(`can be built (seed ${seed})`, async () => {
    const end = performance.now() + mostTime;
    let done = 0;
    let passed = 0;
    for (; done < runs && performance.now() < end; done++) {
      const project = pick(projects);
      const file = pick([...project.keys()].filter((name) => /\.(?:json|jsonld|ttl|rq|csv)$/.test(name)));
      const text = project.get(file) as string;
      const after = changed(text);
      const run = built(new Map([...project, [file, after]]), done % 10 === 0);
      const { problems, release } = await run.catch((error: Error) => {
        const [was, is] = differing(text, after);
        throw new Error(`${file}\n- ${was}\n+ ${is}`, { cause: error });
      });
      if (release) passed++;
      for (const { message, where } of problems) {
        expect(message, file).not.toMatch(/\bundefined\b|\[object|\bNaN\b/);
        expect(where.file, message).not.toBe('');
      }
    }
    expect(done).toBeGreaterThanOrEqual(Math.min(runs, 10));
    expect(passed).toBeGreaterThan(0);
  }, 60_000);
});

/** The first line that differs in two texts. */
function differing(before: string, after: string): [was: string | undefined, is: string | undefined] {
  const [was, is] = [before.split('\n'), after.split('\n')];
  const at = was.findIndex((line, i) => line !== is[i]);
  return [was[at], is[at]];
}
