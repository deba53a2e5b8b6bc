import type { CASH_CODES } from '../../base/codes/cash.ts';
import type { CodesJa } from './contract.ts';

/** 3xxx: coins, notes and change. */
export const CASH_JA: CodesJa<typeof CASH_CODES> = {
  cashOffline: {
    cause: '現金機器が応答しません。',
    remedy: 'メッセージに示された機器の電源とケーブルを確認してください。',
  },
  cashPortUnavailable: {
    cause: '現金機器のシリアルポートがないか、別のプログラムが使用しています。',
    remedy:
      '機器の電源とケーブルを確認してください。異常がなければ設定のポートを確認し、使用中の別のプログラムを停止してください。',
  },
  cashIdentity: {
    cause: '現金機器が設定と異なる機種です。',
    remedy: '正しい機種を設定するか、正しい機器を接続してください。',
  },
  cashTable: {
    cause: '機器の硬貨または紙幣の金種表が、設定の金種と一致しません。',
    remedy: 'メッセージの二つの一覧を見比べ、機器を書き換えるか設定を変更してください。',
  },
  cashFault: {
    cause: '現金機器が異常を通知しています。',
    remedy: 'メッセージに示された異常の手順に従ってください。',
  },
  cashJam: {
    cause: '硬貨または紙幣が詰まっています。',
    remedy: 'メッセージに示された機器の搬送路から取り除いてください。',
  },
  cashBoxFull: {
    cause: '金庫が満杯か、開いています。',
    remedy: '金庫を空にするか、閉めてください。',
  },
  cashFraud: {
    cause: '硬貨または紙幣の通路で不正な操作を検知しました。',
    remedy: '機器を点検してください。',
  },
  cashReset: {
    cause: '現金が入っている可能性のあるときに、現金機器がリセットされました。',
    remedy: '機器の計数を帳簿と照合してください。',
  },
  cashEventsLost: {
    cause: '硬貨識別機の通知の読み取りが追いつきませんでした。',
    remedy: '機器の計数を帳簿と照合してください。',
  },
  cashLineDisturbed: {
    cause: '現金機器の応答が繰り返し壊れています。',
    remedy: '同じアドレスの機器が二台ないか、設定のチェックサムの方式、ケーブルの緩みを確認してください。',
  },
  cashFraudRepeated: {
    cause: '硬貨または紙幣を引き抜く操作が繰り返されました。',
    remedy: '投入口を点検し、現金を数えてから、係員モードの一覧で一件ずつ確認済みにしてください。',
  },
  hopperEmpty: {
    cause: 'ホッパーが空です。',
    remedy: 'ホッパーに補充してください。',
  },
  hopperJam: {
    cause: 'ホッパーに硬貨が詰まっています。',
    remedy: 'ホッパーの詰まりを取り除いてください。',
  },
  payoutUnknown: {
    cause: '払い出した金額が確認できません。',
    remedy: 'ホッパーを数えてください。金額は未確定として記録されています。',
  },
  changeShort: {
    cause: 'どの硬貨や紙幣に対しても、釣銭が不足しています。',
    remedy: 'ホッパーに補充してください。',
  },
  noteDisputed: {
    cause: '紙幣が収納されたかどうか確認できません。',
    remedy: '紙幣の金庫を数えてください。金額は未確定として記録されています。',
  },
  amountInvalid: {
    cause: '金額が負、端数、または10円の倍数以外です。',
    remedy: 'メッセージに示された金額を直してください。',
  },
  countNeeded: {
    cause: '貸し出し中に入った現金が、機器の計数では分かりません。',
    remedy: 'メッセージに示された収納部を、係員モードで数えてください。',
  },
  stockNotCounted: {
    cause: '一度も数えていない釣銭の収納部があり、釣銭の枚数が分かりません。',
    remedy:
      '係員モードで初期在高を登録してください。後から追加した収納部は、締めで登録してください。取扱は自動で再開します。',
  },
  cashUnclaimed: {
    cause: '利用者がいないときに、硬貨または紙幣が入りました。',
    remedy: '持ち主の分からない現金として記録されています。入れた人を探すか、締めのときに処理してください。',
  },
};
