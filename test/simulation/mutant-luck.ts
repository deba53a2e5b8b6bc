import type { FaultKind, Luck } from './luck.ts';

const only = (...kinds: readonly FaultKind[]): Luck => ({ kinds, density: 1 });
const unit = (...kinds: readonly FaultKind[]): Luck => ({ kinds, cash: 'onePiece', density: 1 });

/**
 * The bad luck in which a named bug shows soonest, by its name. A bug that is not here is asked of its tests first, because
 * no luck brings it up within seconds: an event counter that wraps, a line that is noisy at one very moment.
 */
export const LUCK_OF: Readonly<Record<string, Luck>> = {
  'credit while the note is still being stacked': only(),
  'credit on STACKED, not on VEND VALID': only(),
  'a held fact is never recorded, VEND VALID never acknowledged': only(),
  'ACK before the commit': only(),
  'a void comes after the post': only(),
  'a late coin is dropped': only('burst'),
  'the coin memory is committed before the coin': only('cut'),
  'every coin is booked into the cash box': only(),
  'a payout that was cut off counts as paid in full': only('hopperPower'),
  'an interrupted payout is called not done': only('kill'),
  'coins of a broken payout are not booked': only('hopperPower', 'hopper'),
  'an unknown payout is no dispute': only('plug', 'hopperPower'),
  'an outcome of a payout is dropped': only(),
  'a hopper that jammed is asked again and again': only('hopper'),
  'change is kept': only(),
  'the fee goes back with the change': only(),
  'a note in escrow counts as paid': only(),
  'the refund of the fee is forgotten': only('paper'),
  'a fee is earned with the first leaf': only(),
  'the slip of an interrupted session is forgotten': only('kill'),
  'a slip does not take its amount out of what is owed': only('hopper'),
  'a session is settled while its orders are open': only('kill', 'cut'),
  'the outbox forgets what the centre did not hear': only('centre'),
  'pieces in the cash box of the changer are booked as its stock': unit(),
  'the changer is asked only for what is new since the start': unit('kill', 'burst'),
  'an order cut off by a power loss counts as paid': unit('power'),
};
