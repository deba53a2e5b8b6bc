import type { GUIDE as JA } from '../ja/guide.ts';

/** What the keypad's guide says beside the texts of the screen, English. */
export const GUIDE: Readonly<Record<keyof typeof JA, string>> = {
  'guide.place': '{n} of {total}',
  'guide.choices': '{count, plural, one {# choice} other {# choices}}. Press next to hear them.',
  'guide.goOn': 'For {label}, press select twice.',
  'guide.chosen': 'chosen',
  'guide.notChosen': 'not chosen',
  'guide.unavailable': 'not available now',
  'guide.refused': 'Not available here. Press select to hear why',
  'guide.on': 'on',
  'guide.off': 'off',
  'guide.fewer': 'One copy fewer',
  'guide.more': 'One copy more',
  'guide.digits': '{digits} of {length} digits entered.',
  'guide.timeLeft': '{seconds, plural, one {# second is} other {# seconds are}} left. Press select for more time.',
  'guide.phone': '{name}, telephone {phone}',
  'guide.step': 'Step {n} of {total}: {label}',
  'guide.volume': 'Volume {n} of 5.',

  'speak.keypad':
    'Speech is on. Press next and previous to hear what is here, select to choose, repeat to hear it again, help for help. You can plug in headphones.',
  'speak.headphonesIn': 'Headphones are plugged in. Only you can hear this.',
  'speak.headphonesOut': 'The headphones were unplugged. To listen on the speaker, press any key.',
  'speak.pinKeys': 'Type it on the number keys, then press select. The key 5 has a mark.',
  'speak.pressSelect': 'Press select.',
  'speak.cancelAsk': 'To cancel, press again. Money you have inserted is returned.',
  'speak.noBack': 'You cannot go back here.',
  'speak.noCancel': 'You cannot cancel now. Please wait.',
  'speak.noKey': 'This key does nothing here.',
  'speak.notNow': 'This cannot be chosen now.',
  'speak.wait': 'Please wait.',
  'speak.ended': 'This is the end. Thank you.',
  'speak.moreTime': 'You have more time.',
  'speak.loudest': 'This is the loudest.',
  'speak.quietest': 'This is the quietest.',
};
