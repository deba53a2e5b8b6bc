/** Figures for Prometheus (docs/fleet.md). */
import { z } from 'zod';
import { method, noParams } from './method.ts';

export const metricsMethods = {
  metrics: method({
    about: 'All metrics in the text format 0.0.4 of Prometheus; counts are those of the books.',
    right: 'watch',
    params: noParams,
    result: z.strictObject({ text: z.string() }),
  }),
} as const;
