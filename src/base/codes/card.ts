import type { CodeEntry } from '../codes.ts';

/** 2xxx: card reader and card. */
export const CARD_CODES = {
  readerAbsent: {
    number: 2001,
    action: 'maintenance',
    cause: 'The configured card reader is not there.',
    remedy: 'Check the cable and the reader name in the configuration.',
  },
  pcscUnavailable: {
    number: 2002,
    action: 'maintenance',
    cause: 'The PC/SC service (pcscd) does not answer.',
    remedy: 'Start pcscd; the daemon reconnects by itself.',
  },
  readerFault: {
    number: 2003,
    action: 'maintenance',
    cause: 'The card reader reports an error.',
    remedy: 'Unplug and plug the reader; replace it when it comes back.',
  },
  cardBusy: {
    number: 2004,
    action: 'maintenance',
    cause: 'Another program holds the card reader.',
    remedy: 'Stop the other PC/SC program.',
  },
  cardNotMyNumber: {
    number: 2101,
    action: 'clear',
    cause: 'The card is not a My Number Card.',
    remedy: 'Use a My Number Card (R18–R20).',
  },
  cardJuki: {
    number: 2102,
    action: 'clear',
    cause: 'The card is a 住民基本台帳カード, which is no longer accepted.',
    remedy: 'Use a My Number Card (R20).',
  },
  cardPhone: {
    number: 2103,
    action: 'clear',
    cause: 'A smartphone certificate was presented, which this kiosk does not take.',
    remedy: 'Use the plastic My Number Card.',
  },
  cardUnknownToken: {
    number: 2104,
    action: 'clear',
    cause: 'The card carries a JPKI token of an unknown kind.',
    remedy: 'Use another card or the counter.',
  },
  cardNoCertificate: {
    number: 2105,
    action: 'clear',
    cause: 'The card carries no user authentication certificate.',
    remedy: 'The holder asks the municipality for one (R22, R23).',
  },
  cardExpired: {
    number: 2106,
    action: 'clear',
    cause: 'The user authentication certificate has expired.',
    remedy: 'The holder renews it at the municipality (R24).',
  },
  cardUnreadable: {
    number: 2107,
    action: 'retry',
    cause: 'The card could not be read.',
    remedy: 'Take the card off and set it again.',
  },
  cardTestOnly: {
    number: 2108,
    action: 'configuration',
    cause: 'The card was issued for tests by an authority that this kiosk does not trust.',
    remedy: 'Use a real card, or configure the test authority on a test kiosk.',
  },
  cardLicence: {
    number: 2109,
    action: 'clear',
    cause: 'A driving licence was set.',
    remedy: 'Use a My Number Card (R18).',
  },
  cardResidence: {
    number: 2110,
    action: 'clear',
    cause: 'A residence card (在留カード) or special permanent resident certificate was set.',
    remedy: 'Use a My Number Card (R18).',
  },
  cardFelica: {
    number: 2111,
    action: 'clear',
    cause: 'A FeliCa or storage card was set.',
    remedy: 'Use a My Number Card (R18).',
  },
  cardBank: {
    number: 2112,
    action: 'clear',
    cause: 'A payment card was set.',
    remedy: 'Use a My Number Card (R18).',
  },
  pinWrong: {
    number: 2201,
    action: 'retry',
    cause: 'The PIN was wrong.',
    remedy: 'Enter the 4-digit PIN of the user authentication certificate (R26, R27).',
  },
  pinBlocked: {
    number: 2202,
    action: 'clear',
    cause: 'The PIN is locked.',
    remedy: 'The holder goes to the municipality with the card (R28).',
  },
  pinOutcomeUnknown: {
    number: 2203,
    action: 'retry',
    cause: 'The card went away while the PIN was being checked; a try may have been used.',
    remedy: 'Set the card again; the tries left are shown.',
  },
  cardRemoved: {
    number: 2204,
    action: 'retry',
    cause: 'The card was taken off too early.',
    remedy: 'Start again with the card.',
  },
  cardSwapped: {
    number: 2205,
    action: 'clear',
    cause: 'Another card than before was set.',
    remedy: 'Start again with one card.',
  },
  cardSignature: {
    number: 2206,
    action: 'clear',
    cause: 'The signature of the card does not fit its certificate.',
    remedy: 'Use another card or the counter.',
  },
  triesChanged: {
    number: 2207,
    action: 'clear',
    cause: 'The card has other PIN tries left than were shown.',
    remedy: 'Take the card off and start again; no try was used.',
  },
  cardLeft: {
    number: 2208,
    action: 'retry',
    cause: 'The card of a session before this one still lies on the reader.',
    remedy: 'Take it off and hand it in; no card is read before (D10).',
  },
} as const satisfies Record<string, CodeEntry>;
