import { sha256Bytes } from '../bytes.js';
import { countBySeverity, type Place, PROBLEM_LIMIT, type Problem, type Severity, stopsBuild } from '../problem.js';
import { compareCodePoints, groupBy } from '../text/order.js';
import { escapeMarkup as escaped } from './harmless-text.js';
import styleSheet from './html-style.json' with { type: 'json' };
import { type Excerpt, placeBeside, placeInFile, plural, type ReportContext, summary } from './report.js';

/** How the page looks; the boxes at its top show and hide a kind of problem without a script. */
const style = `\n${styleSheet.lines.join('\n')}\n`;

/** One page that needs nothing but itself, and no script: to be sent to whoever keeps the sheets. */
export function html(problems: Problem[], context: ReportContext): string {
  const shown = problems.slice(0, PROBLEM_LIMIT);
  const files = [...groupBy(shown, ({ where }) => where.file)];
  const beyond = problems.length - shown.length;
  const title = stopsBuild(problems, context.strict) ? 'The sheets have to be mended' : 'The sheets are in order';
  // What the page may do is settled by its policy, not by the care of whoever escapes: only its own style counts.
  const policy = `default-src 'none'; style-src 'sha256-${btoa(String.fromCharCode(...sha256Bytes(style)))}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="${escaped(`gcm ${context.version}`.trim())}">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p class="counts">${summary(problems)}</p>
</header>
<main>
${shown.length > 0 ? controls(shown) : ''}
${files.length > 1 ? contents(files) : ''}
${files.map(([file, own], i) => section(file, own, i, context)).join('\n')}
${beyond > 0 ? `<p>… and ${plural(beyond, 'more problem')}</p>` : ''}
${meanings(shown, context)}
</main>
</body>
</html>
`;
}

/** A box for each kind that there is; the style hides what is not ticked. */
function controls(problems: Problem[]): string {
  const counts = countBySeverity(problems);
  const kinds = (Object.keys(counts) as Severity[]).filter((kind) => counts[kind] > 0);
  const box = (kind: Severity): string =>
    `<label><input type="checkbox" id="show-${kind}" checked> ${plural(counts[kind], kind)}</label>`;
  return `<fieldset><legend>Show</legend>${kinds.map(box).join('')}</fieldset>`;
}

const contents = (files: [string, Problem[]][]): string =>
  `<nav aria-label="Files"><ul>${files
    .map(([file, own], i) => `<li><a href="#file-${i}">${escaped(file)}</a> (${own.length})</li>`)
    .join('')}</ul></nav>`;

const section = (file: string, problems: Problem[], i: number, context: ReportContext): string =>
  `<details open id="file-${i}">
<summary><h2>${escaped(file)}</h2> <span class="counts">${summary(problems)}</span></summary>
<div class="scroll"><table>
<caption>Problems in ${escaped(file)}</caption>
<thead><tr><th scope="col">Where</th><th scope="col">Kind</th><th scope="col">What is wrong, and what to do</th></tr></thead>
<tbody>
${problems.map((problem) => tableRow(problem, context)).join('\n')}
</tbody>
</table></div>
</details>`;

function tableRow({ severity, code, message, where, fix, related = [], ...problem }: Problem, context: ReportContext) {
  const { column, value } = where;
  const values = { found: value || undefined, expected: problem.expected, suggested: problem.suggestion };
  const lines = [
    `<p>${escaped(message)}</p>`,
    shownRow(where, context),
    ...Object.entries(values).map(([name, one]) =>
      one === undefined ? '' : `<p>${name}: <bdi>${escaped(one)}</bdi></p>`,
    ),
    ...related.map((other) => `<p>see also ${escaped(placeBeside(where, other))}</p>${shownRow(other, context)}`),
    ...(fix ? [`<p class="fix">${escaped(fix)}</p>`] : []),
    `<p class="code">${escaped(code)}</p>`,
  ];
  const at = escaped(placeInFile(where) || 'the file');
  const name = column !== undefined && where.cell !== undefined ? `<br><bdi class="code">${escaped(column)}</bdi>` : '';
  return `<tr class="${severity}"><th scope="row">${at}${name}</th><td class="kind">${severity}</td><td>${lines.join('')}</td></tr>`;
}

/** A row stands from left to right, as in its file; each value in it turns as its own letters do. */
function shownRow(where: Place, context: ReportContext): string {
  const excerpt = context.excerptOf(where);
  if (!excerpt) return '';
  const line = excerpt.line === undefined ? '' : `<span class="line">${excerpt.line} │ </span>`;
  return `<code class="row" dir="ltr">${line}${marked(excerpt)}</code>`;
}

function marked({ text, start, end }: Excerpt): string {
  if (start === 0 && end === text.length) return escaped(text);
  const spot = `<mark dir="auto">${escaped(text.slice(start, end))}</mark>`;
  return `${escaped(text.slice(0, start))}${spot}${escaped(text.slice(end))}`;
}

/** What the codes of the page stand for, as far as that is known. */
function meanings(problems: Problem[], context: ReportContext): string {
  const codes = [...new Set(problems.map(({ code }) => code))].sort(compareCodePoints);
  const known = codes.flatMap((code) => {
    const rule = context.ruleOf(code);
    if (!rule) return [];
    const words = [rule.cause, rule.remedy].filter(Boolean).map((line) => `<dd>${escaped(line)}</dd>`);
    return [`<dt>${escaped(`${code}: ${rule.title}`)}</dt>${words.join('')}`];
  });
  if (known.length === 0) return '';
  return `<section aria-labelledby="meanings"><h2 id="meanings">What the codes mean</h2><dl>${known.join('')}</dl></section>`;
}
