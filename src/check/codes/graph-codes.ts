import type { CodeText } from './code-text.js';

export const graphCodes: Record<string, CodeText> = {
  metadata: {
    title: 'tables.json is not as it must be',
    cause: 'The description of the sheets has a slip: a property that does not exist, a column that is not there.',
    remedy: 'Correct tables.json at the place that the message names.',
  },
  'metadata-elsewhere': {
    title: 'A metadata document describes other files',
    cause: 'The document that was found beside a file does not name it.',
    remedy: 'Name the right document with --metadata.',
  },
  'checks-skipped': {
    title: 'Rules and shapes were not run',
    cause: 'A sheet or rule could not be read whole, so what they would find might not be true.',
    remedy: 'Mend the other problems first.',
  },
  'rule-broken': {
    title: 'A rule cannot be run',
    cause: 'The query has a slip, or its header lacks something.',
    remedy: 'Correct the query in the file that is named.',
  },
  'rule-without-focus': {
    title: 'A rule found nothing to look at',
    cause: 'A rule that never has anything before it passes for ever and proves nothing.',
    remedy: 'Correct what the rule looks at, or delete the rule.',
  },
  'shape-broken': {
    title: 'The shapes cannot be read',
    cause: 'shapes.ttl is no Turtle.',
    remedy: 'Correct it at the place that the message names.',
  },
  'shape-unsupported': {
    title: 'A shape says something that is not checked here',
    cause: 'Only SHACL Core is evaluated; a constraint beyond it would pass silently.',
    remedy: 'Say it with SHACL Core or as a rule in queries/checks.',
  },
  'release-part': {
    title: 'A part of the release is not as it must be',
    cause: 'The JSON-LD context, the frame or the ontology cannot be used, or the dataset is not described.',
    remedy: 'Correct the file that is named.',
  },
  'iri-gone': {
    title: 'An address that was published is gone',
    cause: 'A concept or another thing of the release before is not described any more, and nothing takes its place.',
    remedy: 'Keep its row as retired, name its successor (dct:isReplacedBy), or give its address a skos:changeNote.',
  },
  'code-reused': {
    title: 'A code stands for something else than before',
    cause: 'The release before gave the code to another thing, and the sheets do not say that this is meant.',
    remedy:
      'Take a new code. If it is meant: name the successor, or keep the code with the older thing as a former number or in a skos:changeNote.',
  },
  'more-problems': {
    title: 'There are more problems of this kind',
    cause: 'A large table has so many that not all are listed.',
    remedy: 'Mend those that are listed and check again.',
  },
};
