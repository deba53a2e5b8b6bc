import type { CertificateSet, MoneyTotals, SessionCommand, SessionEvent } from '../../fsm/events.ts';
import { act, type Act, type Shared } from './chart-acts.ts';

const rejected = { type: 'cash.rejected', group: 'insertAgain' } as const;

/** Cash devices and books of `ChartWorld`: money is counted here a second time. */
export class CashSide {
  readonly #shared: Shared;
  readonly #now_ms: () => number;
  readonly #payoutLimit_ms: number;
  #due_yen = 0;
  #credit_yen = 0;
  #escrow_yen = 0;
  #owed_yen = 0;
  /** Fees set aside, by set. */
  readonly #held = new Map<number, number>();
  #sets: readonly CertificateSet[] = [];
  #taking = false;
  #charged = false;
  #refunded = false;
  #payoutSince_ms: number | null = null;
  #slips = 0;
  #escrows = 0;
  #running = false;

  /** `payoutLimit_ms`: after this a payout counts as never answered. */
  constructor(shared: Shared, now_ms: () => number, payoutLimit_ms: number) {
    this.#shared = shared;
    this.#now_ms = now_ms;
    this.#payoutLimit_ms = payoutLimit_ms;
  }

  get taking(): boolean {
    return this.#taking;
  }

  get charged(): boolean {
    return this.#charged;
  }

  beginSession(): void {
    this.#running = true;
    this.#charged = false;
    this.#refunded = false;
    this.#sets = [];
  }

  /** D10, R82–R84: nothing of a citizen's money is forgotten. */
  endSession(): void {
    this.#running = false;
    const { broken } = this.#shared;
    if (this.#credit_yen > 0 || this.#escrow_yen > 0) broken.push('a session ended with credit inside');
    if (this.#held.size > 0) broken.push('a session ended with undecided fees');
    if (this.#owed_yen > 0 && this.#payoutSince_ms === null) broken.push('a session ended with money owed');
    if (this.#taking) broken.push('a session ended with an open deposit');
    this.#due_yen = 0;
    this.#owed_yen = 0;
    this.#payoutSince_ms = null;
  }

  /** Checked documents: what may be charged. */
  setDue(sets: readonly CertificateSet[]): void {
    this.#sets = sets;
  }

  /** Slips and totals come at once, as the ledger writes them. */
  hear(command: SessionCommand): readonly SessionEvent[] {
    const { broken } = this.#shared;
    switch (command.type) {
      case 'cash.begin':
        this.#due_yen = command.due_yen;
        this.#taking = true;
        return [];
      case 'cash.stackEscrow':
      case 'cash.returnEscrow':
        if (command.type === 'cash.stackEscrow') this.#credit_yen += this.#escrow_yen;
        this.#escrow_yen = 0;
        return [{ type: 'cash.totals', totals: this.#totals() }];
      case 'cash.fix':
        this.#taking = false;
        return [];
      case 'cash.refund':
        this.#refund();
        return [];
      case 'cash.payChange':
        if (!this.#charged && this.#credit_yen === 0) broken.push('change was paid before the fees were charged');
        // A coin that came late goes back with the change.
        this.#owed_yen += this.#credit_yen;
        this.#credit_yen = 0;
        this.#payOut();
        return [];
      case 'set.earn':
        if (!this.#held.delete(command.set)) broken.push('a fee was earned that was not held');
        return [];
      case 'set.dispute': {
        const fee_yen = this.#held.get(command.set);
        if (fee_yen === undefined) broken.push('a fee was disputed that was not held');
        this.#held.delete(command.set);
        return this.openSlip(fee_yen ?? 0);
      }
      default:
        return [];
    }
  }

  openSlip(amount_yen: number): readonly SessionEvent[] {
    this.#slips += 1;
    return [{ type: 'slip.opened', claimNumber: `M-${this.#slips}`, amount_yen }];
  }

  #payOut(): void {
    const now_ms = this.#now_ms();
    if (this.#payoutSince_ms !== null && now_ms - this.#payoutSince_ms < this.#payoutLimit_ms) {
      this.#shared.broken.push('two payouts at once');
    }
    this.#payoutSince_ms = now_ms;
  }

  #refund(): void {
    for (const fee_yen of this.#held.values()) this.#owed_yen += fee_yen;
    this.#held.clear();
    this.#owed_yen += this.#credit_yen + this.#escrow_yen;
    this.#credit_yen = 0;
    this.#escrow_yen = 0;
    this.#taking = false;
    this.#refunded = true;
    this.#payOut();
  }

  #totals(): MoneyTotals {
    return {
      due_yen: this.#due_yen,
      credit_yen: this.#credit_yen,
      escrow_yen: this.#escrow_yen,
      needed_yen: Math.max(0, this.#due_yen - this.#credit_yen),
      owed_yen: this.#owed_yen,
      enough: this.#due_yen > 0 && this.#credit_yen >= this.#due_yen,
      accepts_yen: [100, 500, 1000],
      withheld_yen: [],
    };
  }

  acts(): readonly Act[] {
    const acts: Act[] = this.#taking ? [...this.#depositActs()] : [];
    const { waiting } = this.#shared;
    const fixed = (enough: boolean) => (): readonly SessionEvent[] => {
      waiting.delete('cash.fix');
      return [{ type: 'cash.fixed', totals: { ...this.#totals(), enough: enough && this.#totals().enough } }];
    };
    if (this.#taking || waiting.has('cash.fix')) {
      const failed = { type: 'cash.failed', code: 'cashJam' } as const;
      acts.push(act('cash failed', this.#taking ? 0.7 : 4, () => [failed]));
    }
    // One that was on its way when the slots were shut.
    if (waiting.has('cash.fix')) acts.push(act('rejected late', 4, () => [rejected]));
    if (waiting.has('cash.fix')) acts.push(act('fixed', 40, fixed(true)), act('fixed short', 3, fixed(false)));
    if (this.#running && (this.#charged || this.#refunded) && this.#payoutSince_ms === null) {
      acts.push(act('late coin', 2, () => this.#lateCoin()));
    }
    if (waiting.has('cash.charge')) acts.push(act('charged', 60, () => this.#charge()));
    if (this.#payoutSince_ms !== null) {
      acts.push(act('paid', 5, () => this.#paid(false).toReversed()));
      acts.push(act('paid short', 3, () => this.#paid(true).toReversed()));
      acts.push(act('paid short, slip later', 3, () => this.#paid(true)));
      acts.push(act('paid short, slip never', 1, () => this.#paid(true).slice(0, 1)));
    }
    return acts;
  }

  /** It was past the gate when the slot was shut. */
  #lateCoin(): readonly SessionEvent[] {
    this.#credit_yen += 10;
    return [{ type: 'cash.totals', totals: this.#totals() }];
  }

  #depositActs(): readonly Act[] {
    const coin = (coin_yen: number): Act =>
      act('coin', 20, () => {
        this.#credit_yen += coin_yen;
        return [{ type: 'cash.totals', totals: this.#totals() }];
      });
    const note = (acceptable: boolean): Act =>
      act('note', 5, () => {
        this.#escrow_yen = 1000;
        this.#escrows += 1;
        return [{ type: 'cash.escrowed', escrowId: `e${this.#escrows}`, acceptable }];
      });
    return [
      coin(100),
      coin(500),
      ...(this.#escrow_yen === 0 ? [note(true), note(false)] : []),
      act('rejected', 4, () => [rejected]),
      act('lever', 1, () => [{ type: 'cash.returnLever' }]),
      act('same totals', 2, () => [{ type: 'cash.totals', totals: this.#totals() }]),
    ];
  }

  #charge(): readonly SessionEvent[] {
    this.#shared.waiting.delete('cash.charge');
    // Too late: everything went back already.
    if (this.#refunded) return [{ type: 'cash.charged', change_yen: 0 }];
    this.#charged = true;
    for (const { set, fee_yen } of this.#sets) this.#held.set(set, fee_yen);
    const change_yen = this.#credit_yen - this.#due_yen;
    this.#credit_yen = 0;
    this.#owed_yen += change_yen;
    return [{ type: 'cash.charged', change_yen }];
  }

  /** The payout is over; a slip follows it when it was short. */
  #paid(short: boolean): readonly SessionEvent[] {
    const owed_yen = this.#owed_yen;
    const short_yen = short ? owed_yen : 0;
    this.#owed_yen = 0;
    this.#payoutSince_ms = null;
    const slip = short_yen > 0 ? this.openSlip(short_yen) : [];
    return [{ type: 'cash.paidOut', paid_yen: owed_yen - short_yen, short_yen }, ...slip];
  }
}
