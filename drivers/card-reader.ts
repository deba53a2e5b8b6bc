import type { CommonCommand, CommonFact } from './contract.ts';
import type { CodeName } from '../src/base/codes.ts';

/** In the details of a health check when a card lies at the reader. */
export const CARD_LIES_THERE = 'a card lies at the reader';

/**
 * Device class: card reader with the JPKI application (jpki.md). One session is: `accept` → `cardInserted` →
 * `cardIdentified` | `cardRefused` → `verifyPin` → `pinVerified` | `pinWrong` | … → `sign` → `signed` → `release`.
 * The driver itself never spends a try that no person entered: one VERIFY per `verifyPin`, never repeated.
 */
export type CardReaderCommand =
  | CommonCommand
  /** From now on a present or arriving card is powered, identified and read (certificate, tries). */
  | { readonly type: 'accept' }
  /**
   * One VERIFY with these 4 ASCII digits. The buffer is overwritten by the driver's pipe after sending. `triesShown` is the number
   * the citizen saw: if the card says otherwise just before, nothing is spent and `cardRefused` comes.
   */
  | { readonly type: 'verifyPin'; readonly pin: Uint8Array; readonly triesShown: number }
  /** Signs the SHA-256 digest (32 bytes) with the user authentication key. PIN first. */
  | { readonly type: 'sign'; readonly digest_sha256: Uint8Array }
  /** Powers the card off and forgets it; after a PIN the helper process is replaced. Answered by `released`. */
  | { readonly type: 'release' };

export type CardReaderFact =
  | CommonFact
  | { readonly type: 'cardInserted' }
  | {
      readonly type: 'cardIdentified';
      /** The user authentication certificate, DER. It holds no name, but is personal all the same: never logged. */
      readonly certificate: Uint8Array;
      /** SHA-256 of the certificate, hex: recognises the same card within one session, never stored. */
      readonly fingerprint: string;
      /** End of validity, seconds since 1970 (UTC). The session compares it with service time before the PIN. */
      readonly notAfter_epoch_s: number;
      /** Remaining PIN tries, 1–3. */
      readonly tries: number;
    }
  | { readonly type: 'cardRefused'; readonly code: CodeName }
  | { readonly type: 'pinVerified' }
  | { readonly type: 'pinWrong'; readonly tries: number }
  | { readonly type: 'pinBlocked' }
  /** The card or reader went away during VERIFY: a try may be spent. Read the counter before anything else. */
  | { readonly type: 'pinOutcomeUnknown' }
  | { readonly type: 'signed'; readonly signature: Uint8Array }
  /** The card left the reader, at any moment. */
  | { readonly type: 'cardRemoved' }
  /** The session with the card failed (not the card's kind); the card must be taken off and set again. */
  | { readonly type: 'cardFailed'; readonly code: CodeName }
  | { readonly type: 'released' };
