import type { SessionCommand, SessionEvent } from '../../fsm/events.ts';
import { act, answer, type Act, type Shared } from './chart-acts.ts';

/** The card reader of `ChartWorld` and the hand that sets and takes the card. */
export class CardSide {
  readonly #shared: Shared;
  #card: 'none' | 'lying' | 'powered' = 'none';
  #accepting = false;
  /** The powered card has not been read yet. */
  #unread = false;
  /** Every second PIN check that the card leaves is told of twice, as late facts are. */
  #removals = 0;

  constructor(shared: Shared) {
    this.#shared = shared;
  }

  hear(command: SessionCommand): void {
    if (command.type === 'card.accept') this.#accepting = true;
    if (command.type !== 'card.release') return;
    this.#accepting = false;
    if (this.#card === 'powered') this.#card = 'lying';
    this.#shared.waiting.delete('card.verifyPin');
    this.#shared.waiting.delete('card.sign');
  }

  acts(inSession: boolean): readonly Act[] {
    return [...this.#handActs(inSession), ...this.#readActs(), ...this.#pinActs()];
  }

  #power(heard: boolean): readonly SessionEvent[] {
    this.#card = this.#accepting ? 'powered' : 'lying';
    this.#unread = this.#accepting;
    return heard ? [{ type: 'card.inserted' }] : [];
  }

  #take(): readonly SessionEvent[] {
    this.#card = 'none';
    this.#removals += 1;
    const asked = this.#shared.waiting.delete('card.verifyPin');
    this.#shared.waiting.delete('card.sign');
    const removed = { type: 'card.removed' } as const;
    return asked && this.#removals % 2 === 0 ? [removed, { type: 'card.pinOutcomeUnknown' }] : [removed];
  }

  #handActs(inSession: boolean): readonly Act[] {
    if (this.#card === 'none') {
      const unheard = act('the citizen sets the card unheard', 4, () => this.#power(false));
      return [
        act('the citizen sets the card', this.#accepting ? 30 : 2, () => this.#power(true)),
        ...(this.#accepting ? [unheard] : []),
      ];
    }
    const acts = [act('the citizen takes the card', this.#accepting ? 1 : 8, () => this.#take())];
    if (!this.#accepting) return acts;
    if (inSession) acts.push(act('card failed', 0.5, () => [{ type: 'card.failed', code: 'readerFault' }]));
    if (this.#card === 'lying') {
      acts.push(act('the card is powered', 30, () => this.#power(true)));
      acts.push(act('the card is powered unheard', 14, () => this.#power(false)));
    }
    return acts;
  }

  #readActs(): readonly Act[] {
    if (this.#card !== 'powered' || !this.#accepting || !this.#unread) return [];
    const read = (weight: number, fact: SessionEvent): Act =>
      act(fact.type, weight, () => {
        this.#unread = false;
        return [fact];
      });
    const identified = { type: 'card.identified', tries: 3, expired: false, sameCard: true } as const;
    return [
      read(20, identified),
      read(4, { ...identified, tries: 1 }),
      read(1, { ...identified, tries: 0 }),
      read(1, { ...identified, expired: true }),
      read(1, { ...identified, sameCard: false }),
      read(1, { type: 'card.pinBlocked' }),
      read(1, { type: 'card.refused', code: 'cardNotMyNumber' }),
      read(1, { type: 'card.failed', code: 'cardUnreadable' }),
    ];
  }

  #pinActs(): readonly Act[] {
    const pin = (weight: number, fact: SessionEvent): readonly Act[] =>
      answer(this.#shared, 'card.verifyPin', weight, fact);
    return [
      ...pin(30, { type: 'card.pinVerified' }),
      ...[2, 1, 0].flatMap((tries) => pin(3, { type: 'card.pinWrong', tries })),
      ...pin(1, { type: 'card.pinBlocked' }),
      ...pin(1, { type: 'card.pinOutcomeUnknown' }),
      ...pin(1, { type: 'card.refused', code: 'cardUnreadable' }),
      ...answer(this.#shared, 'card.sign', 30, { type: 'card.signed', signature: new Uint8Array(4) }),
      ...answer(this.#shared, 'card.sign', 1, { type: 'card.failed', code: 'cardSignature' }),
      ...answer(this.#shared, 'card.release', 20, { type: 'card.released' }),
    ];
  }
}
