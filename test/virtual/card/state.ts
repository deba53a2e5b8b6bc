import type { PinName } from './files.ts';

/** Application selected on the card. At power-on it is the GlobalPlatform card manager. */
export type Application = 'cardManager' | 'jpki' | 'other';

/** What a card loses when its power goes. */
export interface CardState {
  powered: boolean;
  application: Application;
  /** File id selected last, null = none. VERIFY and READ act on it. */
  currentFile: number | null;
  /** Verified until power-off: neither warm reset nor SELECT takes it back (jpki.md, section 6). */
  verified: Set<PinName>;
  /** APDUs since power-on. */
  apdus: number;
}

/** State right after power-on. */
export function freshState(powered: boolean): CardState {
  return { powered, application: 'cardManager', currentFile: null, verified: new Set(), apdus: 0 };
}

/** What a card keeps without power. */
export interface CardMemory {
  readonly secret: Record<PinName, Uint8Array>;
  readonly triesMax: Record<PinName, number>;
  readonly triesLeft: Record<PinName, number>;
}
