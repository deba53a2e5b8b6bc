import { z } from 'zod';
import type { ChainProfile } from '../fsm/events.ts';

/** File of a chain profile (R14): how a chain's machines order the steps. Kept in `config/profiles/NAME.json`. */
export const chainProfileSchema = z.strictObject({
  name: z.enum(['cardOff', 'cardStays', 'pinLast']),
  /** What the profile is, for the technician. */
  about: z.string().min(1),
  cardAfterPin: z.enum(['off', 'stays']).describe('take the card after authentication (R6), or leave it on to the end'),
  pin: z.enum(['first', 'last']).describe('PIN right after the card, or after certificate, items and copies (R14)'),
});

/** File names of the profiles that come with the program, and what the statechart calls them. */
export const PROFILE_FILES = {
  'card-off': 'cardOff',
  'card-stays': 'cardStays',
  'pin-last': 'pinLast',
} as const satisfies Record<string, ChainProfile['name']>;

/** Name of a profile in the configuration. */
export type ProfileFile = keyof typeof PROFILE_FILES;
