// Comparisons by name. Commands run in a folder with the inputs and the checkout's ontology and queries. Their files in
// `out/NAME` and their console output are compared. NAME.mjs is a program in this folder that gets the path of gcm.js.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { cases } from './inputs.mjs';

const formats = ['text', 'json', 'junit', 'sarif', 'github', 'markdown', 'html', 'workbook'];

/** Checks a folder of sheets and reports in every format. */
const check = (data, out) => [
  ...['check', '--data', data],
  ...formats.flatMap((f) => ['--report', `${f}=${out}.${f === 'workbook' ? 'xlsx' : f}`]),
];

/** Returns the comparisons: their commands, and the comparison whose output they need; `mayRefuse` if one is wrong on purpose. */
export function comparisons(old) {
  const saved = readdirSync(path.join(old, 'queries/examples')).map((name) => name.replace(/\.rq$/, ''));
  const query = (out) => saved.map((name) => ['query', name, '--out', 'out/releases/first', '--format', out]);
  const diff = (format) => ['diff', 'out/releases/first/current', 'out/releases/second/current', '--format', format];
  const [observations, imported] = ['out/observations', 'out/workbook/small.xlsx'];
  return {
    build: { commands: [['build', '--out', 'out/build/build']] },
    serve: { needs: 'build', commands: [['serve-answers.mjs', 'out/build/build', 'out/serve/answers.json']] },
    releases: {
      commands: [
        ['build', '--no-site', '--out', 'out/releases/first'],
        ['build', '--no-site', '--data', 'changed/data', '--out', 'out/releases/second'],
        [
          'build',
          '--no-site',
          '--data',
          'small/data',
          '--out',
          'out/releases/small',
          '--base',
          'https://example.org/x/',
        ],
        ['releases', '--out', 'out/releases/first'],
        ['verify', '--out', 'out/releases/first'],
        ['why', 'objective/10', '--out', 'out/releases/first'],
      ],
    },
    check: {
      commands: [check('data', 'out/check/data'), ['check', '--strict'], check('small/data', 'out/check/small')],
    },
    reports: { commands: formats.map((format) => ['check', '--data', 'small/data', '--report', format]) },
    cases: { commands: cases.map((name) => check(`cases/${name}/data`, `out/cases/${name}`)) },
    mapping: { commands: ['rml', 'r2rml'].map((language) => ['mapping', language]) },
    workbook: {
      commands: [
        ['workbook', 'export', 'out/workbook/data.xlsx'],
        ['workbook', 'export', '--data', 'small/data', imported],
        ['workbook', 'import', '--data', 'small/data', imported],
      ],
    },
    csvw: {
      commands: [
        ['csvw', 'to-rdf', 'data/tables.json'],
        ['csvw', 'to-rdf', 'data/tables.json', '--minimal', '--format', 'turtle', '--out', 'out/csvw/tables.ttl'],
        ['csvw', 'to-rdf', 'data/areas.csv', '--no-prov', '--out', 'out/csvw/areas.nq'],
        ['csvw', 'validate', 'data/tables.json'],
        ['csvw', 'validate', 'cases/wrong-datatype/data/tables.json'],
        ['csvw', 'validate', 'cases/49-dangling-reference/data/tables.json'],
      ],
    },
    observations: {
      commands: [
        ...['nq', 'nq.gz', 'parquet'].map((end) => [
          ...['observations', 'observations/portal.csv', '-o', `${observations}/portal.${end}`],
        ]),
        ['observations', 'observations/faults.csv', '-o', `${observations}/faults.nq`],
        ['observations', 'observations/faults.csv', '-o', `${observations}/faults.nq`, '--report', 'json'],
      ],
    },
    diff: { needs: 'releases', commands: ['text', 'markdown', 'json', 'turtle'].map(diff) },
    query: {
      needs: 'releases',
      commands: [['query'], ...query('table'), ...['json', 'csv', 'tsv', 'xml'].map((format) => [...query(format)[0]])],
    },
    explain: { mayRefuse: true, commands: [['explain'], ['explain', 'foreign-key'], ['explain', 'foreign-kye']] },
    init: {
      commands: [
        ['init', 'out/init/made', '--base', 'https://example.org/made/'],
        [
          ...['build', '--data', 'out/init/made/data', '--ontology', 'out/init/made/ontology'],
          ...['--queries', 'out/init/made/queries', '--out', 'out/init/built'],
        ],
      ],
    },
  };
}
