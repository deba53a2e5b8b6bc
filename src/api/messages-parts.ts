/** Parts of a view that hold no buttons: forms, money, names of pictures. Joined to the contract in `messages.ts`. */
import { z } from 'zod';
import { countsForm } from './messages-staff.ts';

/** Names that are ids, of buttons, items and screens. */
export const keyword = z
  .string()
  .min(1)
  .max(40)
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/);

/** A switch of an item, 有/無 (R54). */
const toggleSchema = z.strictObject({
  id: keyword,
  label: z.string(),
  detail: z.string().nullable(),
  /** As it is set now. */
  chosen: z.boolean(),
  on: z.string(),
  off: z.string(),
  /** Shown while the item is chosen (R55). */
  caution: z.string().nullable(),
});

/** What the citizen fills in on one screen; answered at once by the intent it names. */
export const formSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('items'),
    answeredBy: z.literal('citizen.chooseItems'),
    toggles: z.array(toggleSchema),
    submit: z.string(),
    /** Nothing is missing: it can be answered. */
    complete: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('persons'),
    answeredBy: z.literal('citizen.choosePersons'),
    /** `handle` names the text that arrives in a frame of its own; `label` stands in until it is there. */
    persons: z.array(z.strictObject({ person: z.int(), handle: z.string(), label: z.string(), chosen: z.boolean() })),
    /** Chooses the holder of the card alone. */
    holder: z.string(),
    all: z.string(),
    submit: z.string(),
    /** Nothing is missing: it can be answered. */
    complete: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('copies'),
    answeredBy: z.literal('citizen.chooseCopies'),
    min: z.int(),
    max: z.int(),
    /** As it is set now. */
    copies: z.int(),
    /** What each number of copies is called, from `min` on: 「1部」, `1 copy`. */
    counts: z.array(z.string()),
    /** Names of the two buttons that show signs alone. */
    fewer: z.string(),
    more: z.string(),
    submit: z.string(),
    /** Nothing is missing: it can be answered. */
    complete: z.boolean(),
  }),
  countsForm,
]);
export type Form = z.infer<typeof formSchema>;

/** Coins and notes, each taken now or not; `notice` says why some are not. Changes while it is shown. */
export const acceptsSchema = z.strictObject({
  label: z.string(),
  pieces: z.array(
    z.strictObject({ kind: z.enum(['coin', 'note']), amount_yen: z.int(), text: z.string(), taken: z.boolean() }),
  ),
  notice: z.string().nullable(),
});

export const moneySchema = z.strictObject({
  due: z.strictObject({ label: z.string(), amount_yen: z.int(), text: z.string() }),
  inserted: z.strictObject({ label: z.string(), amount_yen: z.int(), text: z.string() }),
  needed: z.strictObject({ label: z.string(), amount_yen: z.int(), text: z.string() }),
  owed: z.strictObject({ label: z.string(), amount_yen: z.int(), text: z.string() }),
  accepts: acceptsSchema,
  enough: z.boolean(),
});

/** What the picture on a screen shows; drawing it is the client's affair. */
export const pictureNameSchema = z.enum([
  'welcome',
  'setCard',
  'readCard',
  'takeCard',
  'pinPad',
  'wait',
  'insertMoney',
  'printing',
  'payout',
  'closed',
  'stop',
  'slip',
]);
