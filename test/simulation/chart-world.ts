/**
 * A world for the statechart alone: it hears the commands, holds what is open at each device, and names what could happen
 * now. Written from the vocabulary, knowing nothing of the chart's states. Money is counted here a second time.
 */
import type {
  CertificateRequest,
  CertificateSet,
  MoneyTotals,
  Offer,
  SessionCommand,
  SessionEvent,
} from '../../fsm/events.ts';

/** Something that could happen now, and how often it should be chosen. */
export interface Act {
  readonly name: string;
  readonly weight: number;
  readonly run: () => readonly SessionEvent[];
}

const OFFERS: readonly Offer[] = [
  {
    typeId: 'juminhyo',
    fee_yen: 300,
    options: [{ optionId: 'honsekiHittosha', preset: false }],
    scope: 'household',
    copies_max: 2,
  },
  { typeId: 'inkan', fee_yen: 250, options: [], scope: 'holder', copies_max: 1 },
  { typeId: 'kosekiTohon', fee_yen: 450, options: [], scope: 'koseki', copies_max: 1 },
];

type Waiting = SessionCommand['type'];

/** Everything that stands outside of the chart. */
export class ChartWorld {
  /** Rules of the world that were broken, in words. */
  readonly broken: string[] = [];
  card: 'none' | 'lying' | 'powered' = 'none';
  accepting = false;
  reasons = 0;
  draining = false;
  readonly waiting = new Set<Waiting>();
  #requests: readonly CertificateRequest[] = [];
  #sets: readonly CertificateSet[] = [];
  #due_yen = 0;
  #credit_yen = 0;
  #escrow_yen = 0;
  #held = new Map<number, number>();
  #owed_yen = 0;
  #payout: 'none' | 'under way' = 'none';
  #taking = false;
  #charged = false;
  #refunded = false;
  #consent = false;
  #pinEntries = 0;
  #inSession = false;
  #leaf: { readonly set: number; readonly leaf: number } | null = null;
  readonly #printed = new Set<string>();
  #slip: string | null = null;
  #slips = 0;
  #escrows = 0;
  /** The powered card has not been read yet. */
  #unread = false;
  #payoutSince_ms = 0;
  readonly #now_ms: () => number;
  readonly #payoutLimit_ms: number;

  /** `payoutLimit_ms`: after this a payout counts as never answered. */
  constructor(now_ms: () => number, payoutLimit_ms: number) {
    this.#now_ms = now_ms;
    this.#payoutLimit_ms = payoutLimit_ms;
  }

  /** The citizen did this: what later commands must rest on. */
  citizen(fact: SessionEvent): void {
    if (fact.type === 'citizen.agree') this.#consent = true;
    if (fact.type === 'citizen.enterPin') this.#pinEntries += 1;
  }

  /** A command of the chart. Answers come later, as acts; slips come at once, as the ledger writes them. */
  hear(command: SessionCommand): readonly SessionEvent[] {
    switch (command.type) {
      case 'session.begin':
        this.#beginSession();
        return [];
      case 'session.end':
        this.#endSession();
        return [];
      case 'card.accept':
        if (!this.#consent) this.broken.push('a card was accepted before consent');
        this.accepting = true;
        return [];
      case 'card.release':
        this.accepting = false;
        if (this.card === 'powered') this.card = 'lying';
        this.waiting.delete('card.verifyPin');
        this.waiting.delete('card.sign');
        this.waiting.add(command.type);
        return [];
      case 'card.verifyPin':
        this.#pinEntries -= 1;
        if (this.#pinEntries !== 0) this.broken.push('a PIN check without its own entry');
        this.waiting.add(command.type);
        return [];
      case 'centre.apply':
        this.#requests = command.requests;
        this.waiting.add(command.type);
        return [];
      default:
        return this.#hearMoneyOrPaper(command);
    }
  }

  #hearMoneyOrPaper(command: SessionCommand): readonly SessionEvent[] {
    switch (command.type) {
      case 'cash.begin':
        this.#due_yen = command.due_yen;
        this.#taking = true;
        return [];
      case 'cash.stackEscrow':
        this.#credit_yen += this.#escrow_yen;
        this.#escrow_yen = 0;
        return [{ type: 'cash.totals', totals: this.#totals() }];
      case 'cash.returnEscrow':
        this.#escrow_yen = 0;
        return [{ type: 'cash.totals', totals: this.#totals() }];
      case 'cash.fix':
        this.#taking = false;
        break;
      case 'cash.refund':
        this.#refund();
        break;
      case 'cash.payChange':
        if (!this.#charged) this.broken.push('change was paid before the fees were charged');
        this.#payOut();
        break;
      case 'print.leaf':
        this.#printLeaf(command.set, command.leaf);
        break;
      case 'print.slip':
        this.#slip = command.claimNumber;
        break;
      case 'set.earn':
        if (!this.#held.delete(command.set)) this.broken.push('a fee was earned that was not held');
        return [];
      case 'set.dispute':
        return this.#dispute(command.set);
      default:
        break;
    }
    this.waiting.add(command.type);
    return [];
  }

  #beginSession(): void {
    if (this.#inSession) this.broken.push('a session began inside another');
    this.#inSession = true;
    this.#consent = false;
    this.#pinEntries = 0;
    this.#charged = false;
    this.#refunded = false;
    this.#printed.clear();
  }

  /** D10, R82–R84: nothing of a citizen's money is forgotten. */
  #endSession(): void {
    if (!this.#inSession) this.broken.push('a session ended that had not begun');
    if (this.#credit_yen > 0 || this.#escrow_yen > 0) this.broken.push('a session ended with credit inside');
    if (this.#held.size > 0) this.broken.push('a session ended with undecided fees');
    if (this.#owed_yen > 0 && this.#payout === 'none') this.broken.push('a session ended with money owed');
    if (this.#taking) this.broken.push('a session ended with an open deposit');
    this.#inSession = false;
    this.#consent = false;
    this.#due_yen = 0;
    this.#owed_yen = 0;
    this.#payout = 'none';
    this.#leaf = null;
    // The cell is gone, and so is every answer it could have given.
    for (const type of [...this.waiting]) if (/^(centre|cash|print)\./.test(type)) this.waiting.delete(type);
  }

  #payOut(): void {
    const silent = this.#now_ms() - this.#payoutSince_ms >= this.#payoutLimit_ms;
    if (this.#payout === 'under way' && !silent) this.broken.push('two payouts at once');
    this.#payout = 'under way';
    this.#payoutSince_ms = this.#now_ms();
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

  #printLeaf(set: number, leaf: number): void {
    const key = `${set}/${leaf}`;
    if (!this.#charged) this.broken.push('a leaf was printed before the fees were charged');
    if (this.#printed.has(key)) this.broken.push('a leaf was printed twice');
    if (this.#leaf) this.broken.push('two leaves at once');
    if (this.#sets[set]?.pageDigests[leaf] === undefined) this.broken.push('a leaf was printed that does not exist');
    this.#printed.add(key);
    this.#leaf = { set, leaf };
  }

  #dispute(set: number): readonly SessionEvent[] {
    const fee_yen = this.#held.get(set);
    if (fee_yen === undefined) this.broken.push('a fee was disputed that was not held');
    this.#held.delete(set);
    return this.#openSlip(fee_yen ?? 0);
  }

  #openSlip(amount_yen: number): readonly SessionEvent[] {
    this.#slips += 1;
    return [{ type: 'slip.opened', claimNumber: `M-${this.#slips}`, amount_yen }];
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
    };
  }

  /** Everything that could happen outside of the citizen's touch panel. */
  acts(): readonly Act[] {
    return [
      ...this.#cardActs(),
      ...this.#centreActs(),
      ...this.#cashActs(),
      ...this.#paperActs(),
      ...this.#otherActs(),
    ];
  }

  #answer(to: Waiting, weight: number, ...facts: readonly SessionEvent[]): Act {
    return {
      name: facts.map((fact) => fact.type).join('+'),
      weight,
      run: () => {
        this.waiting.delete(to);
        return facts;
      },
    };
  }

  #cardActs(): readonly Act[] {
    const acts: Act[] = [];
    const add = (name: string, weight: number, run: Act['run']): void => void acts.push({ name, weight, run });
    if (this.card === 'none') {
      add('the citizen sets the card', 30, () => {
        this.card = this.accepting ? 'powered' : 'lying';
        this.#unread = this.accepting;
        return [{ type: 'card.inserted' }];
      });
      if (this.accepting) {
        add('the citizen sets the card unheard', 4, () => {
          this.card = 'powered';
          this.#unread = true;
          return [];
        });
      }
    } else {
      add('the citizen takes the card', this.accepting ? 1 : 12, () => {
        this.card = 'none';
        const asked = this.waiting.delete('card.verifyPin');
        this.waiting.delete('card.sign');
        return asked && this.#slips % 2 === 0
          ? [{ type: 'card.removed' }, { type: 'card.pinOutcomeUnknown' }]
          : [{ type: 'card.removed' }];
      });
    }
    if (this.card === 'lying' && this.accepting) {
      add('the card is powered', 30, () => {
        this.card = 'powered';
        this.#unread = true;
        return [{ type: 'card.inserted' }];
      });
      add('the card is powered unheard', 14, () => {
        this.card = 'powered';
        this.#unread = true;
        return [];
      });
    }
    if (this.card === 'powered' && this.accepting && this.#unread) {
      const read = (fact: SessionEvent): readonly SessionEvent[] => {
        this.#unread = false;
        return [fact];
      };
      for (const [tries, expired, sameCard, weight] of [
        [3, false, true, 20],
        [1, false, true, 4],
        [0, false, true, 1],
        [3, true, true, 1],
        [3, false, false, 1],
      ] as const) {
        add('identified', weight, () => read({ type: 'card.identified', tries, expired, sameCard }));
      }
      add('refused', 1, () => read({ type: 'card.refused', code: 'cardNotMyNumber' }));
      add('failed', 1, () => read({ type: 'card.failed', code: 'cardUnreadable' }));
    }
    if (this.waiting.has('card.verifyPin')) {
      const to = 'card.verifyPin';
      acts.push(this.#answer(to, 30, { type: 'card.pinVerified' }));
      for (const tries of [2, 1, 0]) acts.push(this.#answer(to, 3, { type: 'card.pinWrong', tries }));
      acts.push(this.#answer(to, 1, { type: 'card.pinBlocked' }));
      acts.push(this.#answer(to, 1, { type: 'card.pinOutcomeUnknown' }));
      acts.push(this.#answer(to, 1, { type: 'card.refused', code: 'cardUnreadable' }));
    }
    if (this.waiting.has('card.sign')) {
      acts.push(this.#answer('card.sign', 30, { type: 'card.signed', signature: new Uint8Array(4) }));
      acts.push(this.#answer('card.sign', 1, { type: 'card.failed', code: 'cardSignature' }));
    }
    if (this.waiting.has('card.release')) acts.push(this.#answer('card.release', 20, { type: 'card.released' }));
    return acts;
  }

  #centreActs(): readonly Act[] {
    const acts: Act[] = [];
    const refusals = (to: Waiting): void => {
      acts.push(this.#answer(to, 1, { type: 'centre.refused', code: 'notEligible', scope: 'session' }));
      acts.push(this.#answer(to, 1, { type: 'centre.failed', code: 'centreUnreachable' }));
    };
    if (this.waiting.has('centre.presentCard')) {
      const digest_sha256 = new Uint8Array(32);
      const fact = { type: 'centre.cardKnown', municipalityId: 'susono', offers: OFFERS, digest_sha256 } as const;
      acts.push(this.#answer('centre.presentCard', 40, fact));
      refusals('centre.presentCard');
    }
    if (this.waiting.has('centre.authenticate')) {
      const to = 'centre.authenticate';
      const fact = { type: 'centre.authenticated', offers: OFFERS, persons: { household: 3, koseki: 2 } } as const;
      acts.push(this.#answer(to, 40, fact));
      acts.push(this.#answer(to, 5, { ...fact, offers: OFFERS.slice(0, 1), persons: { household: 1, koseki: 0 } }));
      acts.push(this.#answer(to, 1, { ...fact, offers: [] }));
      refusals(to);
    }
    if (this.waiting.has('centre.apply')) {
      const to = 'centre.apply';
      const sets = this.#setsOf(this.#requests);
      const due_yen = sets.reduce((sum, set) => sum + set.fee_yen, 0);
      acts.push({
        name: 'documents',
        weight: 60,
        run: () => {
          this.waiting.delete(to);
          this.#sets = sets;
          return [{ type: 'centre.documentsReady', sets, due_yen }];
        },
      });
      const dear = sets.map((set) => ({ ...set, fee_yen: set.fee_yen + 10 }));
      acts.push(this.#answer(to, 1, { type: 'centre.documentsReady', sets: dear, due_yen }));
      acts.push(this.#answer(to, 1, { type: 'centre.documentsReady', sets: sets.slice(1), due_yen }));
      acts.push(this.#answer(to, 3, { type: 'centre.refused', code: 'typeNotOffered', scope: 'request' }));
      refusals(to);
    }
    return acts;
  }

  #setsOf(requests: readonly CertificateRequest[]): readonly CertificateSet[] {
    const lines = requests.flatMap((request) => Array.from({ length: request.copies }, () => request));
    return lines.map((request, set) => ({
      set,
      typeId: request.typeId,
      fee_yen: OFFERS.find((offer) => offer.typeId === request.typeId)?.fee_yen ?? 0,
      pageDigests: Array.from({ length: request.persons.length > 1 ? 2 : 1 }, (_, leaf) => `${set}-${leaf}`),
    }));
  }

  #cashActs(): readonly Act[] {
    const acts: Act[] = [];
    const add = (name: string, weight: number, run: Act['run']): void => void acts.push({ name, weight, run });
    if (this.#taking) {
      for (const coin_yen of [100, 500]) {
        add('coin', 20, () => {
          this.#credit_yen += coin_yen;
          return [{ type: 'cash.totals', totals: this.#totals() }];
        });
      }
      if (this.#escrow_yen === 0) {
        for (const acceptable of [true, false]) {
          add('note', 5, () => {
            this.#escrow_yen = 1000;
            this.#escrows += 1;
            return [{ type: 'cash.escrowed', escrowId: `e${this.#escrows}`, acceptable }];
          });
        }
      }
      add('lever', 1, () => [{ type: 'cash.returnLever' }]);
      add('same totals', 2, () => [{ type: 'cash.totals', totals: this.#totals() }]);
    }
    if (this.#taking || this.waiting.has('cash.fix')) {
      add('cash failed', this.#taking ? 0.7 : 4, () => [{ type: 'cash.failed', code: 'cashJam' }]);
    }
    if (this.waiting.has('cash.fix')) {
      add('fixed', 40, () => {
        this.waiting.delete('cash.fix');
        return [{ type: 'cash.fixed', totals: this.#totals() }];
      });
      add('fixed short', 3, () => {
        this.waiting.delete('cash.fix');
        return [{ type: 'cash.fixed', totals: { ...this.#totals(), enough: false } }];
      });
    }
    if (this.waiting.has('cash.charge')) add('charged', 60, () => this.#charge());
    if (this.#payout === 'under way') {
      add('paid', 5, () => this.#paid(false, true));
      add('paid short', 3, () => this.#paid(true, true));
      add('paid short, slip later', 3, () => this.#paid(true, false));
      add('paid short, slip never', 1, () => this.#paid(true, false).slice(0, 1));
    }
    return acts;
  }

  #charge(): readonly SessionEvent[] {
    this.waiting.delete('cash.charge');
    // Too late: everything went back already.
    if (this.#refunded) return [{ type: 'cash.charged', change_yen: 0 }];
    this.#charged = true;
    for (const { set, fee_yen } of this.#sets) this.#held.set(set, fee_yen);
    const change_yen = this.#credit_yen - this.#due_yen;
    this.#credit_yen = 0;
    this.#owed_yen += change_yen;
    return [{ type: 'cash.charged', change_yen }];
  }

  #paid(short: boolean, slipFirst: boolean): readonly SessionEvent[] {
    const owed_yen = this.#owed_yen;
    const short_yen = short ? owed_yen : 0;
    this.#owed_yen = 0;
    this.#payout = 'none';
    this.waiting.delete('cash.refund');
    this.waiting.delete('cash.payChange');
    const paidOut: SessionEvent = { type: 'cash.paidOut', paid_yen: owed_yen - short_yen, short_yen };
    const slip = short_yen > 0 ? this.#openSlip(short_yen) : [];
    return slipFirst ? [...slip, paidOut] : [paidOut, ...slip];
  }

  #paperActs(): readonly Act[] {
    const acts: Act[] = [];
    if (this.waiting.has('print.checkReady')) {
      acts.push(this.#answer('print.checkReady', 40, { type: 'print.ready' }));
      acts.push(this.#answer('print.checkReady', 1, { type: 'print.notReady', code: 'printerPaper' }));
    }
    const leaf = this.#leaf;
    if (leaf) {
      const end = (weight: number, fact: SessionEvent): Act => ({
        name: fact.type,
        weight,
        run: () => {
          this.#leaf = null;
          return [fact];
        },
      });
      acts.push(end(30, { type: 'print.leafDone', ...leaf }));
      acts.push(end(3, { type: 'print.leafFailed', ...leaf, outcome: 'notDone', code: 'printerJam' }));
      acts.push(end(3, { type: 'print.leafFailed', ...leaf, outcome: 'unknown', code: 'leafUnknown' }));
    }
    if (leaf || this.waiting.has('print.receipt')) {
      for (const trouble of [null, 'printerPaper', 'printerJam'] as const) {
        acts.push({ name: 'progress', weight: 4, run: () => [{ type: 'print.progress', trouble }] });
      }
    }
    if (this.waiting.has('print.receipt')) {
      acts.push(this.#answer('print.receipt', 20, { type: 'print.receiptDone' }));
      acts.push(this.#answer('print.receipt', 3, { type: 'print.receiptFailed', code: 'printerJam' }));
    }
    if (this.#slip !== null) {
      for (const fact of [{ type: 'print.slipDone' }, { type: 'print.slipFailed', code: 'printerJam' }] as const) {
        acts.push({
          name: fact.type,
          weight: 10,
          run: () => {
            this.#slip = null;
            return [fact];
          },
        });
      }
    }
    return acts;
  }

  #otherActs(): readonly Act[] {
    const acts: Act[] = [];
    const add = (name: string, weight: number, run: Act['run']): void => void acts.push({ name, weight, run });
    add('reasons', this.reasons > 0 ? 15 : this.#taking ? 2 : 0.6, () => {
      this.reasons = this.reasons > 0 ? 0 : 1;
      return [{ type: 'service.reasons', reasons: this.reasons > 0 ? ['printerOffline'] : [] }];
    });
    add('drain', this.draining ? 20 : 0.3, () => {
      this.draining = !this.draining;
      return [{ type: 'service.drain', draining: this.draining }];
    });
    const closing = this.waiting.has('cash.fix') || this.waiting.has('cash.charge');
    if (this.#inSession) {
      add('cell lost', closing ? 3 : 0.7, () => [{ type: 'cell.lost' }]);
      add('centre failed', closing ? 2 : 0.3, () => [{ type: 'centre.failed', code: 'centreUnreachable' }]);
      if (this.accepting && this.card !== 'none') {
        add('card failed', 0.5, () => [{ type: 'card.failed', code: 'readerFault' }]);
      }
      for (const item of ['certificate', 'change'] as const) {
        for (const present of [true, false]) {
          add('sensor', 0.5, () => [{ type: 'sensor.presence', item, present }]);
        }
      }
    } else {
      add('slip of recovery', 0.3, () => this.#openSlip(500));
    }
    return acts;
  }

  get inSession(): boolean {
    return this.#inSession;
  }
}
