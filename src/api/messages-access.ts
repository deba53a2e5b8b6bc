/** What a citizen sets for the session so that screen, voice and keys fit, and what lies over a screen when asked for. */
import { z } from 'zod';
import { LOCALES } from '../words/locales.ts';
import type { Locale } from '../words/contract.ts';
import { keyword, pictureNameSchema } from './messages-parts.ts';

/** A language of the screen. */
export const localeSchema = z.enum(LOCALES as readonly [Locale, ...Locale[]]);

/** How the session is shown and spoken. Belongs to one session: the next citizen begins with the site's own. */
export const accessSchema = z.strictObject({
  /** Size of everything, in percent. */
  textSize_percent: z.union([z.literal(100), z.literal(150), z.literal(200)]),
  contrast: z.enum(['standard', 'high', 'dark']),
  /** Controls in the lower half, for those who sit (EN 301 549, 8.3). */
  reach: z.boolean(),
  /** Fewer words and choices at a time. */
  simple: z.boolean(),
  /** `off`: signal tones and reminders only. `guidance`: each screen. `detailed`: also focus, choices and keys. */
  speech: z.enum(['off', 'guidance', 'detailed']),
  /** 0 as the site has set it; each step is 4.5 dB. */
  volume: z.int().min(-2).max(2),
});
export type Access = z.infer<typeof accessSchema>;

/** What opens over a screen. */
export const overlayKindSchema = z.enum(['language', 'access', 'help']);

export type OverlayKind = z.infer<typeof overlayKindSchema>;

/** One answer of a group of settings. `id` is the button's, as in `access.contrast.dark`. */
const accessOptionSchema = z.strictObject({
  id: keyword,
  label: z.string(),
  chosen: z.boolean(),
  access: accessSchema.partial(),
});

/** Lies over the screen until it is closed; the session goes on below it, and time-outs wait as for any touch. */
export const overlaySchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('language'),
    title: z.string(),
    /** What stays Japanese: the certificate itself. */
    lead: z.array(z.string()),
    choices: z.array(z.strictObject({ id: keyword, locale: localeSchema, label: z.string(), chosen: z.boolean() })),
    close: z.string(),
  }),
  z.strictObject({
    kind: z.literal('access'),
    title: z.string(),
    groups: z.array(z.strictObject({ label: z.string(), options: z.array(accessOptionSchema) })),
    close: z.string(),
  }),
  z.strictObject({
    kind: z.literal('help'),
    title: z.string(),
    /** What to do on this screen, in pictures. */
    steps: z.array(z.strictObject({ picture: pictureNameSchema, text: z.string() })),
    /** Whom to call (R112). */
    contacts: z.array(z.strictObject({ label: z.string(), phone: z.string() })),
    /** What staff of the store may and may not do (R110, R111). */
    staff: z.array(z.string()),
    /** The operating guide of J-LIS (R17) as rows of modules, `#` dark and `.` light, without the quiet zone. */
    guide: z.strictObject({ label: z.string(), address: z.string(), qr: z.array(z.string()) }).nullable(),
    close: z.string(),
  }),
]);
export type Overlay = z.infer<typeof overlaySchema>;

/** A button that every citizen's screen has at the same place. */
export const standingSchema = z.strictObject({
  id: z.enum(['language', 'speech', 'largeText', 'contrast', 'access', 'help']),
  label: z.string(),
  /** Pressed down: large text, contrast and speech are on. */
  on: z.boolean(),
});

/** A change to the form of the page shown. */
export const editSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('item'), optionId: keyword, on: z.boolean() }),
  z.strictObject({ kind: z.literal('person'), person: z.int().min(1).max(99), on: z.boolean() }),
  z.strictObject({ kind: z.literal('holderOnly') }),
  z.strictObject({ kind: z.literal('everybody') }),
  z.strictObject({ kind: z.literal('copies'), copies: z.int().min(1).max(99) }),
]);
export type Edit = z.infer<typeof editSchema>;

/** What a screen may say beside intents. `page`: of the view that was answered. */
export const accessMessages = [
  z.strictObject({ type: z.literal('setLanguage'), locale: localeSchema }),
  z.strictObject({ type: z.literal('setAccess'), access: accessSchema.partial() }),
  /** Opens an overlay, or closes the one that is open. */
  z.strictObject({ type: z.literal('overlay'), kind: overlayKindSchema.nullable() }),
  z.strictObject({ type: z.literal('edit'), page: z.int().min(0), edit: editSchema }),
  /** Answers the form with what is set on it. */
  z.strictObject({ type: z.literal('submit'), page: z.int().min(0) }),
  /** Says the screen again. */
  z.strictObject({ type: z.literal('repeat') }),
] as const;
