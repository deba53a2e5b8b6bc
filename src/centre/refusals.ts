/**
 * Why somebody is refused, as data: each keyword of the centre's protocol with the code that the screen shows, the line of
 * the requirements it fulfils and how far it reaches. Pure; adapters and the generated table `docs/refusals.md` read it.
 */
import type { CodeName } from '../base/codes.ts';

/**
 * How far a refusal reaches: `session` ends the session, `type` withholds one certificate (in the answers to presentation and
 * authentication, or with scope `request` at application).
 */
export type RefusalScope = 'session' | 'type';

/** One reason. */
export interface Refusal {
  readonly code: CodeName;
  /** Lines of the requirements. */
  readonly requirement: string;
  readonly scope: RefusalScope;
}

/**
 * Reasons of the centre by keyword. Ward, restriction, support measure and death share `notEligible`: which of them it was must
 * not be told, so the centre does not send it (R40). A keyword that is not here is shown as `centreRefused`.
 */
export const REFUSALS = {
  closedNow: { code: 'closedNow', requirement: 'R77–R80', scope: 'session' },
  municipalityStopped: { code: 'municipalityStopped', requirement: 'R79, R80', scope: 'session' },
  cardIssuedToday: { code: 'cardIssuedToday', requirement: 'R32', scope: 'session' },
  underFifteen: { code: 'underFifteen', requirement: 'R38', scope: 'session' },
  notEligible: { code: 'notEligible', requirement: 'R36, R39, R40, 2.4', scope: 'session' },
  movedOut: { code: 'movedOut', requirement: 'R41', scope: 'session' },
  movedInToday: { code: 'movedInToday', requirement: '2.4', scope: 'session' },
  gaijiPending: { code: 'gaijiPending', requirement: '2.4', scope: 'session' },
  nameTooLong: { code: 'nameTooLong', requirement: '2.4', scope: 'session' },
  continuedUseTomorrow: { code: 'continuedUseTomorrow', requirement: '2.4', scope: 'session' },
  certificateRevoked: { code: 'certificateRevoked', requirement: 'R22, R23', scope: 'session' },
  certificateExpired: { code: 'cardExpired', requirement: 'R24', scope: 'session' },
  transactionUsed: { code: 'transactionUsed', requirement: 'D1, D4', scope: 'session' },
  signatureInvalid: { code: 'signatureInvalid', requirement: 'R29, R30', scope: 'session' },
  certificateInvalid: { code: 'certificateInvalid', requirement: 'R22', scope: 'session' },

  householdMoved: { code: 'householdMoved', requirement: 'R42', scope: 'type' },
  kosekiUpdating: { code: 'kosekiUpdating', requirement: 'R43', scope: 'type' },
  honsekiElsewhere: { code: 'honsekiElsewhere', requirement: 'R44', scope: 'type' },
  transitionalResident: { code: 'transitionalResident', requirement: 'R45', scope: 'type' },
  noSealRegistration: { code: 'noSealRegistration', requirement: 'R47', scope: 'type' },
  noTaxData: { code: 'noTaxData', requirement: 'R48', scope: 'type' },
  notDeclared: { code: 'notDeclared', requirement: 'R49, R50', scope: 'type' },
  amendedReturn: { code: 'amendedReturn', requirement: 'R51', scope: 'type' },
  taxYearNotSwitched: { code: 'taxYearNotSwitched', requirement: 'R60', scope: 'type' },
  typeNotOffered: { code: 'typeNotOffered', requirement: 'R56, R62, R65, R66', scope: 'type' },
  typeClosedNow: { code: 'typeClosedNow', requirement: '2.3', scope: 'type' },
} as const satisfies Readonly<Record<string, Refusal>>;

/** Keyword of a refusal on the wire. */
export type RefusalKeyword = keyof typeof REFUSALS;

/** Reasons that the kiosk finds by itself, in the words of the same table. */
export const KIOSK_REFUSALS = {
  cardNotMyNumber: { code: 'cardNotMyNumber', requirement: 'R18–R20', scope: 'session' },
  cardJuki: { code: 'cardJuki', requirement: 'R20', scope: 'session' },
  cardLicence: { code: 'cardLicence', requirement: 'R18', scope: 'session' },
  cardResidence: { code: 'cardResidence', requirement: 'R18', scope: 'session' },
  cardFelica: { code: 'cardFelica', requirement: 'R18', scope: 'session' },
  cardBank: { code: 'cardBank', requirement: 'R18', scope: 'session' },
  cardPhone: { code: 'cardPhone', requirement: 'R18, 2.9', scope: 'session' },
  cardUnknownToken: { code: 'cardUnknownToken', requirement: 'R18', scope: 'session' },
  cardNoCertificate: { code: 'cardNoCertificate', requirement: 'R22, R23', scope: 'session' },
  cardExpired: { code: 'cardExpired', requirement: 'R24', scope: 'session' },
  cardTestOnly: { code: 'cardTestOnly', requirement: 'R29', scope: 'session' },
  cardSignature: { code: 'cardSignature', requirement: 'R29', scope: 'session' },
  pinWrong: { code: 'pinWrong', requirement: 'R26, R27', scope: 'session' },
  pinBlocked: { code: 'pinBlocked', requirement: 'R27, R28, 2.8', scope: 'session' },
  pinOutcomeUnknown: { code: 'pinOutcomeUnknown', requirement: 'R4, R27', scope: 'session' },
  triesChanged: { code: 'triesChanged', requirement: 'R27, 2.7', scope: 'session' },
  cardRemoved: { code: 'cardRemoved', requirement: 'R4, R6', scope: 'session' },
  cardSwapped: { code: 'cardSwapped', requirement: 'R30', scope: 'session' },
  cardLeft: { code: 'cardLeft', requirement: 'R33, R103, D10', scope: 'session' },
  centreRefused: { code: 'centreRefused', requirement: 'R66', scope: 'session' },
  catalogueDiffers: { code: 'catalogueDiffers', requirement: 'R66', scope: 'type' },
  printerJam: { code: 'printerJam', requirement: 'R95', scope: 'session' },
} as const satisfies Readonly<Partial<Record<CodeName, Refusal>>>;

/** What a keyword means here. Whatever this version does not know is a refusal all the same, without a reason. */
export function codeOfRefusal(keyword: string): CodeName {
  return isRefusal(keyword) ? REFUSALS[keyword].code : 'centreRefused';
}

/** True for a keyword of the table. */
function isRefusal(keyword: string): keyword is RefusalKeyword {
  return Object.hasOwn(REFUSALS, keyword);
}
