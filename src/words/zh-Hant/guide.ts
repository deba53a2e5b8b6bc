import type { GUIDE as JA } from '../ja/guide.ts';
import type { TranslationOf } from '../contract.ts';

/**
 * What the keypad's guide says beside the texts of the screen. Names of keys: 下一項 next, 上一項 previous, 確定 select, 返回 back,
 * 取消 cancel, 重複 repeat, 說明 help.
 */
export const GUIDE: TranslationOf<typeof JA> = {
  'guide.place': '共{total}項，第{n}項',
  'guide.choices': '有{count}個選項。按下一項鍵可以收聽。',
  'guide.goOn': '要{label}，請按兩次確定鍵。',
  'guide.chosen': '已選擇',
  'guide.notChosen': '未選擇',
  'guide.unavailable': '現在不能選擇',
  'guide.refused': '不能在這裡領取。按確定鍵可以收聽原因',
  'guide.on': '開',
  'guide.off': '關',
  'guide.fewer': '減少1份',
  'guide.more': '增加1份',
  'guide.digits': '共{length}位，已輸入{digits}位。',
  'guide.timeLeft': '還剩{seconds}秒。如果要繼續，請按確定鍵。',
  'guide.phone': '{name}，電話號碼，{phone}',
  'guide.step': '{label}。共{total}步，第{n}步',
  'guide.volume': '音量共5級，現在是{n}級。',

  'speak.keypad':
    '語音指南開始。用下一項鍵和上一項鍵收聽項目，用確定鍵選擇。想再聽一次，請按重複鍵。有困難時，請按說明鍵。也可以使用耳機。',
  'speak.headphonesIn': '耳機已接上。語音只從耳機播放。',
  'speak.headphonesOut': '耳機已拔出。如果要用喇叭收聽，請按任意鍵。',
  'speak.pinKeys': '請用數字鍵輸入，然後按確定鍵。數字五的鍵上有標記。',
  'speak.pressSelect': '請按確定鍵。',
  'speak.cancelAsk': '如果要取消，請再按一次。已放入的錢會退還。',
  'speak.noBack': '這裡不能返回。',
  'speak.noCancel': '現在不能取消。請稍候。',
  'speak.noKey': '這個鍵在這裡不使用。',
  'speak.notNow': '現在不能選擇。',
  'speak.wait': '請稍候。',
  'speak.ended': '使用已結束。謝謝。',
  'speak.moreTime': '時間已延長。',
  'speak.loudest': '這是最大的音量。',
  'speak.quietest': '這是最小的音量。',
};
