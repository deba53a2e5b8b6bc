/** Metrics and health over HTTP (`src/api/metrics-server.ts`) as an OpenAPI 3.1 document. */
import { z } from 'zod';
import { healthResultSchema } from '../../src/api/methods/health.ts';
import { METRICS_TYPE } from '../../src/base/prometheus.ts';
import { VERSION } from '../../src/base/version.ts';
import type { GeneratedFile } from '../generate.ts';

const { $schema: _, ...HEALTH } = z.toJSONSchema(healthResultSchema);

const words = (description: string): object => ({
  description,
  content: { 'text/plain': { schema: { type: 'string' } } },
});
const health = (description: string): object => ({
  description,
  content: { 'application/health+json': { schema: { $ref: '#/components/schemas/Health' } } },
});

/** Answers of every path. */
const OTHER_ANSWERS = {
  '403': words('Asked under a name that is not this machine’s, or by a page of a browser.'),
  '405': words('Only GET and HEAD.'),
  '500': words('Not now: the daemon is starting or stopping.'),
};

export function generate(): readonly GeneratedFile[] {
  const document = {
    openapi: '3.1.0',
    info: {
      title: 'Madoguchi: metrics and health',
      version: VERSION,
      description:
        'For programs of this machine, on the loopback address and port of `[metrics]`. What each metric means stands in its own HELP line; a dashboard is docs/grafana/madoguchi.json.',
    },
    servers: [{ url: 'http://127.0.0.1:{port}', variables: { port: { default: '9464' } } }],
    paths: {
      '/metrics': {
        get: {
          operationId: 'metrics',
          summary: 'Everything that is counted, in the text format of Prometheus.',
          responses: {
            '200': { description: 'The metrics.', content: { [METRICS_TYPE]: { schema: { type: 'string' } } } },
            ...OTHER_ANSWERS,
          },
        },
      },
      '/healthz': {
        get: {
          operationId: 'health',
          summary: 'Whether the kiosk is well, after the IETF draft “Health Check Response Format for HTTP APIs”.',
          responses: {
            '200': health('Well, or it will be by itself (`warn`).'),
            '503': health('Somebody has to go there.'),
            ...OTHER_ANSWERS,
          },
        },
      },
    },
    components: { schemas: { Health: HEALTH } },
  };
  return [{ path: 'docs/watching.openapi.json', text: `${JSON.stringify(document, null, 2)}\n` }];
}
