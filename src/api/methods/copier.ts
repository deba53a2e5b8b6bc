/** The copier's own software and the kiosk inside it (docs/integration.md). */
import { z } from 'zod';
import { keyword } from '../messages-parts.ts';
import { holderResultSchema } from './lending.ts';
import { method, noParams } from './method.ts';
import { reasonSchema } from './reason.ts';

const holder = z.enum(['claimed', 'lending', 'lent']);

/** What the copier has to know of the kiosk; pushed whole after each change. */
export const kioskForCopierSchema = z.strictObject({
  /** Whether 「行政サービス」 can be chosen, and why not. */
  service: z.strictObject({ open: z.boolean(), reasons: z.array(reasonSchema) }),
  /** Keyword of the screen that is shown. */
  screen: keyword,
  /** A citizen or staff are at it: the copier begins no job of its own, and borrows nothing. */
  serving: z.boolean(),
  devices: z.array(z.strictObject({ device: keyword, holder })),
});
export type KioskForCopier = z.infer<typeof kioskForCopierSchema>;

/** What the copier does. */
export const copierStateSchema = z.strictObject({
  asleep: z.boolean(),
  /** Its own work; `none` when the engine is free. */
  job: z.enum(['none', 'copy', 'print', 'scan', 'fax', 'other']),
  door: z.enum(['closed', 'open']),
});
export type CopierState = z.infer<typeof copierStateSchema>;

/** Pieces of one denomination that came in (positive) or went out (negative) in the copier's own business. */
export const movedSchema = z
  .array(z.strictObject({ denomination_yen: z.int().min(1).max(10_000), count: z.int().min(-10_000).max(10_000) }))
  .max(20);
export type Moved = z.infer<typeof movedSchema>;

/**
 * `equal`: both sides counted the same. `differs`: an incident is open. `unproved`: a device cannot tell all that moved; a person
 * counts. `notTold`: the copier told no figures, or the device has no money.
 */
export const returnedSchema = z.strictObject({
  ...holderResultSchema.shape,
  compared: z.enum(['equal', 'differs', 'unproved', 'notTold']),
  /** Denominations that moved by one of the two counts; net pieces. */
  counts: z.array(z.strictObject({ denomination_yen: z.int(), devices: z.int(), copier: z.int() })),
});
export type Returned = z.infer<typeof returnedSchema>;

export const copierMethods = {
  'copier.attach': method({
    about: 'The copier’s software is there; answers with how the kiosk is, then pushes each change.',
    right: 'serve',
    params: noParams,
    result: kioskForCopierSchema,
    event: kioskForCopierSchema,
  }),
  'copier.state': method({
    about: 'The copier tells what it does. Asleep, at work or open, no session begins; one that runs goes on.',
    right: 'serve',
    params: copierStateSchema,
    result: kioskForCopierSchema,
  }),
  'copier.start': method({
    about: '「行政サービス」 was chosen on the copier’s own menu.',
    right: 'serve',
    params: noParams,
    result: kioskForCopierSchema,
  }),
  'copier.end': method({
    about: 'Ends the session as 「中止」 would. Refused once money or paper is on its way.',
    right: 'serve',
    params: noParams,
    result: kioskForCopierSchema,
  }),
  'copier.screen': method({
    about: 'Address of the screen with its token, to be opened in a web view of the copier.',
    right: 'serve',
    params: noParams,
    result: z.strictObject({ address: z.string() }),
  }),
  'copier.return': method({
    about: 'Gives a lent device back with what was moved; answers when both counts were compared.',
    right: 'serve',
    params: z.strictObject({ device: keyword, moved: movedSchema.optional() }),
    result: returnedSchema,
  }),
} as const;
