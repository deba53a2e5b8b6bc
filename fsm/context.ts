import type {
  AbandonReason,
  CertificateRequest,
  CertificateSet,
  ChainProfile,
  MoneyTotals,
  Offer,
  PrintStep,
  RefusedType,
  RejectionGroup,
  ReminderItem,
  SessionEvent,
  SessionInput,
  StaffPicture,
} from './events.ts';
import type { CodeName } from '../src/base/codes.ts';
import type { Yen } from '../src/base/yen.ts';

/** What the regions say to each other; never comes from outside and never leaves the chart. */
export type ChartEvent =
  /** The flow asks the cash region for a refund; the region keeps payouts one after the other. */
  | { readonly type: 'chart.refund' }
  /** No payout is under way any more. */
  | { readonly type: 'chart.settled' }
  /** The flow asks the reminder region to speak of what the citizen has to take. */
  | { readonly type: 'chart.remind'; readonly items: readonly ReminderItem[] }
  | { readonly type: 'chart.hush' }
  /** Nothing is left to do in this session; comes after everything that was said before it. */
  | { readonly type: 'chart.ended' }
  /** Staff mode went on: its time limit starts anew. */
  | { readonly type: 'chart.touched' };

/** Everything the chart can receive. */
export type AnyChartEvent = SessionEvent | ChartEvent;

/** A slip that waits to be shown. */
export interface WaitingSlip {
  readonly claimNumber: string;
  readonly amount_yen: Yen;
}

/** Where a message about something the citizen can put right leads back to. */
export type BackTo = 'setCard' | 'certificate' | 'check';

/**
 * A cache of facts, thrown away at a crash (design, rule 2). The comment of each group names the region that writes it; the
 * others only read it.
 */
export interface SessionContext {
  readonly profile: ChainProfile;
  readonly copies_max: number;
  readonly alsoRemind: readonly ReminderItem[];

  // service: null until supervision has spoken, because nobody may be served on a guess (D9)
  readonly reasons: readonly CodeName[] | null;
  readonly draining: boolean;
  /** Key switch of staff mode: `asked` opens it as soon as no session runs, `used` does nothing until the key was back. */
  readonly key: 'off' | 'asked' | 'used';

  /** Everything is read aloud: the citizen's times are longer. */
  readonly slow: boolean;

  // card
  readonly cardPresent: boolean;
  /** The card that lies there is of a session before this one: it is not read, and its holder's PIN not asked for (D10). */
  readonly cardLeft: boolean;
  /** `card.accept` was sent and not taken back by `card.release`. */
  readonly cardAccepted: boolean;
  /** A card was asked for before in this session. */
  readonly cardTried: boolean;
  /** The card was asked for a PIN check or a signature: its answer may come late. */
  readonly cardAsked: boolean;
  readonly tries: number | null;
  /** Month in which the certificate ends, once it can be renewed (R25). */
  readonly renewal: string | null;

  // cash
  readonly totals: MoneyTotals;
  /** Why the last coin or note came back, for a moment; null outside of the pay screen. */
  readonly rejected: RejectionGroup | null;
  readonly payout: 'change' | 'refund';
  readonly refundQueued: boolean;
  readonly changePaid: boolean;
  readonly slips: readonly WaitingSlip[];
  /** Slips that are to come, less those that came: a short payout and a dispute each bring one. */
  readonly slipsExpected: number;

  // printer
  readonly trouble: CodeName | null;
  readonly troubleKeywords: readonly string[];
  readonly printStep: PrintStep;
  readonly receiptOut: boolean;
  /** Somebody else's sheets came out beside the citizen's. */
  readonly mixed: boolean;
  /** It was asked for and does not come out. */
  readonly receiptFailed: boolean;
  /** Number of the incident of a paper that is not the citizen's. */
  readonly foreignReference: string | null;

  // reminder
  readonly reminded: readonly ReminderItem[];
  /** What sensors say lies there, whoever left it: it outlives the session, as the thing does. */
  readonly sensed: Readonly<Partial<Record<ReminderItem, boolean>>>;

  // flow: the session
  readonly begun: boolean;
  /** It has run as long as one may. */
  readonly long: boolean;
  /** The centre has an open transaction that must be delivered or abandoned. */
  readonly centreOpen: boolean;
  readonly reason: AbandonReason | null;
  readonly code: CodeName | null;
  /** The code has not been shown to the citizen yet. */
  readonly tell: boolean;
  readonly backTo: BackTo;
  readonly delivered: boolean;
  /** The last screen was confirmed, or its time is over. */
  readonly taken: boolean;

  // flow: the request
  readonly presented: boolean;
  readonly municipalityId: string | null;
  readonly digest_sha256: Uint8Array | null;
  readonly authenticated: boolean;
  readonly offers: readonly Offer[];
  /** Types that are not to be had, with the reason. */
  readonly withheld: readonly RefusedType[];
  /** The type that the message on the screen is about, where it is about one. */
  readonly about: string | null;
  /** What the cell said can still be printed before closing (R82). */
  readonly sets_max: number | null;
  readonly persons: { readonly household: number; readonly koseki: number };
  readonly draft: CertificateRequest | null;
  readonly requests: readonly CertificateRequest[];
  /** The line that was opened again from the check, as it was: going back further does not lose it. */
  readonly reopened: CertificateRequest | null;

  // flow: money and paper
  readonly sets: readonly CertificateSet[];
  readonly due_yen: Yen;
  readonly deposit: 'none' | 'open' | 'fixing' | 'fixed';
  /** Nothing of this session's money is left to decide (what could not be paid stands on a slip). */
  readonly moneySettled: boolean;
  /** The leaf that is being printed: index into `sets`, and 0-based leaf of that set. Null when there is none. */
  readonly cursor: { readonly index: number; readonly leaf: number } | null;
  readonly leavesDone: number;
  readonly leavesTotal: number;
  /** Leaves of which nobody knows whether they came out. */
  readonly leavesUnknown: number;
  /** A sheet is out, or may be. */
  readonly paperOut: boolean;
  /** At least one set is complete and its fee earned. */
  readonly earned: boolean;
  /** The leaf whose outcome was no longer waited for. */
  readonly gaveUp: { readonly set: number; readonly leaf: number } | null;
  readonly cellLost: boolean;
  /** The citizen said that the paper is not theirs (D11), and has seen what to do with it. */
  readonly foreign: boolean;
  readonly foreignShown: boolean;

  // flow: staff mode
  readonly staff: StaffWork;
}

/** What staff mode is at. */
export type StaffWork = Omit<StaffPicture, 'busy'>;

/** Staff mode before anything was chosen. */
export const NO_STAFF_WORK: StaffWork = {
  task: null,
  unitId: null,
  counts: [],
  part: false,
  claimNumber: null,
  handOver: false,
  questionId: null,
  answer: null,
  incident: null,
  reason: null,
  code: null,
  print: 'none',
};

/** No money anywhere. */
export const NO_MONEY: MoneyTotals = {
  due_yen: 0,
  credit_yen: 0,
  escrow_yen: 0,
  needed_yen: 0,
  owed_yen: 0,
  enough: false,
  accepts_yen: [],
  withheld_yen: [],
};

/** What a session knows before it begins; also what replaces everything of a citizen when it ends (D10). */
export const NOTHING_KNOWN = {
  cardAsked: false,
  cardAccepted: false,
  cardTried: false,
  tries: null,
  renewal: null,
  totals: NO_MONEY,
  rejected: null,
  payout: 'change',
  refundQueued: false,
  changePaid: false,
  slipsExpected: 0,
  trouble: null,
  troubleKeywords: [],
  printStep: 'drawing',
  mixed: false,
  receiptOut: false,
  receiptFailed: false,
  foreignReference: null,
  reminded: [],
  begun: false,
  long: false,
  centreOpen: false,
  reason: null,
  code: null,
  tell: false,
  backTo: 'setCard',
  delivered: false,
  taken: false,
  presented: false,
  municipalityId: null,
  digest_sha256: null,
  authenticated: false,
  offers: [],
  withheld: [],
  about: null,
  sets_max: null,
  persons: { household: 0, koseki: 0 },
  draft: null,
  requests: [],
  reopened: null,
  sets: [],
  due_yen: 0,
  deposit: 'none',
  moneySettled: false,
  cursor: null,
  leavesDone: 0,
  leavesTotal: 0,
  leavesUnknown: 0,
  paperOut: false,
  earned: false,
  gaveUp: null,
  cellLost: false,
  foreign: false,
  foreignShown: false,
} as const satisfies Partial<SessionContext>;

/** The context a machine starts with. */
export function firstContext(input: SessionInput): SessionContext {
  return {
    profile: input.profile,
    copies_max: input.copies_max,
    alsoRemind: input.alsoRemind ?? [],
    sensed: {},
    reasons: null,
    draining: false,
    key: 'off',
    slow: false,
    staff: NO_STAFF_WORK,
    cardPresent: false,
    cardLeft: false,
    slips: [],
    ...NOTHING_KNOWN,
  };
}
