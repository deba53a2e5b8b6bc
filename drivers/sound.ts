/** Where a sound comes out. `headphones` falls silent, and is reported, where there is no second outlet. */
export type Outlet = 'speaker' | 'headphones';

/** A part of what is said, one after the other without a gap that sounds like an end. */
export type SpeechPart =
  /** From `src/words`: rendered once, kept, and played often. Never a name, never a PIN. */
  | { readonly kind: 'text'; readonly utteranceId: string; readonly text: string; readonly locale: string }
  /** An amount, a count or what has the focus: rendered when it is needed, never kept. */
  | { readonly kind: 'passing'; readonly utteranceId: string; readonly text: string; readonly locale: string }
  /** What names a citizen, spoken inside the cell: a WAV file in memory, played once and wiped. The log has `utteranceId` alone. */
  | { readonly kind: 'citizen'; readonly utteranceId: string; readonly wav: Uint8Array };

/** Signal tones (EN 301 549 clause 5.1.3.3 asks that nothing is said by tone alone: each has its screen and its words, too). */
export type Tone = 'key' | 'accept' | 'reject' | 'attention' | 'alarm';

/** One utterance as it was begun: for the voice log and a bench page. */
export interface Played {
  readonly utteranceId: string;
  /** Empty for what names a citizen, as is its language. */
  readonly text: string;
  readonly locale: string;
  /** 0…1 of the configured maximum. */
  readonly loudness: number;
  readonly outlet: Outlet;
  /** Name of the WAV file inside the cache; null when it could not be rendered or is not kept. */
  readonly file: string | null;
}

/**
 * Device class: sound. The kiosk says utterances of `src/words`; how they become a voice is the transport's affair
 * (`transport/sound.ts`).
 */
export interface Sound {
  /** Says this now, instead of what is being said on the same outlet. `loudness` 0…1 of the outlet's maximum. */
  say(parts: readonly SpeechPart[], loudness: number, outlet: Outlet): void;
  /** A tone beside what is being said. */
  tone(tone: Tone, loudness: number, outlet: Outlet): void;
  /** Silence within 300 ms; without an outlet on both. */
  stop(outlet?: Outlet): void;
  /** What keeps the voice from being heard now, one sentence each; empty while nothing is known to. */
  missing?(): readonly string[];
}
