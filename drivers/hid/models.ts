import { z } from 'zod';
import { MadoguchiError } from '../../src/base/errors.ts';
import delcom from './models/delcom-visual-indicator.json' with { type: 'json' };
import board from './models/madoguchi-board.json' with { type: 'json' };
import patlite from './models/patlite-lr6-usb.json' with { type: 'json' };
import storm from './models/storm-audionav.json' with { type: 'json' };
import numeric from './models/usb-numeric-keypad.json' with { type: 'json' };

/**
 * Where the facts of a model come from, field by field: `S` a standard, `M` maker's manual, `D` open drivers, `O` our own document,
 * `?` not settled: to be checked on the unit. Read by people only.
 */
const sources = z.record(z.string(), z.string().regex(/^(S|M|D|O|\?)( |$)/));
const usb = z.int().min(0).max(0xffff);
const usageId = z.int().min(1).max(0xffff);
/** Collection of a composite device (HID Usage Tables: usage page and usage). */
const collection = z.strictObject({ page: usageId, id: usageId });
/** A report as hexadecimal bytes, its number first: 0 where the device numbers none. */
const report = z
  .string()
  .regex(/^[0-9a-f]{2}( [0-9a-f]{2}){1,63}$/, 'hexadecimal bytes, two digits each, with a space between');

const shared = { sources, maker: z.string(), product: z.string(), vendorId: usb, productId: usb };

/** A panel board that speaks the report of README.md: lamps, sensors, tower, keypad, headphone socket in one device. */
export const boardModel = z.strictObject({ kind: z.literal('board'), ...shared, usage: collection });
export type BoardModel = z.infer<typeof boardModel>;

/** A status tower: each state is a list of reports, so that a new tower is a file and no program. */
export const towerModel = z.strictObject({
  kind: z.literal('tower'),
  ...shared,
  usage: collection.optional(),
  /** Output reports, or feature reports. */
  via: z.enum(['output', 'feature']),
  /** Sent once before the first state. */
  setup: z.array(report).max(16).default([]),
  states: z.strictObject({
    off: z.array(report).min(1).max(8),
    idle: z.array(report).min(1).max(8),
    serving: z.array(report).min(1).max(8),
    left: z.array(report).min(1).max(8),
    call: z.array(report).min(1).max(8),
    closed: z.array(report).min(1).max(8),
  }),
  /** The state is sent again this often: a tower whose own power was off for a moment shows it again. */
  refresh_ms: z.int().min(500).max(60_000),
});
export type TowerModel = z.infer<typeof towerModel>;

const keyNames = [
  'next',
  'previous',
  'select',
  'back',
  'cancel',
  'repeat',
  'help',
  'louder',
  'quieter',
  'delete',
  'clear',
] as const;
/** A key of the class, or a figure. */
const keyMeaning = z.union([z.enum(keyNames), z.int().min(0).max(9)]);

/** A keypad that is a USB keyboard: keyboard usages (HID Usage Tables, page 0x07) → keys. */
export const keyboardModel = z.strictObject({
  kind: z.literal('keyboard'),
  ...shared,
  usage: collection,
  /** Number of the keyboard report, 0 where it has none (boot protocol, HID 1.11 appendix B.1). */
  report: z.int().min(0).max(255),
  /** Usage as two hexadecimal digits → what it means here. */
  keys: z.record(z.string().regex(/^[0-9a-f]{2}$/), keyMeaning),
  /** Usages that stand for a plug put into the headphone socket and pulled out; null: no socket, or it says nothing. */
  headphones: z.strictObject({ plugged: usageId, unplugged: usageId }).nullable(),
});
export type KeyboardModel = z.infer<typeof keyboardModel>;

/** What lights or feels. */
export const indicatorModel = z.discriminatedUnion('kind', [boardModel, towerModel]);
export type IndicatorModel = z.infer<typeof indicatorModel>;
/** What fingers find. */
export const keypadModel = z.discriminatedUnion('kind', [boardModel, keyboardModel]);
export type KeypadModel = z.infer<typeof keypadModel>;

const INDICATORS: Readonly<Record<string, unknown>> = {
  'madoguchi-board': board,
  'patlite-lr6-usb': patlite,
  'delcom-visual-indicator': delcom,
};
const KEYPADS: Readonly<Record<string, unknown>> = {
  'madoguchi-board': board,
  'storm-audionav': storm,
  'usb-numeric-keypad': numeric,
};

/** Models that come with the program. */
export const INDICATOR_MODELS = Object.keys(INDICATORS);
export const KEYPAD_MODELS = Object.keys(KEYPADS);

/** @throws `configValue` for a name that is not there: called when devices are opened, never in a step */
function named<T extends object>(
  model: string | T,
  models: Readonly<Record<string, unknown>>,
  schema: z.ZodType<T>,
): T {
  if (typeof model !== 'string') return model;
  if (Object.hasOwn(models, model)) return schema.parse(models[model]);
  const known = Object.keys(models).join(', ');
  throw new MadoguchiError('configValue', `model ${model} is not known; known are ${known}`);
}

/** The model of this name, or the one of the site. @throws `configValue` for an unknown name */
export function indicatorModelNamed(model: string | IndicatorModel): IndicatorModel {
  return named(model, INDICATORS, indicatorModel);
}

/** The model of this name, or the one of the site. @throws `configValue` for an unknown name */
export function keypadModelNamed(model: string | KeypadModel): KeypadModel {
  return named(model, KEYPADS, keypadModel);
}

/** USB numbers of the models that come with the program, and what each is: for commissioning. */
export const HID_SHAPES = [
  ...INDICATOR_MODELS.map((model) => ({ ...indicatorModelNamed(model), class: 'indicators' as const, model })),
  ...KEYPAD_MODELS.map((model) => ({ ...keypadModelNamed(model), class: 'keypad' as const, model })),
].map(({ vendorId, productId, class: deviceClass, model }) => ({ vendorId, productId, class: deviceClass, model }));
