import type { CodeEntry } from '../codes.ts';

/** 52xx: a document that is not what it must be (D1–D6). Each is an incident that only a person closes (D7). */
export const DOCUMENT_CODES = {
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
  documentNotPdf: {
    number: 5207,
    action: 'call',
    cause: 'A page of the document is not a PDF that can be read.',
    remedy: 'Nothing was printed; tell the centre.',
  },
  documentNotOnePage: {
    number: 5208,
    action: 'call',
    cause: 'A file of the document holds more or less than one page.',
    remedy: 'Nothing was printed; tell the centre (D5).',
  },
  documentNotA4: {
    number: 5209,
    action: 'call',
    cause: 'A page of the document is not A4.',
    remedy: 'Nothing was printed; tell the centre (R88).',
  },
  documentActive: {
    number: 5210,
    action: 'call',
    cause: 'A page of the document carries scripts, attachments or other active content.',
    remedy: 'Nothing was printed; a person must look: a certificate has no such thing.',
  },
  documentMarks: {
    number: 5211,
    action: 'call',
    cause: 'A page does not carry the 固有番号 or page number that its manifest states.',
    remedy: 'Nothing was printed; a person must look: it may be the page of somebody else (D5, R92).',
  },
  documentEncryption: {
    number: 5212,
    action: 'call',
    cause: 'A page is not encrypted for this session.',
    remedy: 'Nothing was printed; a person must look: it may be the page of somebody else (D1).',
  },
} as const satisfies Record<string, CodeEntry>;
