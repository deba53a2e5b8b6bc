import type { CodeEntry } from '../codes.ts';

/** 5xxx: centre and documents. */
export const CENTRE_CODES = {
  centreUnreachable: {
    number: 5001,
    action: 'retry',
    cause: 'The centre cannot be reached.',
    remedy: 'Check the line; the kiosk tries again by itself.',
  },
  centreNotOurs: {
    number: 5002,
    action: 'configuration',
    cause: 'The server that answers is not the configured centre.',
    remedy: 'Check the trust anchor and the address.',
  },
  centreReply: {
    number: 5003,
    action: 'call',
    cause: 'The centre sent an answer that breaks the protocol.',
    remedy: 'Nothing was printed; tell the centre.',
  },
  centreTimeout: {
    number: 5004,
    action: 'retry',
    cause: 'The centre did not answer in time.',
    remedy: 'Try again later.',
  },
  centreRefused: {
    number: 5005,
    action: 'clear',
    cause: 'The centre does not serve this request.',
    remedy: 'See the reason on the screen.',
  },
  centreTime: {
    number: 5006,
    action: 'maintenance',
    cause: 'The time of the centre cannot be trusted.',
    remedy: 'Check the centre and the line.',
  },
  cellLost: {
    number: 5007,
    action: 'retry',
    cause: 'The process of the session ended unexpectedly.',
    remedy: 'Start again; money that was put in is returned.',
  },
  centreRefusesKiosk: {
    number: 5008,
    action: 'configuration',
    cause: 'The centre does not accept the certificate of this kiosk.',
    remedy: 'Install the client certificate that the centre issued for this kiosk.',
  },
  cellOrder: {
    number: 5009,
    action: 'call',
    cause: 'The session process was given a command that does not belong to its state.',
    remedy: 'Send a support bundle to the maker.',
  },
  closedNow: {
    number: 5101,
    action: 'clear',
    cause: 'The service is closed at this time.',
    remedy: 'Come back in the service hours (R77–R80).',
  },
  cardIssuedToday: {
    number: 5102,
    action: 'clear',
    cause: 'The card was issued today.',
    remedy: 'Use it from tomorrow on (R32).',
  },
  notEligible: {
    number: 5103,
    action: 'clear',
    cause: 'The certificate cannot be issued here.',
    remedy: 'Ask the counter of the municipality (R38–R40).',
  },
  movedOut: {
    number: 5104,
    action: 'clear',
    cause: 'After a 転出 notification the service cannot be used.',
    remedy: 'Ask the counter of the municipality (R41).',
  },
  certificateRevoked: {
    number: 5105,
    action: 'clear',
    cause: 'The user authentication certificate has been revoked.',
    remedy: 'Ask the municipality (R22, R23).',
  },
  typeNotOffered: {
    number: 5106,
    action: 'clear',
    cause: 'This certificate is not offered here.',
    remedy: 'Ask the counter of the municipality (R66).',
  },
  catalogueDiffers: {
    number: 5107,
    action: 'configuration',
    cause: 'Centre and local data differ in a type or its fee, so the type is withheld.',
    remedy: 'Update the municipal data.',
  },
  documentForeign: {
    number: 5201,
    action: 'call',
    cause: 'The document does not belong to this request.',
    remedy: 'Nothing was printed; a person must look (D1–D3, D7).',
  },
  documentPages: {
    number: 5202,
    action: 'call',
    cause: 'The pages of the document are not complete.',
    remedy: 'Nothing was printed; a person must look (D5).',
  },
  documentStale: {
    number: 5203,
    action: 'call',
    cause: 'The document is older than the request, or too old.',
    remedy: 'Nothing was printed; a person must look (D6).',
  },
  documentSignature: {
    number: 5204,
    action: 'call',
    cause: 'The signature of the document manifest is not valid.',
    remedy: 'Nothing was printed; a person must look (D1).',
  },
  documentSets: {
    number: 5205,
    action: 'call',
    cause: 'The document does not hold the certificates and copies that were asked for.',
    remedy: 'Nothing was printed; a person must look (D5).',
  },
  documentFee: {
    number: 5206,
    action: 'call',
    cause: 'The fee of the document is not the fee that was shown.',
    remedy: 'Nothing was printed; compare the municipal data with the centre.',
  },
} as const satisfies Record<string, CodeEntry>;
