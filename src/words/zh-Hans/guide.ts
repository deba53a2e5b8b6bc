import type { GUIDE as JA } from '../ja/guide.ts';
import type { TranslationOf } from '../contract.ts';

/**
 * What the keypad's guide says beside the texts of the screen. Names of keys: 下一项 next, 上一项 previous, 确定 select, 返回 back,
 * 取消 cancel, 重复 repeat, 帮助 help.
 */
export const GUIDE: TranslationOf<typeof JA> = {
  'guide.place': '共{total}项，第{n}项',
  'guide.choices': '有{count}个选项。按下一项键可以收听。',
  'guide.goOn': '要{label}，请按两次确定键。',
  'guide.chosen': '已选择',
  'guide.notChosen': '未选择',
  'guide.unavailable': '现在不能选择',
  'guide.refused': '不能在这里领取。按确定键可以收听原因',
  'guide.on': '开',
  'guide.off': '关',
  'guide.fewer': '减少1份',
  'guide.more': '增加1份',
  'guide.digits': '共{length}位，已输入{digits}位。',
  'guide.timeLeft': '还剩{seconds}秒。如果要继续，请按确定键。',
  'guide.phone': '{name}，电话号码，{phone}',
  'guide.step': '{label}。共{total}步，第{n}步',
  'guide.volume': '音量共5级，现在是{n}级。',

  'speak.keypad':
    '语音指南开始。用下一项键和上一项键收听项目，用确定键选择。想再听一次，请按重复键。有困难时，请按帮助键。也可以使用耳机。',
  'speak.headphonesIn': '耳机已插入。语音只从耳机播放。',
  'speak.headphonesOut': '耳机已拔出。如果要用扬声器收听，请按任意键。',
  'speak.pinKeys': '请用数字键输入，然后按确定键。数字五的键上有标记。',
  'speak.pressSelect': '请按确定键。',
  'speak.cancelAsk': '如果要取消，请再按一次。已放入的钱会退还。',
  'speak.noBack': '这里不能返回。',
  'speak.noCancel': '现在不能取消。请稍候。',
  'speak.noKey': '这个键在这里不使用。',
  'speak.notNow': '现在不能选择。',
  'speak.wait': '请稍候。',
  'speak.ended': '使用已结束。谢谢。',
  'speak.moreTime': '时间已延长。',
  'speak.loudest': '这是最大的音量。',
  'speak.quietest': '这是最小的音量。',
};
