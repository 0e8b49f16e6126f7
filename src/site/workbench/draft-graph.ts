/** The graph of a draft, which the workbench stores in this browser for the query page. */

/** The name of the store in the browser. */
export const draftStore = 'gcm-graph-draft';

/** The address of the graph in the site. It is not a published file. */
export const draftFile = 'data/draft.nq.gz';

/** The parameter of the query page that makes it query the draft. */
export const draftParameter = 'draft';
