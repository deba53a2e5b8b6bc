/** What a screen, a child at it, or a program that means harm may send: right messages, nearly right ones, and none at all. */
import { FRAME_CITIZEN_TEXT, FRAME_PIN_KEY, type Intent, type View } from '../../src/api/messages.ts';
import type { Edit } from '../../src/api/messages-access.ts';
import type { Random } from '../../src/base/random.ts';
import { LOCALES } from '../../src/words/locales.ts';
import { buttonsOf } from '../simulation/story-player.ts';
import { mutateJson, mutateText, noise } from './mutate.ts';

/** Stands in what harm sends, and may stand in no log and no answer. */
export const MARK = 'xxmarkxx';

/** Of so many looks at 「中止」 one counts it among the buttons. */
const CANCELS_OF = 12;

const pick = <T>(random: Random, from: readonly T[]): T => from[random.integer(from.length)]!;
const toss = (random: Random): boolean => random.integer(2) === 0;

/** 「中止」 is pressed as a button. */
const BARE = [
  'openGovernmentService',
  'openCertificateService',
  'agree',
  'back',
  'extend',
  'acknowledge',
  'confirmLastTry',
  'enterPin',
  'addCertificate',
  'confirm',
  'printStart',
  'notMine',
  'confirmNotMine',
  'confirmTaken',
] as const;

/** Any intent of the contract, whatever the screen shows. */
export function anyIntent(random: Random): Intent {
  const typeId = pick(random, ['juminhyo', 'inkan', 'kosekiTohon', MARK]);
  return pick<() => Intent>(random, [
    () => ({ type: `citizen.${pick(random, BARE)}` }),
    () => ({ type: 'citizen.chooseCertificate', typeId }),
    () => ({ type: 'citizen.askWhy', typeId }),
    () => ({ type: 'citizen.chooseItems', options: { [pick(random, ['kojinBango', MARK])]: toss(random) } }),
    () => ({ type: 'citizen.choosePersons', persons: [1 + random.integer(99), 1 + random.integer(4)] }),
    () => ({ type: 'citizen.chooseCopies', copies: 1 + random.integer(99) }),
    () => ({ type: 'citizen.removeCertificate', index: random.integer(99) }),
    () => ({ type: 'staff.knock' }),
    () => ({ type: 'staff.touch' }),
    () => ({ type: 'staff.confirm' }),
    () => ({ type: 'staff.next' }),
  ])();
}

function anyEdit(random: Random): Edit {
  return pick<() => Edit>(random, [
    () => ({ kind: 'item', optionId: pick(random, ['honsekiHittosha', 'kojinBango', MARK]), on: toss(random) }),
    () => ({ kind: 'person', person: 1 + random.integer(6), on: toss(random) }),
    () => ({ kind: 'holderOnly' }),
    () => ({ kind: 'everybody' }),
    () => ({ kind: 'copies', copies: 1 + random.integer(12) }),
  ])();
}

/** A page that is not the one shown. */
export function otherPage(random: Random, { page }: View): number {
  const other = pick(random, [page - 1, page + 1, 0, page + random.integer(1_000_000), Number.MAX_SAFE_INTEGER]);
  return other === page || other < 0 ? page + 1 : other;
}

/** Says how the screen is to look and sound, and fills in its form: what a citizen may send at any moment. */
export function anyDeed(random: Random, page: number): object {
  return pick<() => object>(random, [
    () => ({ type: 'setLanguage', locale: pick(random, LOCALES) }),
    () => ({ type: 'setAccess', access: { textSize_percent: pick(random, [100, 150, 200]) } }),
    () => ({
      type: 'setAccess',
      access: { contrast: pick(random, ['standard', 'high', 'dark']), simple: toss(random) },
    }),
    () => ({ type: 'setAccess', access: { speech: pick(random, ['off', 'guidance', 'detailed']) } }),
    () => ({ type: 'setAccess', access: {} }),
    () => ({ type: 'overlay', kind: pick(random, ['language', 'access', 'help', null]) }),
    () => ({ type: 'repeat' }),
    () => ({ type: 'edit', page, edit: anyEdit(random) }),
    () => ({ type: 'edit', page, edit: anyEdit(random) }),
    () => ({ type: 'submit', page }),
  ])();
}

/** A child at the screen: a button that is there, any intent, any setting. */
export function pressedByChild(random: Random, view: View): object {
  // Who cancels each time never comes far.
  const buttons = buttonsOf(view).filter(({ id }) => id !== 'cancel' || random.integer(CANCELS_OF) === 0);
  const { page } = view;
  const kind = random.integer(10);
  if (kind < 4 && buttons.length > 0) return { type: 'intent', page, intent: pick(random, buttons).intent };
  if (kind < 8) return anyDeed(random, page);
  return { type: 'intent', page, intent: anyIntent(random) };
}

/** The same with something wrong in it. */
export function broken(random: Random, view: View): string | Uint8Array {
  const right = toss(random) ? pressedByChild(random, view) : { type: 'hello', schema: 1, role: 'panel', token: MARK };
  const kind = random.integer(6);
  // Undecodable, and never a message by chance: the mark makes its type unknown.
  if (kind === 0) return JSON.stringify({ ...(mutateJson(random, right) as object), type: MARK });
  if (kind === 1) return `${mutateText(random, [JSON.stringify(right)])}${MARK}`;
  if (kind === 2) return JSON.stringify({ ...right, [MARK]: 1 });
  if (kind === 3) return `${'['.repeat(random.integer(2_000))}${MARK}`;
  if (kind === 4) return Uint8Array.from([FRAME_CITIZEN_TEXT, ...noise(random)]);
  return Uint8Array.of(FRAME_PIN_KEY, 12 + random.integer(200));
}
