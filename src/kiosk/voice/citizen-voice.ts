import type { CellFact, CellPort } from '../../cell/contract.ts';

/** What names a citizen, spoken: asked of the session's cell by handle, handed on as bytes that nobody here reads (rule 5). */
export interface CitizenVoice {
  /** Asks the cell to say its text of this handle (`household.2`). Without a session nothing comes. */
  speak(handle: string, locale: string): void;
  /** Who says it: a part `citizen` of `drivers/sound.ts`, which wipes it. An empty `wav`: it cannot be spoken. One listener. */
  onCitizenVoice(listener: (handle: string, wav: Uint8Array) => void): void;
  /** The session's cell said something. */
  onFact(fact: CellFact): void;
}

/** @param cell the running session's; null between sessions */
export function createCitizenVoice(cell: () => CellPort | null): CitizenVoice {
  // Nobody listens: what came is wiped at once.
  let listener = (_handle: string, wav: Uint8Array): void => void wav.fill(0);
  return {
    speak: (handle, locale) => cell()?.send({ type: 'speak', handle, locale }),
    onCitizenVoice: (set) => {
      listener = set;
    },
    onFact: (fact) => {
      if (fact.type === 'citizenVoice') listener(fact.handle, fact.wav);
    },
  };
}
