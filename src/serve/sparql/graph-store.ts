import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import { chooseAnswerForm, graphForms } from './answer-forms.js';
import { absolute } from './read-query.js';
import { refuse, sendAnswer } from './send-answer.js';

/** Reading graphs (SPARQL 1.1 Graph Store HTTP Protocol, sections 4 and 5.2): by their own addresses, or by a parameter. */
export function graphStore(app: FastifyInstance): void {
  read(app, '/graph-store', async (request, reply) => {
    const { graph, default: all } = request.query as Record<string, unknown>;
    if ((graph === undefined) === (all === undefined) || Array.isArray(graph) || Array.isArray(all))
      return refuse(reply, 400, 'ask for ?default or for ?graph= with the address of one graph');
    const { base } = request.release.manifest;
    const name = typeof graph === 'string' ? absolute(graph, base) : undefined;
    if (graph !== undefined && name === undefined) return refuse(reply, 400, 'the graph has no address');
    return sendGraph(request, reply, name);
  });
  read(app, '/graph/*', async (request, reply) => {
    const path = request.url.replace(/[?#].*/s, '').slice(1);
    return sendGraph(request, reply, request.release.manifest.base + path);
  });
}

function read(app: FastifyInstance, url: string, handler: RouteHandlerMethod): void {
  app.route({ method: ['GET', 'HEAD'], url, handler });
  app.route({
    method: ['PUT', 'POST', 'DELETE', 'PATCH'],
    url,
    handler: async (_request, reply) =>
      refuse(reply.header('Allow', 'GET, HEAD, OPTIONS'), 405, 'graphs are only read here'),
  });
}

async function sendGraph(
  request: FastifyRequest,
  reply: FastifyReply,
  graph: string | undefined,
): Promise<FastifyReply> {
  const { release } = request;
  if (graph !== undefined && !release.queries.graphs.has(graph))
    return refuse(reply, 404, 'there is no graph of this name here');
  const { format } = request.query as { format?: unknown };
  const chosen = chooseAnswerForm(request, reply, graphForms, format === undefined ? undefined : String(format));
  if ('refused' in chosen) return refuse(reply, chosen.status, chosen.refused);
  return sendAnswer(request, reply, { kind: 'graph', graph, mediaType: chosen.made }, chosen);
}
