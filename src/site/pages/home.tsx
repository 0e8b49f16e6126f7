import { directionOf } from '../../text/languages.js';
import { flowFigure } from '../charts/flow.js';
import { matricesOf, matrixFigure, matrixText } from '../charts/matrix.js';
import { list, literal, plainText, section, thingList, toPage } from '../layout/components.js';
import { textPage, wholePage } from '../layout/document.js';
import { pagesAboutData } from '../layout/footer.js';
import { type Kind, siteWords, type View } from '../view.js';
import { localName, names } from '../vocabulary.js';
import { fill } from '../words.js';
import { datasetInShort } from './datasets.js';

/** The start page: description, first kind in full, charts, and contents. */
export function home(view: View) {
  const { site, graph, words } = view;
  const title = view.label(site.dataset);
  const description = graph.text(site.dataset, names.description, view.language);
  const [first] = site.kinds;
  const lead = (
    <div class="lead">
      <h1>{literal(view, title)}</h1>
      {description && <p>{literal(view, description)}</p>}
      {words.lead && <p>{words.lead}</p>}
    </div>
  );
  const pictures = matricesOf(site).map((matrix) => {
    const { role, suffix } = matrix;
    const shown = [role.isMatrix && matrixFigure(view, matrix), role.isFlow && flowFigure(view, matrix)];
    return section(
      `${localName(role.columns).toLowerCase()}-connections${suffix}`,
      matrixText(view, role, 'heading', words.crossings),
      shown,
    );
  });
  const contents = list('cards', site.kinds, ({ type, path, things }) =>
    toPage(view, path, [<span class="number">{things.length}</span>, ' ', literal(view, view.plural(type))]),
  );
  const aboutData = list('cards wide', pagesAboutData(words), ({ path, title, text }) =>
    toPage(view, path, [<strong>{title}</strong>, <span class="note">{text}</span>]),
  );
  return wholePage(
    view,
    { title: plainText(title), description: description && plainText(description), schema: datasetInShort(view) },
    [
      lead,
      first && firstKind(view, first),
      pictures,
      section('contents', words.contents, contents),
      section('about-data', words.aboutTheData, aboutData),
    ],
  );
}

/** The maximum number of entries on the start page. */
const most = 40;

const firstKind = (view: View, { type, path, things }: Kind) =>
  section('first', literal(view, view.plural(type)), [
    thingList(view, things.slice(0, most)),
    things.length > most && <p>{toPage(view, path, fill(view.words.showAll, { count: things.length }))}</p>,
  ]);

export function about(view: View) {
  const { aboutTitle: title, aboutText, aboutFallback, aboutLanguages } = view.words;
  const paragraphs = [...aboutText, aboutFallback, aboutLanguages]
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => <p class="prose">{paragraph}</p>);
  return textPage(view, { title, description: aboutText[0] ?? '' }, paragraphs);
}

/** The page for unknown URLs. The language of the reader is unknown, so it contains all languages. */
export function notFound(view: View) {
  const texts = view.site.languages.map((language) => {
    const { notFoundTitle, notFoundText, notFoundHint, home } = siteWords(view.site, language);
    const Title = language === view.language ? 'h1' : 'h2';
    return (
      <section lang={language} dir={directionOf(language)}>
        <Title>{notFoundTitle}</Title>
        <p>
          {notFoundText} <a href={view.link(`${language}/index.html`)}>{home}</a>
        </p>
        {notFoundHint && <p>{notFoundHint}</p>}
      </section>
    );
  });
  return wholePage(view, { title: view.words.notFoundTitle }, texts);
}
