import type { CodeName } from '../base/codes.ts';
import type { CodeText } from './contract.ts';

type Helper = CodeText['helper'];

/** Whom a citizen turns to, by code; everything else goes to the operator of the kiosk. */
const HELPERS: Readonly<Partial<Record<CodeName, Helper>>> = {
  cardNotMyNumber: 'none',
  cardJuki: 'callCentre',
  cardPhone: 'none',
  cardUnknownToken: 'municipality',
  cardNoCertificate: 'municipality',
  cardExpired: 'municipality',
  cardLicence: 'none',
  cardResidence: 'none',
  cardFelica: 'none',
  cardBank: 'none',
  triesChanged: 'none',
  cardUnreadable: 'none',
  cardTestOnly: 'none',
  pinWrong: 'none',
  pinBlocked: 'municipality',
  pinOutcomeUnknown: 'none',
  cardRemoved: 'none',
  cardSwapped: 'none',
  cardLeft: 'none',
  cardSignature: 'municipality',
  cardIssuedToday: 'municipality',
  certificateRevoked: 'municipality',
  notEligible: 'municipality',
  movedOut: 'municipality',
  typeNotOffered: 'municipality',
  catalogueDiffers: 'municipality',
  tooManyBeforeClosing: 'none',
  closedNow: 'none',
  serviceNotBegun: 'none',
  serviceEnded: 'none',
  municipalityStopped: 'municipality',
  underFifteen: 'municipality',
  movedInToday: 'municipality',
  gaijiPending: 'municipality',
  nameTooLong: 'municipality',
  continuedUseTomorrow: 'municipality',
  signatureInvalid: 'municipality',
  certificateInvalid: 'municipality',
  householdMoved: 'municipality',
  kosekiUpdating: 'municipality',
  honsekiElsewhere: 'municipality',
  transitionalResident: 'municipality',
  noSealRegistration: 'municipality',
  noTaxData: 'municipality',
  notDeclared: 'municipality',
  amendedReturn: 'municipality',
  taxYearNotSwitched: 'municipality',
  typeClosedNow: 'municipality',
  transactionUsed: 'none',
  centreRefused: 'municipality',
};

/** Whom to call about a code (R112). */
export function helperOf(code: CodeName): Helper {
  return HELPERS[code] ?? 'operator';
}
