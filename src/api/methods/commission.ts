/** What a technician commissioned, for the books; the files themselves are written by the command. */
import { z } from 'zod';
import { method } from './method.ts';

/** Steps of `madoguchi commission`, in their order. */
export const COMMISSION_STEPS = ['devices', 'printer', 'identity', 'money', 'paper', 'sound'] as const;
export type CommissionStep = (typeof COMMISSION_STEPS)[number];

export const commissionMethods = {
  'commission.record': method({
    about: 'Writes into the books what a technician commissioned: the step and what was chosen.',
    right: 'operate',
    params: z.strictObject({ step: z.enum(COMMISSION_STEPS), detail: z.string().min(1).max(300) }),
    result: z.strictObject({ recorded: z.literal(true) }),
  }),
} as const;
