// npm run bench:accidents: applies random single accidents to the real sheets, and reports which are found.
//
//   --count N:   number of accidents (default: 500)
//   --seed N:    another seed (default: 1)
//   --only KIND: only accidents of this kind
//   --verbose:   list all accidents, not only those in silence or with more than three problems

import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { kindsOfAccidents, makeAccidents } from './accidents/accidents.mjs';
import { createJudge, judge, readProject, sheetsForAccidents } from './accidents/judge.mjs';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    verbose: { type: 'boolean' },
  },
});
const files = readProject(fileURLToPath(new URL('..', import.meta.url)));
const accidents = makeAccidents(sheetsForAccidents(files), Number(values.count), Number(values.seed)).filter(
  ({ kind }) => values.only === undefined || kind === values.only,
);
const judgeChanges = await createJudge(files);
const none = () => ({ place: 0, elsewhere: 0, silent: 0, harmless: 0 });
const counts = new Map(kindsOfAccidents.map((kind) => [kind, { compared: none(), alone: none() }]));
const total = { compared: none(), alone: none() };
const listed = [];
const numbers = { reported: 0, few: 0 }; // few: with at most three problems
let isStopped = false; // Ctrl-C: report the accidents so far
process.once('SIGINT', () => {
  isStopped = true;
});
for (const accident of accidents) {
  if (isStopped) break;
  await new Promise(setImmediate); // receive signals
  const { verdict, alone, found } = await judge(judgeChanges, accident);
  for (const count of [counts.get(accident.kind), total]) {
    count.compared[verdict]++;
    count.alone[alone]++;
  }
  const count = found.filter(({ severity }) => severity !== 'notice').length;
  if (count > 0) numbers.reported++;
  if (count > 0 && count <= 3) numbers.few++;
  const problems = [...new Set(found.map(({ code }) => code))].slice(0, 3).join(', ');
  const verdicts = verdict === alone ? verdict : `${verdict} (alone: ${alone})`;
  if (values.verbose || count > 3 || verdict === 'silent')
    listed.push(
      `- ${verdicts} ${accident.number} ${accident.kind}: ${accident.file}, ${accident.what} [${count}: ${problems}]`,
    );
  if (process.stderr.isTTY) process.stderr.write(`\r${accident.number} of ${accidents.length}`);
}
console.log('| accident | at its place | elsewhere | silent | silent without comparison | repaired |');
console.log('|---|---|---|---|---|---|');
for (const [kind, { compared, alone }] of counts) {
  const cells = [kind, compared.place, compared.elsewhere, compared.silent, alone.silent, compared.harmless];
  console.log(`| ${cells.join(' | ')} |`);
}
for (const [what, { place, elsewhere, silent, harmless }] of Object.entries(total)) {
  const effective = place + elsewhere + silent;
  const share = (count) => `${((100 * count) / effective).toFixed(1)} %`;
  console.log(
    `\n${what === 'compared' ? 'Compared with the last release' : 'Without a comparison'}: ${effective} accidents that ` +
      `change the graph or are reported. ${share(place)} reported at the place, ${share(place + elsewhere)} reported, ` +
      `${share(silent)} published in silence. ${harmless} repaired.`,
  );
}
console.log(
  `\nAt most three problems: ${((100 * numbers.few) / numbers.reported).toFixed(1)} % of the accidents that are reported.`,
);
console.log(`\n${listed.join('\n')}`);
