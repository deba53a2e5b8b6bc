import type { Place, TowerState } from '../../drivers/indicators.ts';
import type { ReminderItem, Screen } from '../../fsm/events.ts';
import type { LampPattern, Lights, LightScene } from './contract.ts';

/** Where each thing lies. */
export const PLACE_OF: Readonly<Record<ReminderItem, Place>> = {
  card: 'cardReader',
  certificate: 'paperExit',
  receipt: 'receiptExit',
  change: 'changeTray',
  phone: 'phoneShelf',
  original: 'glass',
};

const DARK: Readonly<Record<Place, LampPattern>> = {
  cardReader: 'off',
  cashSlot: 'off',
  paperExit: 'off',
  changeTray: 'off',
  receiptExit: 'off',
  phoneShelf: 'off',
  glass: 'off',
};

/** A lamp blinks where a hand is wanted and stays on where the machine is at work. */
function guidance({ screen, moneyNeeded, moneyComing }: LightScene): Partial<Record<Place, LampPattern>> {
  switch (screen) {
    case 'setCard':
    case 'takeCard':
      return { cardReader: 'blink' };
    case 'readingCard':
    case 'authenticating':
      return { cardReader: 'on' };
    case 'pay':
      return { cashSlot: moneyNeeded ? 'blink' : 'on' };
    case 'printing':
      return { paperExit: 'on', ...(moneyComing ? { changeTray: 'blink' } : {}) };
    case 'refunding':
      return { changeTray: 'blink' };
    default:
      return {};
  }
}

const NOBODY: readonly Screen[] = ['idle', 'outOfService'];

function towerOf({ screen, level, leftBehind, staffNeeded }: LightScene): TowerState {
  if (leftBehind || level === 3) return 'left';
  if (staffNeeded) return 'call';
  if (screen === 'outOfService') return 'closed';
  return NOBODY.includes(screen) ? 'idle' : 'serving';
}

/** Which lamps burn (R103): each thing that is left has the lamp of its place, beside what the screen asks for. */
export function lightsOf(scene: LightScene): Lights {
  const left = Object.fromEntries(scene.left.map((item) => [PLACE_OF[item], 'blink' as const]));
  return { lamps: { ...DARK, ...guidance(scene), ...left }, tower: towerOf(scene) };
}
