/**
 * A world for the statechart alone: it hears the commands, holds what is open at each device, and names what could happen
 * now. Written from the vocabulary, knowing nothing of the chart's states.
 */
import type { CertificateRequest, CertificateSet, SessionCommand, SessionEvent } from '../../fsm/events.ts';
import { act, answer, OFFERS, setsOf, type Act, type Shared } from './chart-acts.ts';
import { CardSide } from './chart-card.ts';
import { CashSide } from './chart-cash.ts';
import { StaffSide } from './chart-staff.ts';

/** Everything that stands outside of the chart. */
export class ChartWorld {
  readonly #shared: Shared = { waiting: new Set(), broken: [] };
  readonly #card = new CardSide(this.#shared);
  readonly #cash: CashSide;
  readonly #staff = new StaffSide(this.#shared);
  #inSession = false;
  #consent = false;
  #pinEntries = 0;
  #closed = false;
  #draining = false;
  #requests: readonly CertificateRequest[] = [];
  #sets: readonly CertificateSet[] = [];
  #leaf: { readonly set: number; readonly leaf: number } | null = null;
  readonly #printed = new Set<string>();
  #slipPrinting = false;
  /** The citizen said that the paper is not theirs. */
  #foreign = false;

  constructor(now_ms: () => number, payoutLimit_ms: number) {
    this.#cash = new CashSide(this.#shared, now_ms, payoutLimit_ms);
  }

  /** Rules that were broken, in words. */
  get broken(): readonly string[] {
    return this.#shared.broken;
  }

  get inSession(): boolean {
    return this.#inSession;
  }

  get printing(): boolean {
    return this.#leaf !== null;
  }

  /** The citizen did this: what later commands must rest on. */
  citizen(fact: SessionEvent): void {
    if (fact.type === 'citizen.agree') this.#consent = true;
    if (fact.type === 'citizen.enterPin') this.#pinEntries += 1;
    this.#staff.touch(fact);
  }

  /** A command of the chart. Answers come later, as acts; slips and totals come at once. */
  hear(command: SessionCommand): readonly SessionEvent[] {
    const { broken, waiting } = this.#shared;
    waiting.add(command.type);
    this.#card.hear(command);
    this.#staff.hear(command, this.#inSession);
    switch (command.type) {
      case 'session.begin':
        this.#beginSession();
        break;
      case 'session.end':
        this.#endSession();
        break;
      case 'card.accept':
        if (!this.#consent) broken.push('a card was accepted before consent');
        break;
      case 'card.verifyPin':
        this.#pinEntries -= 1;
        if (this.#pinEntries !== 0) broken.push('a PIN check without its own entry');
        break;
      case 'centre.apply':
        this.#requests = command.requests;
        break;
      case 'print.leaf':
        this.#printLeaf(command.set, command.leaf);
        break;
      case 'paper.foreign':
        if (this.#foreign) broken.push('a foreign paper was reported twice');
        this.#foreign = true;
        break;
      case 'print.slip':
        this.#slipPrinting = true;
        break;
      default:
        break;
    }
    return this.#cash.hear(command);
  }

  #beginSession(): void {
    if (this.#inSession) this.#shared.broken.push('a session began inside another');
    this.#inSession = true;
    this.#consent = false;
    this.#pinEntries = 0;
    this.#printed.clear();
    this.#cash.beginSession();
  }

  #endSession(): void {
    if (!this.#inSession) this.#shared.broken.push('a session ended that had not begun');
    this.#inSession = false;
    this.#consent = false;
    this.#foreign = false;
    this.#leaf = null;
    this.#cash.endSession();
    // The cell is gone, and so is every answer it could have given.
    const { waiting } = this.#shared;
    for (const type of [...waiting]) if (/^(centre|cash|print|paper)\./.test(type)) waiting.delete(type);
  }

  #printLeaf(set: number, leaf: number): void {
    const { broken } = this.#shared;
    const key = `${set}/${leaf}`;
    if (!this.#cash.charged) broken.push('a leaf was printed before the fees were charged');
    if (this.#printed.has(key)) broken.push('a leaf was printed twice');
    if (this.#leaf) broken.push('two leaves at once');
    if (this.#foreign) broken.push('a leaf was printed after the citizen said that the paper is not theirs');
    if (this.#sets[set]?.pageDigests[leaf] === undefined) broken.push('a leaf was printed that does not exist');
    this.#printed.add(key);
    this.#leaf = { set, leaf };
  }

  /** Everything that could happen outside of the citizen's touch panel. */
  acts(): readonly Act[] {
    return [
      ...this.#card.acts(this.#inSession),
      ...this.#centreActs(),
      ...this.#cash.acts(),
      ...this.#paperActs(),
      ...this.#staff.acts(this.#inSession),
      ...this.#otherActs(),
    ];
  }

  #centreActs(): readonly Act[] {
    const shared = this.#shared;
    const refusals = (['centre.presentCard', 'centre.authenticate', 'centre.apply'] as const).flatMap((to) => [
      ...answer(shared, to, 1, { type: 'centre.refused', code: 'notEligible', scope: 'session' }),
      ...answer(shared, to, 1, { type: 'centre.failed', code: 'centreUnreachable' }),
    ]);
    const digest_sha256 = new Uint8Array(32);
    const withheld = [{ typeId: 'kosekiFuhyo', code: 'typeNotOffered' }] as const;
    const known = {
      type: 'centre.cardKnown',
      municipalityId: 'susono',
      offers: OFFERS,
      withheld,
      digest_sha256,
    } as const;
    const family = { household: 3, koseki: 2 };
    const authenticated = { type: 'centre.authenticated', offers: OFFERS, withheld, persons: family } as const;
    // Somebody of one person and one type, whose items are not those that were offered before the PIN.
    const fewer = OFFERS.slice(0, 1).map((offer) => ({ ...offer, options: offer.options.slice(1) }));
    const alone = { ...authenticated, offers: fewer, persons: { household: 1, koseki: 0 } };
    return [
      ...refusals,
      ...answer(shared, 'centre.presentCard', 40, known),
      ...answer(shared, 'centre.authenticate', 40, authenticated),
      ...answer(shared, 'centre.authenticate', 5, alone),
      ...answer(shared, 'centre.authenticate', 1, { ...authenticated, offers: [] }),
      ...this.#documentActs(),
    ];
  }

  #documentActs(): readonly Act[] {
    const shared = this.#shared;
    if (!shared.waiting.has('centre.apply')) return [];
    const sets = setsOf(this.#requests);
    const due_yen = sets.reduce((sum, set) => sum + set.fee_yen, 0);
    const ready = { type: 'centre.documentsReady', sets, due_yen } as const;
    const dear = sets.map((set) => ({ ...set, fee_yen: set.fee_yen + 10 }));
    const refused = { type: 'centre.refused', code: 'typeNotOffered', scope: 'request' } as const;
    return [
      act('documents', 60, () => {
        shared.waiting.delete('centre.apply');
        this.#sets = sets;
        this.#cash.setDue(sets);
        return [ready];
      }),
      ...answer(shared, 'centre.apply', 1, { ...ready, sets: dear }),
      ...answer(shared, 'centre.apply', 1, { ...ready, sets: sets.slice(1) }),
      ...answer(shared, 'centre.apply', 1, { ...ready, sets: sets.map((set) => ({ ...set, taxYear: 2024 })) }),
      ...answer(shared, 'centre.apply', 3, refused),
    ];
  }

  #paperActs(): readonly Act[] {
    const shared = this.#shared;
    const acts: Act[] = [
      ...answer(shared, 'paper.foreign', 60, { type: 'paper.reported', reference: '000007' }),
      ...answer(shared, 'print.checkReady', 40, { type: 'print.ready' }),
      ...answer(shared, 'print.checkReady', 1, { type: 'print.notReady', code: 'printerPaper' }),
      ...answer(shared, 'print.receipt', 20, { type: 'print.receiptDone' }),
      ...answer(shared, 'print.receipt', 3, { type: 'print.receiptFailed', code: 'printerJam' }),
      ...(this.#leaf ? this.#leafActs(this.#leaf) : []),
    ];
    if (this.#leaf || shared.waiting.has('print.receipt')) {
      acts.push(act('foreign sheets', 1, () => [{ type: 'print.foreignSheets' }]));
      for (const trouble of [null, 'printerPaper', 'printerJam'] as const) {
        acts.push(act('progress', trouble === null ? 8 : 6, () => [{ type: 'print.progress', trouble }]));
      }
    }
    if (this.#slipPrinting) {
      const end = (fact: SessionEvent): Act =>
        act(fact.type, 10, () => {
          this.#slipPrinting = false;
          return [fact];
        });
      acts.push(end({ type: 'print.slipDone' }), end({ type: 'print.slipFailed', code: 'printerJam' }));
    }
    return acts;
  }

  #leafActs(leaf: { readonly set: number; readonly leaf: number }): readonly Act[] {
    const end = (weight: number, fact: SessionEvent): Act =>
      act(fact.type, weight, () => {
        this.#leaf = null;
        this.#shared.waiting.delete('print.cancelLeaf');
        return [fact];
      });
    // A leaf that was given up often fails.
    const failing = this.#shared.waiting.has('print.cancelLeaf') ? 20 : 3;
    return [
      end(30, { type: 'print.leafDone', ...leaf }),
      end(failing, { type: 'print.leafFailed', ...leaf, outcome: 'notDone', code: 'printerJam' }),
      end(failing, { type: 'print.leafFailed', ...leaf, outcome: 'unknown', code: 'leafUnknown' }),
    ];
  }

  #otherActs(): readonly Act[] {
    const { waiting } = this.#shared;
    const { taking } = this.#cash;
    const closing = waiting.has('cash.fix') || waiting.has('cash.charge');
    const reasons = act('reasons', this.#closed ? 15 : taking ? 2 : 0.6, () => {
      this.#closed = !this.#closed;
      return [{ type: 'service.reasons', reasons: this.#closed ? ['printerOffline'] : [] }];
    });
    const drain = act('drain', this.#draining ? 20 : 0.3, () => {
      this.#draining = !this.#draining;
      return [{ type: 'service.drain', draining: this.#draining }];
    });
    // Nobody must be hurt by it wherever the session is; often enough where it acts.
    const timeOver = act('timeOver', taking ? 0.5 : 0.2, () => [{ type: 'service.timeOver' }]);
    // Everything is read aloud, or not any more; the session has run as long as one may.
    const pace = [
      act('slow', 0.3, () => [{ type: 'screen.pace', slow: true }]),
      act('quick', 0.3, () => [{ type: 'screen.pace', slow: false }]),
      act('long', 0.05, () => [{ type: 'screen.sessionLong' }]),
    ];
    if (!this.#inSession)
      return [reasons, drain, ...pace, act('slip of recovery', 0.3, () => this.#cash.openSlip(500))];
    const sensors = (['certificate', 'change'] as const).flatMap((item) =>
      [true, false].map((present) => act('sensor', 0.5, () => [{ type: 'sensor.presence', item, present }])),
    );
    return [
      reasons,
      drain,
      timeOver,
      ...pace,
      ...sensors,
      act('cell lost', closing ? 3 : 0.7, () => [{ type: 'cell.lost' }]),
      act('centre failed', closing || taking ? 1.5 : 0.3, () => [{ type: 'centre.failed', code: 'centreUnreachable' }]),
    ];
  }
}
