import { sha256Bytes } from '../bytes.js';
import { countBySeverity, type Place, PROBLEM_LIMIT, type Problem } from '../problem.js';
import { groupBy } from '../text/order.js';
import { escapeMarkup as escaped } from './harmless-text.js';
import styleSheet from './html-style.json' with { type: 'json' };
import {
  alsoIn,
  type Excerpt,
  placeBeside,
  placeInFile,
  plural,
  type ReportContext,
  severities,
  summarySince,
  verdict,
} from './report.js';

const style = `\n${styleSheet.lines.join('\n')}\n`;

/** A single page without scripts or external files, so that it can be sent to the stewards. */
export function html(problems: Problem[], context: ReportContext): string {
  const shown = problems.slice(0, PROBLEM_LIMIT);
  const beyond = problems.length - shown.length;
  const title = verdict(problems, context.strict);
  const ids = new Map([...new Set(shown.map(({ where }) => where.file))].map((file, i) => [file, `file-${i}`]));
  // The policy allows only the style, even if some text is not escaped.
  const policy = `default-src 'none'; style-src 'sha256-${btoa(String.fromCharCode(...sha256Bytes(style)))}'; base-uri 'none'; form-action 'none'`;
  const head = [
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta name="generator" content="${escaped(`gcm ${context.version}`.trim())}">`,
    `<title>${title}</title>`,
    `<style>${style}</style>`,
  ];
  const body = [
    `<header>\n<h1>${title}</h1>\n<p class="counts">${summarySince(problems, context, escaped)}</p>\n</header>`,
    '<main>',
    index(problems, ids),
    sections(problems, shown, ids, context),
    beyond > 0 ? `<p>… and ${plural(beyond, 'more problem')}</p>` : '',
    '</main>',
  ];
  return `<!doctype html>
<html lang="en">
<head>
${head.join('\n')}
</head>
<body>
${body.join('\n')}
</body>
</html>
`;
}

/** The files with their counts. A link leads to the most severe problem of the file. */
function index(problems: Problem[], ids: Map<string, string>): string {
  const items = [...groupBy(problems, ({ where }) => where.file)].map(([file, own]) => {
    const id = ids.get(file);
    const counts = countBySeverity(own);
    const words = severities.flatMap((severity) =>
      counts[severity] > 0 ? `<span class="${severity}">${plural(counts[severity], severity)}</span>` : [],
    );
    const name = id === undefined ? escaped(file) : `<a href="#${id}">${escaped(file)}</a>`;
    return `<li>${name} ${words.join(', ')}</li>`;
  });
  return items.length > 0 ? `<nav aria-label="Files"><ul>${items.join('')}</ul></nav>` : '';
}

/** One section per severity, and in it one per kind of problem. The first problem of each file gets the id of the file. */
function sections(problems: Problem[], shown: Problem[], ids: Map<string, string>, context: ReportContext): string {
  const counts = countBySeverity(problems);
  const seen = new Set<string>();
  const idOf = ({ file }: Place): string => {
    if (seen.has(file)) return '';
    seen.add(file);
    return ` id="${ids.get(file)}"`;
  };
  const parts = severities.flatMap((severity) => {
    const kinds = groupBy(
      shown.filter((problem) => problem.severity === severity),
      ({ code }) => code,
    );
    if (kinds.size === 0) return [];
    const content = [...kinds].map(([code, own]) => kindSection(code, own, idOf, context)).join('\n');
    return `<details open class="${severity}">
<summary><h2>${plural(counts[severity], severity)}</h2></summary>
${content}
</details>`;
  });
  return parts.join('\n');
}

/** The problems of one kind, in lists by remedy. A remedy of several problems is shown once, above its list. */
function kindSection(
  code: string,
  problems: Problem[],
  idOf: (where: Place) => string,
  context: ReportContext,
): string {
  const rule = context.ruleOf(code);
  const byFix = groupBy(problems, ({ fix }) => fix ?? '');
  const name = `<span class="code">${escaped(code)}</span>`;
  const lists = [...byFix].map(([fix, own]) => {
    const isAbove = own.length > 1 || byFix.size === 1;
    const remedy = fix || (byFix.size === 1 ? rule?.remedy : undefined);
    const items = own.map((problem) => {
      const content = details(isAbove ? { ...problem, fix: '' } : problem, context);
      return `<li${idOf(problem.where)}><p class="place">${placeOf(problem.where)}</p><div>${content}</div></li>`;
    });
    const above = isAbove && remedy ? `<p class="fix">${escaped(remedy)}</p>\n` : '';
    return `${above}<ul class="problems">\n${items.join('\n')}\n</ul>`;
  });
  return `<section>
<h3>${rule?.title ? `${escaped(rule.title)} ${name}` : name}</h3>
${rule?.cause ? `<p>${escaped(rule.cause)}</p>` : ''}
${lists.join('\n')}
</section>`;
}

function placeOf(where: Place): string {
  const column = where.column !== undefined && where.cell !== undefined ? ` <bdi>${escaped(where.column)}</bdi>` : '';
  const at = placeInFile(where);
  return `${at ? `<b>${escaped(at)}</b>${column} ` : ''}<span class="file">${escaped(where.file)}</span>`;
}

function details(problem: Problem, context: ReportContext): string {
  const { message, where, fix, related = [], suggestion } = problem;
  const also = alsoIn(problem);
  const row = shownRow(where, context);
  const values = { Found: row ? undefined : where.value || undefined, Suggested: suggestion };
  return [
    `<p>${escaped(message)}</p>`,
    row,
    ...Object.entries(values).map(([name, one]) =>
      one === undefined ? '' : `<p>${name}: <bdi>${escaped(one)}</bdi></p>`,
    ),
    ...related.map((other) => `<p>See also ${escaped(placeBeside(where, other))}</p>${shownRow(other, context)}`),
    also ? `<p>${escaped(also)}</p>` : '',
    ...(fix ? [`<p class="fix">${escaped(fix)}</p>`] : []),
  ].join('');
}

/** Shows a row from left to right, as in its file. The marked value keeps its own direction. */
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
