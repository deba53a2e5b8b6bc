/** A tone and an announcement at one outlet. */
import { z } from 'zod';
import { method } from './method.ts';

const outlet = z.enum(['speaker', 'headphones']);

export const soundTestResultSchema = z.strictObject({ outlet, seconds: z.number() });

export const soundMethods = {
  'sound.test': method({
    about: 'A tone, then a sentence; refused with what is missing where the outlet cannot be heard.',
    right: 'operate',
    params: z.strictObject({ outlet: outlet.default('speaker') }),
    result: soundTestResultSchema,
  }),
} as const;
