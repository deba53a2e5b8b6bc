import { z } from 'zod';
import { MadoguchiError } from '../../src/base/errors.ts';
import albericiAcceptor from './models/alberici-al55-al66.json' with { type: 'json' };
import albericiHopper from './models/alberici-hopper.json' with { type: 'json' };
import azkoyenX6 from './models/azkoyen-x6.json' with { type: 'json' };
import acceptor from './models/cctalk-coin-acceptor.json' with { type: 'json' };
import hopper from './models/cctalk-hopper.json' with { type: 'json' };
import sch2 from './models/money-controls-sch2.json' with { type: 'json' };
import sr5 from './models/money-controls-sr5.json' with { type: 'json' };
import suzoFlow from './models/suzo-flow.json' with { type: 'json' };

/**
 * Where the facts of a model come from, field by field: `M` maker's manual, `D` an open driver, `I` inference, `?` not
 * settled: to be checked on the unit. Read by people only.
 */
const sources = z.record(z.string(), z.string().regex(/^(M|D|I|\?)( |$)/));
/** A counter of the device: gone with its power, kept for life, or not there. */
const counter = z.enum(['volatile', 'kept', 'none']);

/** Quirks of a coin acceptor's model, as data. */
export const acceptorModel = z.strictObject({
  class: z.literal('coinAcceptor'),
  sources,
  /** Answer to "request equipment category id", compared without regard to case. */
  category: z.string(),
  /** Coin positions to read, from 1. */
  positions: z.int().min(1).max(16),
  /** Country at the start of a coin id. */
  country: z.string().length(2),
  /** Time until an answer begins. */
  answer_ms: z.int().min(50).max(1000),
  /** What header 225 (accepted coins) counts, compared with the coins credited at start, after a doubt and at rest. */
  accepted: counter,
  /** What header 193 (fraud attempts) counts, asked after events were lost. */
  fraudCount: counter,
  /** The inhibit bit of a position without a coin may stay on while the gate is shut: a reset takes this mark away. */
  restMark: z.boolean(),
  /** Coins that follow each other closest: how many can pass unseen in a time. */
  coinSpacing_ms: z.int().min(50).max(2000),
  /** From the gate, past which a coin is kept, to its credit event. */
  gateToCredit_ms: z.int().min(0).max(2000),
  /** Credits are polled this often while the gate is shut and nothing can be on its way any more. */
  idlePoll_ms: z.int().min(50).max(800),
  /** Not polled for this long it takes no coin. */
  watchdog_ms: z.int().min(500).max(60_000),
  /** It sorts by header 210 (path of a position) and 222 (override). */
  hasSorter: z.boolean(),
  /** Header 189 sets the path of a coin that is not sorted. */
  setsDefaultPath: z.boolean(),
  /** Error events that say: somebody pressed the return lever. */
  returnLeverEvents: z.array(z.int()),
  /** Error events that say: somebody manipulates the path (coin on a string, coin going backwards). */
  fraudEvents: z.array(z.int()),
  /** Error events that say: something is stuck until the self-check is clean. */
  jamEvents: z.array(z.int()),
  /** Error events after which one coin may lie inside without a credit. */
  unsureEvents: z.array(z.int()),
});
/** A model of coin acceptors, read and complete. */
export type AcceptorModel = z.infer<typeof acceptorModel>;

/** Quirks of a hopper's model, as data. */
export const hopperModel = z.strictObject({
  class: z.literal('hopper'),
  sources,
  category: z.string(),
  answer_ms: z.int().min(50).max(1000),
  /** False when header 217 (level sensors) is unknown to it. */
  hasLevel: z.boolean(),
  /** Rest after a software reset before the next command (at least 100 ms). */
  resetWait_ms: z.int().min(100).max(5000),
  /** The cipher that the maker's units of this model ask for, when the configuration names none. */
  cipher: z.enum(['none', 'serial', 'echo', 'plugin']),
});
/** A model of hoppers, read and complete. */
export type HopperModel = z.infer<typeof hopperModel>;

const ACCEPTORS: Readonly<Record<string, unknown>> = {
  'cctalk-coin-acceptor': acceptor,
  'money-controls-sr5': sr5,
  'azkoyen-x6': azkoyenX6,
  'alberici-al55-al66': albericiAcceptor,
};
const HOPPERS: Readonly<Record<string, unknown>> = {
  'cctalk-hopper': hopper,
  'money-controls-sch2': sch2,
  'alberici-hopper': albericiHopper,
  'suzo-flow': suzoFlow,
};

/** Models that come with the program. */
export const ACCEPTOR_MODELS = Object.keys(ACCEPTORS);
/** Hopper models that come with the program. */
export const HOPPER_MODELS = Object.keys(HOPPERS);

/** A model of the site itself, or the one of this name. Throws `configValue` for a name that is not there: called at assembly, never in a step. */
export function acceptorModelNamed(model: string | AcceptorModel): AcceptorModel {
  return typeof model === 'string' ? acceptorModel.parse(found(ACCEPTORS, model)) : model;
}

/** As `acceptorModelNamed`, for hoppers. */
export function hopperModelNamed(model: string | HopperModel): HopperModel {
  return typeof model === 'string' ? hopperModel.parse(found(HOPPERS, model)) : model;
}

function found(models: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(models, name)) return models[name];
  const known = Object.keys(models).join(', ');
  throw new MadoguchiError('configValue', `model ${name} is not known; known are ${known}`);
}
