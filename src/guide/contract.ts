/**
 * The guide: what is said of a view, and what the keys of the tactile keypad do on it. Pure and synchronous: views in, sentences
 * and deeds out. Entries: `spokenScreen` (`screen.ts`), `spokenChange` (`changes.ts`), `placesOf` (`places.ts`) and `keyStep` (`keys.ts`).
 */
import type { Deed, PinKey } from '../api/contract.ts';
import type { ClientMessage } from '../api/messages.ts';
import type { Locale } from '../words/contract.ts';
import type { KeypadFact, KeypadKey } from '../../drivers/keypad.ts';

/** What a passing sentence is about: its id in the voice log. `hint` names keys. */
export type Topic = `guide.${'title' | 'lead' | 'notice' | 'state' | 'money' | 'place' | 'help' | 'time' | 'hint'}`;

/** One sentence. */
export type Saying =
  /** A text of `speak.*` as it stands in the words: rendered ahead. */
  | { readonly kind: 'fixed'; readonly utteranceId: string; readonly text: string; readonly locale: Locale }
  /** Made of the view: rendered when it is needed, never kept. */
  | { readonly kind: 'passing'; readonly utteranceId: string; readonly text: string; readonly locale: Locale }
  /** A name: spoken by the cell into headphones; `text` is said where a bystander could hear it, as in `Person 2`. */
  | { readonly kind: 'citizen'; readonly handle: string; readonly text: string; readonly locale: Locale };

/** Sentences that name keys: not for a kiosk without any. */
export const NAMES_KEYS: readonly string[] = ['guide.hint', 'speak.keypad', 'speak.pinKeys', 'speak.pressSelect'];

/** What a key does: exactly one message of a screen, or a key of the PIN pad. */
export type KeyDeed =
  | Deed
  | Extract<ClientMessage, { type: 'intent' }>
  | { readonly type: 'pinKey'; readonly key: PinKey };

/** A place of a view that the keypad can stand on. */
export interface Place {
  /** As in `view.focus`; `read.…` for what can only be read. */
  readonly id: string;
  /** `go` is the way on; `choice` counts as one of several; `text` is read alone. */
  readonly kind: 'text' | 'choice' | 'go' | 'button';
  /** Its name, then its detail. */
  readonly label: readonly Saying[];
  /** What is set there: on, chosen, not available now; null = nothing to say. */
  readonly state: Saying | null;
  /** What `select` does; null = nothing. */
  readonly deed: KeyDeed | null;
}

/** Where the keypad stands. Belongs to one session. */
export interface GuideState {
  /** Id of a place; null = none yet. */
  readonly cursor: string | null;
  /** The surface it stands on: screen, overlay and warning. Another one begins without a place. */
  readonly surface: string;
  /** Where it stood before a warning came; it goes back there when more time was asked for. */
  readonly below?: GuideState;
}

/** A key as the guide takes it: one of the keypad's, or a figure. */
export type GuideKey = KeypadKey | Extract<KeypadFact, { type: 'digit' }>['digit'];

/** What a key press comes to. */
export interface KeyStep {
  readonly state: GuideState;
  /** Said before what the deed changes. Never a digit. */
  readonly say: readonly Saying[];
  readonly deed: KeyDeed | null;
  /** `reject`: the key does nothing here. One tone for every figure. */
  readonly tone: 'key' | 'reject';
}
