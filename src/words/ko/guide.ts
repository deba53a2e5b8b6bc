import type { GUIDE as JA } from '../ja/guide.ts';
import type { TranslationOf } from '../contract.ts';

/**
 * What the keypad's guide says beside the texts of the screen. Names of keys: 다음 next, 이전 previous, 선택 select, 뒤로 back,
 * 그만두기 cancel, 반복 repeat, 도움말 help.
 */
export const GUIDE: TranslationOf<typeof JA> = {
  'guide.place': '{total}개 중 {n}번째',
  'guide.choices': '선택할 수 있는 항목은 {count}개입니다. 다음 키를 누르면 들을 수 있습니다.',
  'guide.goOn': '선택 키를 두 번 누르면, {label}.',
  'guide.chosen': '선택됨',
  'guide.notChosen': '선택 안 됨',
  'guide.unavailable': '지금은 선택할 수 없습니다',
  'guide.refused': '여기서는 받을 수 없습니다. 선택 키를 누르면 이유를 들을 수 있습니다',
  'guide.on': '켜짐',
  'guide.off': '꺼짐',
  'guide.fewer': '1부 줄이기',
  'guide.more': '1부 늘리기',
  'guide.digits': '{length}자리 중 {digits}자리를 입력했습니다.',
  'guide.timeLeft': '{seconds}초 남았습니다. 계속하시려면 선택 키를 눌러 주세요.',
  'guide.phone': '{name}, 전화번호, {phone}',
  'guide.step': '{label}. {total}단계 중 {n}번째',
  'guide.volume': '음량은 5단계 중 {n}입니다.',

  'speak.keypad':
    '음성 안내를 시작합니다. 다음과 이전 키로 항목을 듣고, 선택 키로 고릅니다. 다시 들으려면 반복, 어려우면 도움말 키를 누르세요. 헤드폰도 사용할 수 있습니다.',
  'speak.headphonesIn': '헤드폰이 연결되었습니다. 안내는 헤드폰으로만 나옵니다.',
  'speak.headphonesOut': '헤드폰이 빠졌습니다. 스피커로 들으시려면 아무 키나 눌러 주세요.',
  'speak.pinKeys': '숫자 키로 입력하고 선택 키를 눌러 주세요. 숫자 오 키에 표시가 있습니다.',
  'speak.pressSelect': '선택 키를 눌러 주세요.',
  'speak.cancelAsk': '그만두시려면 한 번 더 눌러 주세요. 넣으신 돈은 돌려드립니다.',
  'speak.noBack': '여기서는 뒤로 갈 수 없습니다.',
  'speak.noCancel': '지금은 그만둘 수 없습니다. 그대로 기다려 주세요.',
  'speak.noKey': '이 키는 여기서 사용하지 않습니다.',
  'speak.notNow': '지금은 선택할 수 없습니다.',
  'speak.wait': '그대로 기다려 주세요.',
  'speak.ended': '이용이 끝났습니다. 감사합니다.',
  'speak.moreTime': '시간을 연장했습니다.',
  'speak.loudest': '가장 큰 소리입니다.',
  'speak.quietest': '가장 작은 소리입니다.',
};
