// npm run bench:accidents: applies random single accidents to the real sheets, and reports which are found.
//
//   --count N:   number of accidents (default: 500)
//   --seed N:    another seed (default: 1)
//   --only KIND: only accidents of this kind
//   --verbose:   list the accidents that are reported too

import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { kindsOfAccidents, makeAccidents } from './accidents/accidents.mjs';
import { createJudge, judge, readProject, sheetsOf } from './accidents/judge.mjs';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    verbose: { type: 'boolean' },
  },
});
const files = readProject(fileURLToPath(new URL('..', import.meta.url)));
const accidents = makeAccidents(sheetsOf(files), Number(values.count), Number(values.seed)).filter(
  ({ kind }) => values.only === undefined || kind === values.only,
);
const judgeChanges = await createJudge(files);
const counts = new Map(kindsOfAccidents.map((kind) => [kind, { place: 0, elsewhere: 0, silent: 0, harmless: 0 }]));
const listed = [];
for (const accident of accidents) {
  const { verdict, found } = await judge(judgeChanges, accident);
  counts.get(accident.kind)[verdict]++;
  const problems = [...new Set(found.map(({ code }) => code))].slice(0, 3).join(', ');
  if (values.verbose || verdict === 'silent')
    listed.push(`- ${verdict} ${accident.number} ${accident.kind}: ${accident.file}, ${accident.what} [${problems}]`);
  if (process.stderr.isTTY) process.stderr.write(`\r${accident.number} of ${accidents.length}`);
}
console.log('| accident | at its place | elsewhere | silent | repaired |\n|---|---|---|---|---|');
const total = { place: 0, elsewhere: 0, silent: 0, harmless: 0 };
for (const [kind, count] of counts) {
  for (const verdict of Object.keys(total)) total[verdict] += count[verdict];
  console.log(`| ${kind} | ${count.place} | ${count.elsewhere} | ${count.silent} | ${count.harmless} |`);
}
const effective = total.place + total.elsewhere + total.silent;
const share = (count) => `${((100 * count) / effective).toFixed(1)} %`;
console.log(
  `\n${effective} accidents that change the graph or are refused: ${share(total.place)} reported at the place, ` +
    `${share(total.place + total.elsewhere)} reported, ${share(total.silent)} published in silence. ` +
    `${total.harmless} repaired.\n`,
);
console.log(listed.join('\n'));
