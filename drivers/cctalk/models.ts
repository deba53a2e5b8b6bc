import { z } from 'zod';
import { MadoguchiError } from '../../src/base/errors.ts';
import acceptor from './models/cctalk-coin-acceptor.json' with { type: 'json' };
import hopper from './models/cctalk-hopper.json' with { type: 'json' };

/** Quirks of a coin acceptor's model, as data. */
const acceptorModel = z.strictObject({
  class: z.literal('coinAcceptor'),
  /** Answer to "request equipment category id", compared without regard to case. */
  category: z.string(),
  /** Coin positions to read, from 1. */
  positions: z.int().min(1).max(16),
  /** Country at the start of a coin id. */
  country: z.string().length(2),
  /** Time until an answer begins. */
  answer_ms: z.int().min(50).max(1000),
  /** Error events that say: somebody pressed the return lever. */
  returnLeverEvents: z.array(z.int()),
  /** Error events that say: somebody manipulates the path (coin on a string, coin going backwards). */
  fraudEvents: z.array(z.int()),
  /** Error events that say: something is stuck until the self-check is clean. */
  jamEvents: z.array(z.int()),
});
export type AcceptorModel = z.infer<typeof acceptorModel>;

/** Quirks of a hopper's model, as data. */
const hopperModel = z.strictObject({
  class: z.literal('hopper'),
  category: z.string(),
  answer_ms: z.int().min(50).max(1000),
  /** False when header 217 (level sensors) is unknown to it. */
  hasLevel: z.boolean(),
  /** Rest after a software reset before the next command (at least 100 ms). */
  resetWait_ms: z.int().min(100).max(5000),
});
export type HopperModel = z.infer<typeof hopperModel>;

const ACCEPTORS: Readonly<Record<string, unknown>> = { 'cctalk-coin-acceptor': acceptor };
const HOPPERS: Readonly<Record<string, unknown>> = { 'cctalk-hopper': hopper };

/** The model of this name. Throws `configValue` for a name that is not there: called at assembly, never in a step. */
export function acceptorModelNamed(name: string): AcceptorModel {
  return acceptorModel.parse(found(ACCEPTORS, name));
}

/** The model of this name. Throws `configValue` for a name that is not there: called at assembly, never in a step. */
export function hopperModelNamed(name: string): HopperModel {
  return hopperModel.parse(found(HOPPERS, name));
}

function found(models: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(models, name)) return models[name];
  const known = Object.keys(models).join(', ');
  throw new MadoguchiError('configValue', `model ${name} is not known; known are ${known}`);
}
