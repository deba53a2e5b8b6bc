import { z } from 'zod';
import { MadoguchiError } from '../../src/base/errors.ts';
import plain from './models/jcm-id003.json' with { type: 'json' };
import recovery from './models/jcm-id003-recovery.json' with { type: 'json' };

/** Quirks of a bill acceptor's model, as data. */
export const billModel = z.strictObject({
  maker: z.string(),
  /** Country code of the notes in the currency table; Japan = 0x0A. */
  country: z.int().min(0).max(255),
  /** 9600 for most, 19200 for some; always 8E1. */
  baudRate: z.union([z.literal(9600), z.literal(19_200)]),
  answer_ms: z.int().min(100).max(1000),
  /** STATUS is polled this often while the unit is inhibited and empty: nothing can come in, and it waits 3 s for a poll. */
  idlePoll_ms: z.int().min(50).max(1000),
  /** 2: VEND VALID when the note is in the box; 1: already past the stacker lever. */
  stack: z.union([z.literal(1), z.literal(2)]),
  /** True when HOLD keeps a note in escrow for longer than 10 s. */
  hold: z.boolean(),
  /** An escrow is decided within this, else held or handed back: the unit rejects at about 10 s (rule 18). */
  decideWithin_ms: z.int().min(1000).max(8000),
  /** A unit whose VEND VALID was not acknowledged for this long goes mute until RESET. */
  muteAfter_ms: z.int().min(1000).max(600_000),
  /**
   * True when bit 1 of the optional function makes the unit repeat VEND VALID after a power loss. To be proved on the real
   * unit before it is switched on: with a unit that does not, a note would wait for ever for its VEND VALID.
   */
  powerRecovery: z.boolean(),
  /** The two bytes of the optional function (C5) that switch it on; which bit it is differs by model. */
  recoveryBits: z.tuple([z.int().min(0).max(255), z.int().min(0).max(255)]),
  /**
   * True when VEND VALID carries the escrow code as its data (not settled, cash.md section 9: to be proved on the real unit). A note
   * that nobody remembers is booked by it; without it such a note stops the unit, unacknowledged.
   */
  vendValidCarriesCode: z.boolean().default(false),
  /** True when "communication mode" (C2, 0 = polled) is sent at the start. */
  communicationMode: z.boolean(),
});
export type BillModel = z.infer<typeof billModel>;

const MODELS: Readonly<Record<string, unknown>> = { 'jcm-id003': plain, 'jcm-id003-recovery': recovery };

/** Models that come with the program. */
export const BILL_MODELS = Object.keys(MODELS);

/** A model of the site itself, or the one of this name. Throws `configValue` for a name that is not there: called at assembly, never in a step. */
export function billModelNamed(name: string | BillModel): BillModel {
  if (typeof name !== 'string') return name;
  if (!Object.hasOwn(MODELS, name)) {
    const known = Object.keys(MODELS).join(', ');
    throw new MadoguchiError('configValue', `model ${name} is not known; known are ${known}`);
  }
  return billModel.parse(MODELS[name]);
}
