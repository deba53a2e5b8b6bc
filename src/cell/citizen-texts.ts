/** The texts of one session that name a citizen: told to the screen once, kept to be spoken when they are asked for. */
import { secretBytes } from '../base/bytes.ts';
import type { CellFact } from './contract.ts';

/** Makes a voice of a text. `done` comes once, never before the function has returned; empty when it cannot. */
export interface CellSpeaker {
  speak(text: Uint8Array, locale: string, done: (wav: Uint8Array) => void): void;
  /** Ends what is being spoken; its `done` never comes. */
  close(): void;
}

/** Names and their voices. `speaker` null: a cell without a speech engine, which says nothing of what is asked. */
export class CitizenTexts {
  readonly #say: (fact: CellFact) => void;
  readonly #speaker: CellSpeaker | null;
  readonly #texts = new Map<string, Uint8Array>();

  constructor(say: (fact: CellFact) => void, speaker: CellSpeaker | null) {
    this.#say = say;
    this.#speaker = speaker;
  }

  /** Tells the screen a list: `household.1`, `household.2`, … */
  tell(list: 'household' | 'koseki', texts: readonly Uint8Array[]): void {
    texts.forEach((text, index) => {
      const handle = `${list}.${index + 1}`;
      const kept = secretBytes(text.length);
      kept.set(text);
      this.#texts.get(handle)?.fill(0);
      this.#texts.set(handle, kept);
      this.#say({ type: 'citizenText', handle, text });
    });
  }

  /** An empty voice for a handle that names nobody and where nothing can speak: whoever asked need not wait. */
  speak(handle: string, locale: string): void {
    const text = this.#texts.get(handle);
    const answer = (wav: Uint8Array): void => this.#say({ type: 'citizenVoice', handle, wav });
    if (text === undefined || this.#speaker === null) return answer(secretBytes(0));
    // The same text may be told again while it is spoken: then it is not theirs any more.
    this.#speaker.speak(text, locale, (wav) => {
      if (this.#texts.get(handle) === text) answer(wav);
      else wav.fill(0);
    });
  }

  /** Wipes every text. */
  forget(): void {
    this.#speaker?.close();
    for (const text of this.#texts.values()) text.fill(0);
    this.#texts.clear();
  }
}
