/**
 * A story: a list of acts that a citizen (or a thief, or bad luck) does, as data. Demo, simulation, crash tests and the hardware
 * bench replay the same stories, each with a player of its own.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { DOCUMENT_FAULTS } from '../virtual/centre/faults.ts';

const yen = z.int().positive();

const KEYS = [
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

const actSchema = z.discriminatedUnion('act', [
  /** Presses a button by its id on the view; `slip.*` is the first one that begins so. */
  z.strictObject({ act: z.literal('press'), button: z.string() }),
  z.strictObject({ act: z.literal('setCard'), card: z.string() }),
  z.strictObject({ act: z.literal('takeCard') }),
  z.strictObject({ act: z.literal('typePin'), pin: z.string().regex(/^\d{4}$/) }),
  z.strictObject({ act: z.literal('chooseItems'), on: z.array(z.string()) }),
  z.strictObject({ act: z.literal('choosePersons'), persons: z.array(z.int().positive()) }),
  z.strictObject({ act: z.literal('chooseCopies'), copies: z.int().positive() }),
  z.strictObject({ act: z.literal('coin'), denomination_yen: yen }),
  z.strictObject({ act: z.literal('note'), denomination_yen: yen }),
  z.strictObject({ act: z.literal('takeTray') }),
  z.strictObject({ act: z.literal('takePaper') }),
  /** The mains fail as soon as so many coins of a payout have fallen, and come back after a while; the kiosk starts anew. */
  z.strictObject({ act: z.literal('powerCut'), afterPieces: z.int().positive(), dark_ms: z.int().positive() }),
  /** The centre errs: its next document has this fault (test/virtual/centre/faults.ts). */
  z.strictObject({ act: z.literal('centreErrs'), document: z.enum(DOCUMENT_FAULTS) }),
  /** So many more sheets come out well, then one jams in the printer. */
  z.strictObject({ act: z.literal('paperJams'), afterSheets: z.int().min(0) }),
  /** A clerk pulls the jammed sheet out, face down. */
  z.strictObject({ act: z.literal('clerkClearsJam') }),
  /** Waits until the screen shows this number of a trouble (`M4006`). */
  z.strictObject({ act: z.literal('awaitTrouble'), code: z.string().regex(/^M\d{4}$/) }),
  /** A clerk turns the key of staff mode. */
  z.strictObject({ act: z.literal('keySwitch'), position: z.enum(['on', 'off']) }),
  /** A clerk pays the citizen by hand, from outside the machine. */
  z.strictObject({ act: z.literal('clerkPays'), denomination_yen: yen }),
  /** Presses a key of the tactile keypad. */
  z.strictObject({ act: z.literal('key'), key: z.enum(KEYS) }),
  /** Types figures on it: a PIN, a number of copies. */
  z.strictObject({ act: z.literal('figures'), digits: z.string().regex(/^\d+$/) }),
  /** Waits until these words are said; those since the last key count. */
  z.strictObject({ act: z.literal('hear'), words: z.string() }),
  /** Goes on with the key `next` until a place says these words. */
  z.strictObject({ act: z.literal('seek'), words: z.string() }),
  /** Waits until this screen shows. */
  z.strictObject({ act: z.literal('await'), screen: z.string() }),
]);

const storySchema = z.strictObject({
  $schema: z.string().optional(),
  name: z.string(),
  /** What happens, one sentence. */
  tells: z.string(),
  acts: z.array(actSchema).min(1),
  /** What must be true at the end, in cash, paper and books. */
  ends: z.strictObject({
    /** What the citizen has put in less what came back. */
    citizenPaid_yen: z.int().min(0),
    /** Sheets the citizen took: certificates, receipt, slips. */
    sheets: z.int().min(0),
    earned: z.record(z.string(), yen),
  }),
});

/** Acts of who hears and feels, and needs a kiosk with a tactile keypad. */
export const BY_EAR: readonly Act['act'][] = ['key', 'figures', 'hear', 'seek'];

export type Act = z.output<typeof actSchema>;
export type Story = z.output<typeof storySchema>;

/** Checks a story that was made, not read. @throws when it is none */
export function parseStory(value: unknown): Story {
  return storySchema.parse(value);
}

/** Reads `test/stories/NAME.json`; throws a plain sentence when it is not there or not a story. */
export function readStory(name: string): Story {
  if (!/^[a-z0-9-]+$/.test(name)) throw new Error(`a story's name has small letters, digits and hyphens: ${name}`);
  const file = join(import.meta.dirname, `${name}.json`);
  return storySchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}
