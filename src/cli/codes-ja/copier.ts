import type { COPIER_CODES } from '../../base/codes/copier.ts';
import type { CodesJa } from './contract.ts';

/** 13xx: the copier that the kiosk lives in, and its own software. */
export const COPIER_JA: CodesJa<typeof COPIER_CODES> = {
  copierAsleep: {
    cause: '複合機がスリープ中です。',
    remedy: '操作パネルで復帰させてください。',
  },
  copierAtWork: {
    cause: '複合機がほかのジョブを処理しています。',
    remedy: 'ジョブの終了を待ってください。',
  },
  copierDoorOpen: {
    cause: '複合機の扉またはカバーが開いています。',
    remedy: '閉めてください。',
  },
  copierAbsent: {
    cause: '設定で必要とされている複合機本体のソフトウェアが接続されていません。',
    remedy: 'ソフトウェアを起動するか、copier.required を false にしてください。',
  },
  lentCountsDiffer: {
    cause: '貸し出し中の機器の計数と、複合機本体が申告した動きが一致しません。',
    remedy: '収納部を数え、その時間の複合機の記録と照合してください。',
  },
  lentCountsUnproved: {
    cause: '複合機本体の申告が機器の計数と異なり、機器だけではすべての動きを確かめられません。',
    remedy: '収納部を数えてください。双方の数値は並べて表示されています。',
  },
  sessionNotEndable: {
    cause: '現金または用紙が動いているか、終了できない画面のため、外から利用を終えられません。',
    remedy: '自然に終わるのを待つか、画面が変わってからやり直してください。',
  },
  serviceNotOpen: {
    cause: '現在、取扱を始められません。',
    remedy: 'madoguchi status で理由を確認してください。',
  },
};
