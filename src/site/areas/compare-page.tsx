import { sparkline } from '../charts/sparkline.js';
import { pointText } from '../figures/figure-text.js';
import { figuresOf, wholeAreas } from '../figures/series-figures.js';
import type { Text } from '../graph-index.js';
import { literal, nameLink, plainText, toPage, turned, WideTable } from '../layout/components.js';
import { textPage } from '../layout/document.js';
import { localPart } from '../paths.js';
import type { View } from '../view.js';
import { itemLink } from './area-rows.js';
import type { CompareConfig } from './compare-config.js';
import { allAreas } from './regions.js';
import { contextSeries, figureGroups } from './shown-series.js';

/** The script of the comparison. */
const compareScript = 'assets/compare.js';

/** The comparison of areas: without scripts, the newest figures of the whole. */
export function comparePage(view: View) {
  const { site, words, link, graph } = view;
  const items = [
    ...contextSeries(site).map((series) => ({ thing: series, series })),
    ...figureGroups(site).items.flatMap(({ thing, series }) => (series === undefined ? [] : [{ thing, series }])),
  ];
  const whole = wholeAreas(site)[0];
  const pointsOf = (series: string) => figuresOf(site, series)?.byArea.get(whole ?? '') ?? [];
  const config: CompareConfig = {
    files: link('data/areas/'),
    pages: whole === undefined ? '' : (view.linkTo(whole) ?? '').replace(/[^/]*$/, ''),
    whole: whole && localPart(graph.pathOf(whole) ?? ''),
    words: { language: words.language, number: words.number, remove: words.areas.remove, none: words.cards.noneHere },
  };
  const kind = site.kinds.find(({ things }) => whole !== undefined && things.includes(whole));
  return textPage(view, { title: words.areas.compareTitle, text: words.areas.compareText, scripts: [compareScript] }, [
    kind && <p class="onward">{toPage(view, kind.path, literal(view, view.plural(kind.type)))}</p>,
    <form class="compare-form" hidden data-config={JSON.stringify(config)}>
      <label for="add-area">{words.areas.add}</label>
      <select id="add-area" class="select">
        <option value=""></option>
        {sortedAreas(view).map(({ code, name }) => (
          <option value={code} {...turned(name.language, words.language)}>
            {plainText(name)}
          </option>
        ))}
      </select>
      <ul class="chosen"></ul>
    </form>,
    <h2 id="compared">{words.areas.heading}</h2>,
    <WideTable labelledBy="compared">
      <table class="compared" aria-labelledby="compared">
        <thead>
          <tr>
            <td></td>
            {whole && <th scope="col">{nameLink(view, whole)}</th>}
          </tr>
        </thead>
        <tbody>
          {items.map(({ thing, series }) => (
            <tr data-series={graph.pathOf(series)}>
              <th scope="row" dangerouslySetInnerHTML={{ __html: itemLink(view, thing, series) }} />
              {whole && <td>{cellOf(view, pointsOf(series))}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>,
  ]);
}

function cellOf({ words }: View, points: Parameters<typeof sparkline>[0]) {
  const newest = points.at(-1);
  if (newest === undefined) return <small>{words.cards.noneHere}</small>;
  return (
    <>
      {sparkline(points)} <b>{pointText(newest, words)}</b> <small>{newest.year}</small>
    </>
  );
}

/** All areas with figures by name in the language of the page. */
function sortedAreas(view: View): { code: string; name: Text }[] {
  const { compare } = new Intl.Collator(view.language);
  return allAreas(view.site)
    .map((area) => ({ code: localPart(view.graph.pathOf(area) ?? ''), name: view.nameOf(area) }))
    .sort((a, b) => compare(a.name.text, b.name.text));
}
