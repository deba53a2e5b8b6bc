/** One utterance as it was begun: for the voice log and a bench page. */
export interface Played {
  readonly utteranceId: string;
  readonly text: string;
  readonly locale: string;
  /** 0…1 of the configured maximum. */
  readonly loudness: number;
  /** Name of the WAV file inside the cache; null when it could not be rendered. */
  readonly file: string | null;
}

/**
 * Device class: sound. The kiosk says utterances of `src/words`; how they become a voice is the transport's affair
 * (`transport/sound.ts`). Never a name, never a PIN.
 */
export interface Sound {
  /** Says this now, instead of what is being said. */
  play(utteranceId: string, text: string, locale: string, loudness: number): void;
  stop(): void;
}
