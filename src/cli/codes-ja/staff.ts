import type { STAFF_CODES } from '../../base/codes/staff.ts';
import type { CodesJa } from './contract.ts';

/** 8xxx: staff mode. */
export const STAFF_JA: CodesJa<typeof STAFF_CODES> = {
  staffMode: {
    cause: '係員モード中のため、利用者の手続きはできません。',
    remedy: '画面で係員モードを終了するか、キースイッチを戻してください。',
  },
  staffCodeWrong: {
    cause: '係員コードが違います。',
    remedy: '入力し直してください。5 回間違えると、しばらく入力できなくなります。',
  },
  staffCodeLocked: {
    cause: '係員コードの間違いが続いたため、入力を止めています。',
    remedy: 'しばらく待つか、キースイッチを使ってください。誰が入力したかを確認してください。',
  },
  staffStockExists: {
    cause: '初期在高を登録しようとしましたが、帳簿にはすでに在高または入出金があります。',
    remedy: '補充または締めを行ってください。初期在高の登録は、設置時の 1 回だけです。',
  },
  staffCountInvalid: {
    cause: '数えた枚数が正しくありません(負の数、整数でない、不明な部位、または収納できる枚数を超過)。',
    remedy: '数え直し、枚数を入力してください。',
  },
  staffOverShort: {
    cause: '数えた枚数が帳簿と異なります(過不足)。',
    remedy: 'もう一度数え、伝票と機器のカウンターを照合してください。',
  },
  staffExchangeOpen: {
    cause: '係員モードで現金部が開けられ、作業が終わっていません。',
    remedy: '係員モードで作業を終えるか、何も動かしていなければ取りやめてください。',
  },
  staffSlipGone: {
    cause: '処理しようとした預り証は、処理済みか存在しません。',
    remedy: '預り証の一覧を確認してください。',
  },
  staffNotNow: {
    cause: '現金部の命令の結果が未確定のため、いまは係員モードでこの操作はできません。',
    remedy: '機器が応答するまで待ってから、やり直してください。',
  },
  staffCountUnlikely: {
    cause: '数えた枚数が、帳簿の 10 倍を超えるか、収納できる枚数を超えています。',
    remedy: '数え直して、もう一度入力してください。収納できる枚数以内なら、同じ枚数を 2 回入力すると受け付けます。',
  },
  incidentNotOpen: {
    cause: 'そのインシデントは終了済みか、終了させる必要のないものです。',
    remedy: 'madoguchi incidents で一覧を確認してください。',
  },
  incidentSignature: {
    cause:
      'インシデントを終了する命令に、この端末が知る別々の 2 人の署名がないか、この端末の現在のインシデントに対するものではありません。',
    remedy: 'centre.incidentSigners のうち 2 人が madoguchi incidents sign で署名し直してください。',
  },
};
