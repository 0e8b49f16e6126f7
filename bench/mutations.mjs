// npm run bench:mutations: applies each mutation of mutations.json in turn, and reports if the fast suite catches it.
//
//   --related:   run the tests of the file first, and the whole suite only if they pass
//   --only ID:   run only this mutation; repeatable
//   --compile:   only check that each mutation can be applied and compiles
//
// This changes files in the checkout and restores them after each mutation. Commit your changes in src/ and queries/
// first.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: { related: { type: 'boolean' }, only: { type: 'string', multiple: true }, compile: { type: 'boolean' } },
});
const mutations = JSON.parse(readFileSync(new URL('mutations.json', import.meta.url), 'utf8')).filter(
  ({ id }) => values.only === undefined || values.only.includes(id),
);
const results = mkdtempSync(path.join(os.tmpdir(), 'gcm-mutations-'));
const read = (file) => readFileSync(path.join(root, file), 'utf8');
const run = (command, args, env = {}) =>
  spawnSync(command, args, { cwd: root, encoding: 'utf8', env: { ...process.env, ...env }, maxBuffer: 1 << 28 });

const changed = run('git', ['status', '--porcelain', 'src', 'queries']).stdout;
if (changed !== '') throw new Error(`Commit these changes first, because a mutation could undo them:\n${changed}`);

const sources = readdirSync(path.join(root, 'src'), { recursive: true })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => path.posix.join('src', name.split(path.sep).join('/')));
const countIn = (file, text) => read(file).split(text).length - 1;

/**
 * Finds the file with the text: the named file, or the only file in src/ that contains it. Otherwise returns a fault.
 */
function locate({ file, find }) {
  if (existsSync(path.join(root, file)) && countIn(file, find) === 1) return { file };
  const files = sources.filter((one) => countIn(one, find) > 0);
  if (files.length === 1 && countIn(files[0], find) === 1) return { file: files[0] };
  return {
    fault: files.length === 0 ? 'text not found' : `text found more than once in ${files.join(', ')}`,
  };
}

const compile = () => run('npm', ['run', '-s', 'compile']);

/** Finds the fast tests that import the file or are named after its module. */
function relatedTests(file) {
  const steps = file
    .replace(/^src\/(?:node\/)?/, '')
    .replace(/\.tsx?$/, '')
    .split('/');
  const [module, name] = [steps[0], steps.at(-1)];
  const words = {
    publish: 'release',
    judge: 'cases',
    map: 'cases',
    sheets: 'cases',
    check: 'checks',
    queries: 'checks',
    parts: 'cases',
    derive: 'graph',
  };
  return readdirSync(path.join(root, 'test'), { recursive: true })
    .filter((one) => one.endsWith('.test.ts') && !one.startsWith('slow'))
    .filter((one) => {
      const imports = read(`test/${one}`).includes(`${file.replace(/\.tsx?$/, '')}.js`);
      return (
        imports ||
        [module, name, words[module], words[name]].some((word) => word && path.basename(one).startsWith(word))
      );
    })
    .map((one) => `test/${one}`);
}

/** Runs fast tests until one fails, and returns its name. */
function failing(tests) {
  const report = path.join(results, 'tests.json');
  rmSync(report, { force: true });
  const files = tests.length > 0 ? tests : [];
  const args = ['vitest', 'run', '--project', 'fast', '--bail', '1', ...files];
  const { status, stderr } = run('npx', args, { GCM_TEST_RESULTS: report });
  if (status === 0) return undefined;
  if (!existsSync(report)) return `the tests did not start: ${stderr.trim().split('\n')[0]}`;
  for (const { name, status, assertionResults } of JSON.parse(readFileSync(report, 'utf8')).testResults) {
    const test = assertionResults.find((one) => one.status === 'failed');
    if (test) return `${path.basename(name)}: ${test.fullName.trim()}`;
    if (status === 'failed') return path.basename(name);
  }
  return 'the run failed, but no test failed';
}

function judge(file) {
  const related = values.related ? relatedTests(file) : [];
  return (related.length > 0 ? failing(related) : undefined) ?? failing([]);
}

/** Applies one mutation, runs the suite, and restores the file. */
function outcome({ file: given, find, replace }) {
  const found = locate({ file: given, find });
  if (found.fault) return { result: found.fault };
  const { file } = found;
  const original = read(file);
  try {
    writeFileSync(
      path.join(root, file),
      original.replace(find, () => replace),
    );
    const compiled = compile();
    if (compiled.status !== 0) return { file, result: `does not compile: ${compiled.stdout.trim().split('\n')[0]}` };
    if (values.compile) return { file, result: 'compiles' };
    const test = judge(file);
    return { file, result: test === undefined ? 'missed' : 'caught', test };
  } finally {
    writeFileSync(path.join(root, file), original);
  }
}

console.log('| mutation | file | kind | result | test | s |\n|---|---|---|---|---|---|');
const counts = {};
for (const mutation of mutations) {
  const start = performance.now();
  const { file = mutation.file, result, test = '' } = outcome(mutation);
  counts[result] = (counts[result] ?? 0) + 1;
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.log(
    `| ${mutation.id} | ${file} | ${mutation.kind} | ${result} | ${test.replaceAll('|', '\\|')} | ${seconds} |`,
  );
}
compile();
rmSync(results, { recursive: true, force: true });
console.log(
  `\n${Object.entries(counts)
    .map(([result, count]) => `${count} ${result}`)
    .join(', ')}`,
);
