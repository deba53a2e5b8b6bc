/** What a verifier says about a sheet: findings by their names, each with a number that never changes. */
import type { DecodeMargin } from './contract.ts';
import type { SheetLabel } from './envelope.ts';
import type { FrontComparison } from './front-compare.ts';
import type { Front } from './tiff-front.ts';

/**
 * Every finding. V1xx: good · V2xx: the code on the back · V3xx: opening it · V4xx: who signed · V5xx: this paper. `grave`: the sheet is
 * not what it says; otherwise nothing can be said about it yet.
 */
export const FINDINGS = {
  /** Attestation, kiosk's signature, manifest's signature hold and agree. */
  authentic: { number: 101, isGrave: false },
  noCode: { number: 201, isGrave: false },
  cut: { number: 202, isGrave: false },
  damaged: { number: 203, isGrave: false },
  unknownFormat: { number: 204, isGrave: false },
  mirrored: { number: 205, isGrave: false },
  secretMissing: { number: 301, isGrave: false },
  secretOther: { number: 302, isGrave: false },
  authorityOther: { number: 303, isGrave: false },
  altered: { number: 304, isGrave: true },
  /** It opens, and holds nothing that a kiosk made: sealed with public keys alone. */
  forged: { number: 401, isGrave: true },
  attestationForged: { number: 402, isGrave: true },
  statementForged: { number: 403, isGrave: true },
  manifestForged: { number: 404, isGrave: true },
  authorityUnknown: { number: 405, isGrave: false },
  centreUnknown: { number: 406, isGrave: false },
  attestationExpired: { number: 407, isGrave: true },
  kioskOther: { number: 408, isGrave: true },
  pageNotIssued: { number: 409, isGrave: true },
  frontReplaced: { number: 410, isGrave: true },
  printedBefore: { number: 411, isGrave: true },
  /** The back of another sheet: its number, i or n is not what stands on this one. */
  otherPage: { number: 501, isGrave: true },
  frontChanged: { number: 502, isGrave: true },
  frontOther: { number: 503, isGrave: true },
  frontUnclear: { number: 504, isGrave: false },
} as const satisfies Record<string, { readonly number: number; readonly isGrave: boolean }>;

export type FindingName = keyof typeof FINDINGS;

/** One finding; `values` fill its words (`verdict-words.ts`). No text of the front. */
export interface Finding {
  readonly name: FindingName;
  readonly values: Readonly<Record<string, string>>;
}

/** `V402`, as shown everywhere. */
export const findingCode = (name: FindingName): string => `V${FINDINGS[name].number}`;

/** What the signed statements say about a sheet. */
export interface SheetFacts {
  readonly uniqueNumber: string;
  readonly leaf: number;
  readonly of: number;
  /** Number of this very print: another print of the same leaf has another one. */
  readonly serial: string;
  readonly printedAt_epoch_ms: number;
  readonly kioskId: string;
  /** Holder of the key that attested the kiosk, and of the one that signed the manifest, as the trust file calls them. */
  readonly kioskAuthority: string;
  readonly centre: string;
  readonly municipalityId: string;
  readonly typeId: string;
}

export interface Verdict {
  /** True only when every signature holds, they agree, and nothing that was asked about this paper is otherwise. */
  readonly isAuthentic: boolean;
  /** `notAuthentic`: something is not what it says; `undecided`: nothing can be said yet. */
  readonly outcome: 'authentic' | 'notAuthentic' | 'undecided';
  readonly findings: readonly Finding[];
  /** What stands in the clear in the code: proven by nothing. */
  readonly label: SheetLabel | null;
  /** What was signed; null unless attestation, statement and manifest hold. */
  readonly facts: SheetFacts | null;
  readonly decode: DecodeMargin | null;
  /** The front in the code; null unless the kiosk's signature over it holds. */
  readonly front: Front | null;
  /** How the given scan of the front lies over it; null when none was given, or there is no front to compare with. */
  readonly comparison: FrontComparison | null;
}

/** A verdict out of its findings; without any it is authentic. */
export function verdictOf(parts: Partial<Omit<Verdict, 'isAuthentic' | 'outcome'>>): Verdict {
  const findings = parts.findings ?? [];
  const isAuthentic = findings.length === 0;
  const isGrave = findings.some(({ name }) => FINDINGS[name].isGrave);
  return {
    isAuthentic,
    outcome: isAuthentic ? 'authentic' : isGrave ? 'notAuthentic' : 'undecided',
    findings: isAuthentic ? [{ name: 'authentic', values: {} }] : findings,
    label: parts.label ?? null,
    facts: parts.facts ?? null,
    decode: parts.decode ?? null,
    front: parts.front ?? null,
    comparison: parts.comparison ?? null,
  };
}
