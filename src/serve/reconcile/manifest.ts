import { languages } from '../client-language.js';
import { names } from './entities.js';
import { propertySettings } from './extend.js';
import type { Knowledge } from './knowledge.js';
import { previewSize } from './preview.js';
import { limits } from './request.js';

/**
 * The ids are whole IRIs, and so the space that they are in is that of all URIs: things of the Compact and of the SDGs
 * have different bases, and a shorter id would be no IRI together with either of them.
 */
const allUris = 'http://www.ietf.org/rfc/rfc3986';

/** The types that somebody's column is most likely of. */
const usual = /(?:Objective|Goal|Target|Indicator|Series)$/;

/** What the service is and where its parts are (Reconciliation Service API 0.2, section 3). `origin` has no slash. */
export function manifestOf(origin: string, name: string, language: string, { kinds }: Knowledge) {
  const service = (path: string) => ({ service_url: origin, service_path: `/reconcile/${path}` });
  return {
    versions: ['0.2'],
    name,
    identifierSpace: allUris,
    schemaSpace: allUris,
    // Clients put an id in as it is, so it must stand where the rest of an address may: a page of ours, that leads on.
    view: { url: `${origin}/reconcile/view?id={{id}}` },
    preview: { url: `${origin}/reconcile/preview?id={{id}}`, ...previewSize },
    defaultTypes: kinds.types
      .filter((type) => usual.test(type) || type === names.concept)
      .map((id) => ({ id, name: kinds.nameOf(id, language) })),
    suggest: {
      entity: {
        ...service('suggest/entity'),
        flyout_service_url: origin,
        // biome-ignore lint/suspicious/noTemplateCurlyInString: the standard has this form for flyouts, and another for all else
        flyout_service_path: '/reconcile/flyout?id=${id}',
      },
      type: service('suggest/type'),
      property: service('suggest/property'),
    },
    extend: { propose_properties: service('properties'), property_settings: propertySettings(languages) },
    batchSize: limits.batch,
  };
}
