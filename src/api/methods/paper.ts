/** Calibration of けん制文字 (R98). */
import { z } from 'zod';
import { method, noParams } from './method.ts';

/** `setting` null: never set, so that the built-in rung is used. `sheet`: the one that was asked for last. */
export const calibrationResultSchema = z.strictObject({
  setting: z.strictObject({ rung: z.int(), at_ms: z.int(), by: z.string() }).nullable(),
  sheet: z.enum(['none', 'printing', 'printed', 'failed']),
  code: z.string().nullable(),
});
export type CalibrationResult = z.infer<typeof calibrationResultSchema>;

export const paperMethods = {
  'paper.calibration': method({
    about: 'The calibration of けん制文字 as it is.',
    right: 'watch',
    params: noParams,
    result: calibrationResultSchema,
  }),
  'paper.printCalibration': method({
    about: 'Prints its sheet; ask paper.calibration how far it is.',
    right: 'operate',
    params: noParams,
    result: calibrationResultSchema,
  }),
  'paper.setRung': method({
    about: 'Keeps how dark the field is on this machine.',
    right: 'operate',
    params: z.strictObject({ rung: z.int().min(1).max(11) }),
    result: calibrationResultSchema,
  }),
} as const;
