import type { DOCUMENT_CODES } from '../../base/codes/document.ts';
import type { CodesJa } from './contract.ts';

/** 52xx: what a document is not. */
export const DOCUMENT_JA: CodesJa<typeof DOCUMENT_CODES> = {
  documentForeign: {
    cause: '届いた証明書は、この申請のものではありません。',
    remedy: '何も印刷していません。担当者が確認してください(D1〜D3、D7)。',
  },
  documentPages: {
    cause: '証明書のページがそろっていません。',
    remedy: '何も印刷していません。担当者が確認してください(D5)。',
  },
  documentStale: {
    cause: '証明書が申請より古いか、作成から時間がたちすぎています。',
    remedy: '何も印刷していません。担当者が確認してください(D6)。',
  },
  documentSignature: {
    cause: '証明書の明細の署名が正しくありません。',
    remedy: '何も印刷していません。担当者が確認してください(D1)。',
  },
  documentSets: {
    cause: '申請した証明書と部数がそろっていません。',
    remedy: '何も印刷していません。担当者が確認してください(D5)。',
  },
  documentFee: {
    cause: '証明書の手数料が、表示した手数料と異なります。',
    remedy: '何も印刷していません。市区町村データとセンターの内容を照合してください。',
  },
  documentNotPdf: {
    cause: '読み取れない PDF のページがあります。',
    remedy: '何も印刷していません。センターに連絡してください。',
  },
  documentNotOnePage: {
    cause: '1 ファイルに 1 ページではないものがあります。',
    remedy: '何も印刷していません。センターに連絡してください(D5)。',
  },
  documentNotA4: {
    cause: 'A4 ではないページがあります。',
    remedy: '何も印刷していません。センターに連絡してください(R88)。',
  },
  documentActive: {
    cause: 'スクリプトや添付などの動的な内容を含むページがあります。',
    remedy: '何も印刷していません。証明書にはないはずのものなので、担当者が確認してください。',
  },
  documentMarks: {
    cause: '明細にある固有番号またはページ番号が、ページにありません。',
    remedy: '何も印刷していません。他人のページの可能性があるため、担当者が確認してください(D5、R92)。',
  },
  documentEncryption: {
    cause: 'この手続きのために暗号化されていないページがあります。',
    remedy: '何も印刷していません。他人のページの可能性があるため、担当者が確認してください(D1)。',
  },
};
