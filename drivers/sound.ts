import type { CommonCommand, CommonFact } from './contract.ts';

/** Device class: loudspeaker. Utterances are ids of `src/words`; the transport has them rendered ahead as WAV files. */
export type SoundCommand =
  | CommonCommand
  /** Plays a rendered utterance, stopping the one that is playing. `loudness` 0…1 of the configured maximum. */
  | { readonly type: 'play'; readonly utteranceId: string; readonly file: string; readonly loudness: number }
  | { readonly type: 'stop' };

export type SoundFact =
  | CommonFact
  | { readonly type: 'played'; readonly utteranceId: string }
  | { readonly type: 'stopped'; readonly utteranceId: string };
