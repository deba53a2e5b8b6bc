/**
 * The contract of the centre's port as tests: whatever is behind it, an adapter passes these before a kiosk is joined to it. A world
 * gives the adapter, a centre behind it with known citizens, and the means to disturb the line.
 */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CODES } from '../../src/base/codes.ts';
import { signatureDigest } from '../../src/centre/canonical.ts';
import type {
  Authenticated,
  CardKnown,
  CentreCall,
  CentreDesk,
  CentreDocument,
  CentreResult,
  CentreSession,
  CentreTime,
  ClosedDayList,
  Fingerprint,
  Manifest,
  SignedManifest,
} from '../../src/centre/port.ts';
import type { CertificateRequest } from '../../fsm/events.ts';

/** A citizen whom the centre behind the adapter knows. */
export interface ContractCitizen {
  readonly certificate: Uint8Array;
  sign(digest_sha256: Uint8Array): Uint8Array;
  /** Something that this citizen gets. */
  readonly request: CertificateRequest;
}

export type ContractOperation = 'time' | 'present' | 'authenticate' | 'apply' | 'commit' | 'closing';
/** How the next answer to an operation goes wrong. */
export type ContractFault = 'unreachable' | 'silent' | 'garbled' | 'truncated' | 'oversized' | 'refused';

export interface AdapterWorld {
  readonly kioskId: string;
  /** A session half of its own for each transaction. */
  newSession(): CentreSession;
  newDesk(): CentreDesk;
  unseal(sealed: SignedManifest): Manifest | null;
  readonly citizens: readonly [ContractCitizen, ContractCitizen];
  /** A citizen who cannot have one of the types for a reason of his own, and which. */
  readonly refused: { readonly citizen: ContractCitizen; readonly typeId: string };
  /** The centre's clock. */
  now_epoch_ms(): number;
  /** Disturbs the next answer to this operation; `refused` as `closedNow` for the session. */
  disturb(at: ContractOperation, fault: ContractFault): void;
  /** Lets whatever is under way come to its answer, without reaching a deadline. */
  settle(): Promise<void>;
  /** Lets some of what is under way happen. */
  halfway(): Promise<void>;
  /** Lets two minutes pass on the adapter's clock: longer than every deadline. */
  passDeadlines(): Promise<void>;
  commits(): readonly { readonly transactionId: string; readonly point: string }[];
  close(): Promise<void>;
}

type Start<T> = (done: (result: CentreResult<T>) => void) => CentreCall;
const SET: Fingerprint = { software: 'a'.repeat(64), profile: 'b'.repeat(64), municipalities: 'c'.repeat(64) };
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Judges an adapter. `makeWorld` is called once. */
export function describeCentreAdapter(name: string, makeWorld: () => Promise<AdapterWorld>): void {
  let world: AdapterWorld;
  let lastId = 0;

  /** Results of a call once everything has settled: none, one, or more when the adapter breaks the contract. */
  async function results<T>(start: Start<T>): Promise<CentreResult<T>[]> {
    const answers: CentreResult<T>[] = [];
    let returned = false;
    start((result) => {
      expect(returned, 'no answer before the call returned').toBe(true);
      answers.push(result);
    });
    returned = true;
    await world.settle();
    return answers;
  }

  async function one<T>(start: Start<T>): Promise<CentreResult<T>> {
    const answers = await results(start);
    expect(answers).toHaveLength(1);
    const [answer] = answers;
    if (!answer) throw new Error('no answer');
    return answer;
  }

  async function value<T>(start: Start<T>): Promise<T> {
    const answer = await one(start);
    if (!answer.ok) throw new Error(answer.code);
    return answer.value;
  }

  function freshIds(): { transactionId: string; nonce: string } {
    lastId += 1;
    return { transactionId: String(lastId).padStart(32, '0'), nonce: String(lastId).padStart(32, 'f') };
  }

  /** A session that has presented this citizen's card. */
  async function presented(citizen: ContractCitizen, ids = freshIds()) {
    const session = world.newSession();
    const present: Start<CardKnown> = (done) => session.present({ ...ids, certificate: citizen.certificate }, done);
    return { session, ids, citizen, present };
  }

  const signatureOf = (known: CardKnown, ids: { transactionId: string; nonce: string }, citizen: ContractCitizen) =>
    citizen.sign(
      signatureDigest({
        kioskId: world.kioskId,
        ...ids,
        challenge: known.challenge,
        pageKey: known.pageKey ?? new Uint8Array(),
      }),
    );

  async function authenticated(citizen: ContractCitizen) {
    const opened = await presented(citizen);
    const known = await value(opened.present);
    const signature = signatureOf(known, opened.ids, citizen);
    const who = await value<Authenticated>((done) => opened.session.authenticate({ signature }, done));
    const apply: Start<CentreDocument> = (done) => opened.session.apply({ requests: [citizen.request] }, done);
    return { ...opened, known, who, apply, signature };
  }

  describe(`${name} fulfils the port of the centre`, () => {
    beforeAll(async () => {
      world = await makeWorld();
    });
    afterAll(() => world.close());

    test('D1: from the card to a document: every part is bound to the transaction, and the digests are those of the pages', async () => {
      const [citizen] = world.citizens;
      const { ids, known, who, apply } = await authenticated(citizen);
      expect(Math.abs(known.time_epoch_ms - world.now_epoch_ms())).toBeLessThan(120_000);
      expect(known.challenge.length).toBeGreaterThanOrEqual(16);
      expect(who.offers.map(({ typeId }) => typeId)).toContain(citizen.request.typeId);
      for (const text of [...who.household, ...who.koseki]) expect(text).toBeInstanceOf(Uint8Array);
      const { manifest: sealed, pages } = await value(apply);
      const manifest = world.unseal(sealed);
      expect(manifest).toMatchObject({ ...ids, kioskId: world.kioskId, subjectToken: who.subjectToken });
      expect(manifest?.municipalityId).toBe(known.municipalityId);
      const stated = (manifest?.sets ?? []).flatMap(({ set, leaves }) =>
        leaves.map(({ leaf, sha256: digest }) => ({ set, leaf, digest })),
      );
      expect(pages.map(({ set, leaf, pdf }) => ({ set, leaf, digest: sha256(pdf) }))).toEqual(stated);
    });

    test('D1: a changed byte of what is signed does not open', async () => {
      const { apply } = await authenticated(world.citizens[0]);
      const { manifest } = await value(apply);
      const signed = Uint8Array.from(manifest.signed);
      signed[signed.length >> 1] = (signed[signed.length >> 1] ?? 0) ^ 1;
      expect(world.unseal({ ...manifest, signed })).toBeNull();
    });

    test('D1, D13: two sessions at once each get their own document', async () => {
      const open = await Promise.all(world.citizens.map(authenticated));
      const answers = open.map(({ apply }) => {
        const got: CentreResult<CentreDocument>[] = [];
        apply((result) => got.push(result));
        return got;
      });
      await world.settle();
      open.forEach(({ ids, who }, at) => {
        const [answer] = answers[at] ?? [];
        if (!answer?.ok) throw new Error('no document');
        const { transactionId, subjectToken } = world.unseal(answer.value.manifest) ?? {};
        expect([transactionId, subjectToken]).toEqual([ids.transactionId, who.subjectToken]);
      });
    });

    test('R29: a signature of another card, of another transaction, or used twice is refused', async () => {
      const [citizen, other] = world.citizens;
      const { session, ids, present } = await presented(citizen);
      const refused = { ok: false, kind: 'refused', scope: 'session' };
      const authenticate =
        (signature: Uint8Array): Start<Authenticated> =>
        (done) =>
          session.authenticate({ signature }, done);
      await value(present);
      expect(await one(authenticate(new Uint8Array(256).fill(1)))).toMatchObject(refused);
      const known = await value(present);
      const strange = signatureOf(known, { ...ids, transactionId: freshIds().transactionId }, other);
      expect(await one(authenticate(strange))).toMatchObject(refused);
      const { session: used, signature } = await authenticated(citizen);
      expect(await one<Authenticated>((done) => used.authenticate({ signature }, done))).toMatchObject(refused);
    });

    test('D1: a transaction belongs to one citizen: another card under its id is refused', async () => {
      const { ids } = await authenticated(world.citizens[0]);
      const again = await presented(world.citizens[1], ids);
      expect(await one(again.present)).toMatchObject({ ok: false, kind: 'refused', scope: 'session' });
    });

    test('R6: the same card may be set again, with a new challenge', async () => {
      const { present } = await presented(world.citizens[0]);
      const [first, second] = [await value(present), await value(present)];
      expect(Buffer.from(first.challenge).equals(second.challenge)).toBe(false);
    });

    test('R42–R51: a type that this citizen cannot have is not offered, and has its reason where the adapter can say', async () => {
      const { citizen, typeId } = world.refused;
      const { who } = await authenticated(citizen);
      expect(who.offers.map((offer) => offer.typeId)).not.toContain(typeId);
      if (!world.newDesk().capabilities.typeRefusals) return;
      const refusal = who.refusals?.find((entry) => entry.typeId === typeId);
      expect(refusal?.code).toBeDefined();
      expect(CODES).toHaveProperty(refusal?.code ?? '');
    });

    test('R66: a request for something that is not offered is refused for the request; the session goes on', async () => {
      const [citizen] = world.citizens;
      const { session, apply } = await authenticated(citizen);
      const requests = [{ ...citizen.request, typeId: 'notThere' }];
      expect(await one<CentreDocument>((done) => session.apply({ requests }, done))).toMatchObject({
        ...{ ok: false, kind: 'refused', scope: 'request' },
      });
      expect(await one(apply)).toMatchObject({ ok: true });
    });

    test.each([
      ['unreachable', 'failed', 'centreUnreachable'],
      ['garbled', 'failed', 'centreReply'],
      ['truncated', 'failed', 'centreReply'],
      ['oversized', 'failed', 'centreReply'],
      ['refused', 'refused', 'closedNow'],
    ] as const)(
      'D4: an answer that is %s is %s with %s, at every step, and never a result',
      async (fault, kind, code) => {
        const citizen = world.citizens[0];
        const expected = { ok: false, kind, code };
        const first = await presented(citizen);
        world.disturb('present', fault);
        expect(await one(first.present)).toMatchObject(expected);
        const second = await presented(citizen);
        const signature = signatureOf(await value(second.present), second.ids, citizen);
        world.disturb('authenticate', fault);
        expect(await one<Authenticated>((done) => second.session.authenticate({ signature }, done))).toMatchObject(
          expected,
        );
        const third = await authenticated(citizen);
        world.disturb('apply', fault);
        expect(await one(third.apply)).toMatchObject(expected);
        const desk = world.newDesk();
        world.disturb('time', fault);
        expect(await one<CentreTime>((done) => desk.time(done))).toMatchObject(expected);
      },
    );

    test('D4: a centre that never answers is never a result, however long one waits', async () => {
      const { present } = await presented(world.citizens[0]);
      world.disturb('present', 'silent');
      const answers: CentreResult<CardKnown>[] = [];
      present((result) => answers.push(result));
      await world.settle();
      await world.passDeadlines();
      expect(answers.length).toBeLessThanOrEqual(1);
      for (const answer of answers) expect(answer).toMatchObject({ ok: false, kind: 'failed', code: 'centreTimeout' });
    });

    test('D4: a cancelled call is not answered, nor any call after the end, and the others are', async () => {
      const { session, ids, citizen } = await presented(world.citizens[0]);
      const cancelled = await results<CardKnown>((done) => {
        const call = session.present({ ...ids, certificate: citizen.certificate }, done);
        call.cancel();
        return call;
      });
      expect(cancelled).toEqual([]);
      const closed = await results<CardKnown>((done) => {
        const call = session.present({ ...ids, certificate: citizen.certificate }, done);
        session.close();
        return call;
      });
      expect(closed).toEqual([]);
      for (const end of ['cancel', 'close'] as const) {
        const { session: applying, apply } = await authenticated(citizen);
        const answers: CentreResult<CentreDocument>[] = [];
        const call = apply((result) => answers.push(result));
        await world.halfway();
        if (end === 'cancel') call.cancel();
        else applying.close();
        const before = answers.length;
        await world.settle();
        expect(answers).toHaveLength(before);
      }
      const desk = world.newDesk();
      expect(await one<CentreTime>((done) => desk.time(done))).toMatchObject({ ok: true });
      const ended = await results<CentreTime>((done) => {
        const call = desk.time(done);
        desk.close();
        return call;
      });
      expect(ended).toEqual([]);
    });

    test('R84: a commit point told twice is taken twice and kept once', async () => {
      const { ids } = await authenticated(world.citizens[0]);
      const desk = world.newDesk();
      for (const point of ['printing', 'delivered', 'printing', 'delivered'] as const) {
        const detail = { sets: [0], leaves: [1] };
        const told: Start<null> = (done) => desk.commit({ ...ids, point, detail }, done);
        expect(await one(told)).toEqual({ ok: true, value: null });
      }
      const kept = world.commits().filter(({ transactionId }) => transactionId === ids.transactionId);
      expect(kept.map(({ point }) => point)).toEqual(['printing', 'delivered']);
    });

    test('R84: a closing told twice is taken; another one of its number is refused', async () => {
      const desk = world.newDesk();
      const closing =
        (headHash: string): Start<null> =>
        (done) =>
          desk.closing({ number: 7, headHash, statement: { number: 7 } }, done);
      for (const _ of [1, 2]) expect(await one(closing('a'.repeat(64)))).toEqual({ ok: true, value: null });
      expect(await one(closing('b'.repeat(64)))).toMatchObject({ ok: false, kind: 'refused' });
    });

    test('the time is the centre’s', async () => {
      const desk = world.newDesk();
      const { epoch_ms } = await value<CentreTime>((done) => desk.time(done));
      expect(Math.abs(epoch_ms - world.now_epoch_ms())).toBeLessThan(120_000);
    });

    test('R79, D9: closed days and expected sets come where the adapter has them; otherwise it says that it lacks them', async () => {
      const desk = world.newDesk();
      const lacks = { ok: false, kind: 'failed', code: 'centreLacks' };
      const days = await one<ClosedDayList>((done) => desk.closedDays(done));
      expect(days).toMatchObject(desk.capabilities.closedDays ? { ok: true } : lacks);
      const sets = await one<readonly Fingerprint[]>((done) => desk.fingerprint(SET, done));
      expect(sets).toMatchObject(desk.capabilities.fingerprints ? { ok: true, value: [SET] } : lacks);
    });
  });
}
