/** What can be asked for and what comes of it, a part of `events.ts`: offers, refused types, lines of the request, checked sets. */
import type { CodeName } from '../src/base/codes.ts';
import type { Yen } from '../src/base/yen.ts';

/** One option of a certificate, as in 「世帯主・続柄」 (R54). */
export interface OfferOption {
  /** Keyword of `src/words`: `honsekiHittosha`, `setainushiTsuzukigara`, `kojinBango` … */
  readonly optionId: string;
  readonly preset: boolean;
  /** Keyword of the notice that is said when it is chosen (R55); from the local data. */
  readonly notice?: string | undefined;
}

/** A certificate type the centre allows this citizen and the local data know (design, Paper). */
export interface Offer {
  /** Keyword of `src/words`: `juminhyo`, `inkan`, `kosekiTohon` … */
  readonly typeId: string;
  readonly fee_yen: Yen;
  readonly options: readonly OfferOption[];
  /** `holder`: the citizen alone; otherwise some persons of the household or 戸籍 may be chosen (R52, R53, R63). */
  readonly scope: 'holder' | 'household' | 'koseki';
  readonly copies_max: number;
  /** 年度 that a tax certificate is for, as a year of the Western calendar: 2024 is 令和6年度 (R58, R60, R61). */
  readonly taxYear?: number | undefined;
  /** Keywords of what must be said before payment: of the type (local data) and of this citizen (centre; R46, R60). */
  readonly notices?: readonly string[] | undefined;
}

/**
 * A certificate type that this citizen cannot have here, shown with the reason: the centre refuses it (R42–R51), or the local data do not
 * confirm it (R66), which is told to staff.
 */
export interface RefusedType {
  readonly typeId: string;
  readonly code: CodeName;
}

/** One line of the request: a certificate with its items, persons and copies. Persons are handles (1, 2, …), never names. */
export interface CertificateRequest {
  readonly typeId: string;
  readonly options: Readonly<Record<string, boolean>>;
  readonly persons: readonly number[];
  readonly copies: number;
}

/** A checked set: one copy with its own 固有番号 and fee, of `leaves` sheets. */
export interface CertificateSet {
  /** 0-based place in the request's list of sets; names the set everywhere in the daemon. */
  readonly set: number;
  readonly typeId: string;
  readonly fee_yen: Yen;
  /** SHA-256 (hex) of each page's PDF, in order: what may be printed as leaf i. */
  readonly pageDigests: readonly string[];
  /** 年度 of a tax certificate, as the signed manifest says; equal to the offer's (R60). */
  readonly taxYear?: number | undefined;
  /** Moment whose state of the register the certificate shows, where the centre says it (D14). */
  readonly asOf_epoch_ms?: number | undefined;
}
