/** What lies over a screen when it is asked for: languages, settings, help; and the buttons that open them (R15, R17, R110–R112). */
import type { Screen } from '../../../fsm/events.ts';
import type { TextKey } from '../../words/contract.ts';
import { isJapanese, LANGUAGE_NAMES } from '../../words/locales.ts';
import type { Access, Overlay } from '../messages-access.ts';
import type { View } from '../messages.ts';
import { qrRows } from '../qr-rows.ts';
import { deskHelp, municipalityOf, operatorHelp, type Context } from './context.ts';

type AccessGroup = Extract<Overlay, { kind: 'access' }>['groups'][number];
type HelpStep = Extract<Overlay, { kind: 'help' }>['steps'][number];

/** Where the operator of the service explains it (R17); a site may name another page. */
const GUIDE_PAGE = 'https://www.lg-waps.go.jp/';

/** The buttons of every citizen's screen, in their order; none in staff mode. */
export function standingButtons({ words }: Context, access: Access): View['standing'] {
  const { text } = words;
  return [
    { id: 'language', label: text('standing.language'), on: false },
    { id: 'speech', label: text('standing.speech'), on: access.speech === 'detailed' },
    { id: 'largeText', label: text('standing.largeText'), on: access.textSize_percent > 100 },
    { id: 'contrast', label: text('standing.contrast'), on: access.contrast !== 'standard' },
    { id: 'access', label: text('standing.access'), on: false },
    { id: 'help', label: text('standing.help'), on: false },
  ];
}

/** The overlay of a kind. */
export function overlayOf(context: Context, kind: Overlay['kind'], access: Access): Overlay {
  switch (kind) {
    case 'language':
      return languageOverlay(context);
    case 'access':
      return accessOverlay(context, access);
    case 'help':
      return helpOverlay(context);
  }
}

function languageOverlay({ input, words }: Context): Overlay {
  return {
    kind: 'language',
    title: words.text('language.title'),
    lead: isJapanese(input.locale) ? [] : [words.text('language.japaneseOnly')],
    choices: (input.languages ?? LANGUAGES).map((locale) => ({
      id: `locale.${locale}`,
      locale,
      label: LANGUAGE_NAMES[locale],
      chosen: locale === input.locale,
    })),
    close: words.text('overlay.close'),
  };
}

const LANGUAGES = Object.keys(LANGUAGE_NAMES) as readonly (keyof typeof LANGUAGE_NAMES)[];

/** One group of answers: the setting's name, the words of each answer, and what is set now. */
function group<Key extends keyof Access>(
  { words }: Context,
  key: Key,
  label: TextKey & `access.${string}`,
  answers: readonly (readonly [id: string, label: TextKey & `access.${string}`, value: Access[Key]])[],
  access: Access,
): AccessGroup {
  return {
    label: words.text(label),
    options: answers.map(([id, name, value]) => ({
      id: `access.${key}.${id}`,
      label: words.text(name),
      chosen: access[key] === value,
      access: { [key]: value } as Partial<Access>,
    })),
  };
}

type Answers<Key extends keyof Access> = Parameters<typeof group<Key>>[3];

const SIZES: Answers<'textSize_percent'> = [
  ['100', 'access.textSize.100', 100],
  ['150', 'access.textSize.150', 150],
  ['200', 'access.textSize.200', 200],
];
const CONTRASTS: Answers<'contrast'> = [
  ['standard', 'access.contrast.standard', 'standard'],
  ['high', 'access.contrast.high', 'high'],
  ['dark', 'access.contrast.dark', 'dark'],
];
const SPEECH: Answers<'speech'> = [
  ['off', 'access.speech.off', 'off'],
  ['guidance', 'access.speech.guidance', 'guidance'],
  ['detailed', 'access.speech.detailed', 'detailed'],
];
const VOLUMES: Answers<'volume'> = [
  ['lowest', 'access.volume.-2', -2],
  ['low', 'access.volume.-1', -1],
  ['standard', 'access.volume.0', 0],
  ['high', 'access.volume.1', 1],
  ['highest', 'access.volume.2', 2],
];
const REACH: Answers<'reach'> = [
  ['off', 'access.reach.off', false],
  ['on', 'access.reach.on', true],
];
const SIMPLE: Answers<'simple'> = [
  ['off', 'access.simple.off', false],
  ['on', 'access.simple.on', true],
];

function accessOverlay(context: Context, access: Access): Overlay {
  return {
    kind: 'access',
    title: context.words.text('access.title'),
    groups: [
      group(context, 'textSize_percent', 'access.textSize', SIZES, access),
      group(context, 'contrast', 'access.contrast', CONTRASTS, access),
      group(context, 'speech', 'access.speech', SPEECH, access),
      group(context, 'volume', 'access.volume', VOLUMES, access),
      group(context, 'reach', 'access.reach', REACH, access),
      group(context, 'simple', 'access.simple', SIMPLE, access),
    ],
    close: context.words.text('overlay.close'),
  };
}

type HelpText = TextKey & `help.${string}`;
type Shown = readonly [picture: HelpStep['picture'], text: HelpText];

const CHOOSE: readonly Shown[] = [['wait', 'help.choose']];
const PAY: readonly Shown[] = [['insertMoney', 'help.pay']];

/** What to do on each screen, in pictures; where nothing is said here, how the whole goes. */
const STEPS: Readonly<Partial<Record<Screen, readonly Shown[]>>> = {
  notes: [['welcome', 'help.notes']],
  setCard: [['setCard', 'help.setCard']],
  readingCard: [['readCard', 'help.setCard']],
  pin: [['pinPad', 'help.pin']],
  lastTry: [['pinPad', 'help.pin']],
  authenticating: [['readCard', 'help.setCard']],
  takeCard: [['takeCard', 'help.takeCard']],
  certificate: CHOOSE,
  items: CHOOSE,
  persons: CHOOSE,
  copies: CHOOSE,
  check: [['wait', 'help.check'], ...PAY],
  pay: PAY,
  closingDeposit: PAY,
  printing: [['printing', 'help.printing']],
  refunding: [['payout', 'help.take']],
  takeItems: [['payout', 'help.take']],
  slip: [['slip', 'help.slip']],
  refusal: [['stop', 'help.stop']],
  outOfService: [['stop', 'help.stop']],
};

const WHOLE: readonly Shown[] = [
  ['welcome', 'help.start'],
  ['setCard', 'help.setCard'],
  ['pinPad', 'help.pin'],
  ['insertMoney', 'help.pay'],
  ['printing', 'help.printing'],
  ['payout', 'help.take'],
];

function helpOverlay(context: Context): Overlay {
  const { input, words } = context;
  const municipality = municipalityOf(context);
  const guide = input.guidePage ?? GUIDE_PAGE;
  return {
    kind: 'help',
    title: words.text('help.title'),
    steps: (STEPS[input.picture.screen] ?? WHOLE).map(([picture, key]) => ({ picture, text: words.text(key) })),
    contacts: [...(municipality === null ? [] : deskHelp(context, municipality)), ...operatorHelp(context)],
    staff: [words.text('help.staffMay'), words.text('help.staffMayNot'), words.text('help.staffPaper')],
    guide: { label: words.text('help.guide'), address: guide, qr: qrRows(guide) },
    close: words.text('overlay.close'),
  };
}
