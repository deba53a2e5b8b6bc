import { setTimeout as sleep } from 'node:timers/promises';
import { SimulatedClock } from '../../src/base/simulated-clock.ts';
import { realRandom } from '../../src/base/real-random.ts';
import { openHttpsDesk } from '../../src/centre/https-desk.ts';
import { openHttpsSession } from '../../src/centre/https-session.ts';
import { readPinnedKeys } from '../../src/centre/keys.ts';
import { createUnseal } from '../../src/centre/manifest.ts';
import type { CentreCall, CentreDesk, CentreResult, CentreSession } from '../../src/centre/port.ts';
import { describeCentreAdapter, type AdapterWorld, type ContractCitizen } from '../unit/centre-contract.ts';
import { cardSignature, cardWorld, certificateOf, CN, KIOSK_ID } from '../virtual/centre/fixture.ts';
import { makeAuthority } from '../virtual/centre/make-authority.ts';
import { startCentre } from '../virtual/centre/start.ts';

const citizen = (cn: string): ContractCitizen => ({
  certificate: certificateOf(cn),
  sign: (digest) => cardSignature(digest),
  request: { typeId: 'juminhyo', options: { honsekiHittosha: true }, persons: [1], copies: 2 },
});

/** Counts the calls that wait, so that the world knows when everything has come to its answer. */
function watched(waiting: Set<object>) {
  return <T>(
    start: (done: (result: CentreResult<T>) => void) => CentreCall,
    done: (result: CentreResult<T>) => void,
  ): CentreCall => {
    const mine = {};
    waiting.add(mine);
    const call = start((result) => {
      waiting.delete(mine);
      done(result);
    });
    return {
      cancel: () => {
        waiting.delete(mine);
        call.cancel();
      },
    };
  };
}

/** Our adapter against the reference centre, over TLS on a real socket. Deadlines run on a clock that the test moves. */
async function overHttps(): Promise<AdapterWorld> {
  const authority = makeAuthority();
  const running = await startCentre({ authority, cardAuthorities: [cardWorld().authority.certificateDer] });
  const keys = readPinnedKeys(authority.signingPublic_pem);
  const client = authority.issueClient(KIOSK_ID);
  const clock = new SimulatedClock();
  const settings = {
    kioskId: KIOSK_ID,
    url: running.url,
    trustAnchor_pem: authority.ca_pem,
    clientCertificate_pem: client.certificate_pem,
    clientKey_pem: client.key_pem,
  };
  const waiting = new Set<object>();
  const watch = watched(waiting);
  /** Questions that are never answered, by their own arrangement. */
  let silent = 0;
  const closers: (() => void)[] = [];
  const closing = <T extends { close(): void }>(half: T): T => {
    closers.push(() => half.close());
    const close = (): void => {
      waiting.clear();
      half.close();
    };
    return { ...half, close };
  };
  const { faults } = running.centre;
  return {
    kioskId: KIOSK_ID,
    newSession: (): CentreSession => {
      const session = openHttpsSession(settings, keys, clock);
      return closing({
        ...session,
        present: (request, done) => watch((go) => session.present(request, go), done),
        authenticate: (request, done) => watch((go) => session.authenticate(request, go), done),
        apply: (request, done) => watch((go) => session.apply(request, go), done),
      });
    },
    newDesk: (): CentreDesk => {
      const desk = openHttpsDesk(settings, keys, { clock, random: realRandom });
      return closing({
        ...desk,
        time: (done) => watch(desk.time, done),
        commit: (point, done) => watch((go) => desk.commit(point, go), done),
        closing: (report, done) => watch((go) => desk.closing(report, go), done),
        closedDays: (done) => watch(desk.closedDays, done),
        fingerprint: (own, done) => watch((go) => desk.fingerprint(own, go), done),
      });
    },
    unseal: createUnseal(keys),
    citizens: [citizen(CN.susonoTaro), citizen(CN.susonoSix)],
    refused: { citizen: citizen(CN.fuchuElsewhere), typeId: 'kosekiTohon' },
    now_epoch_ms: () => running.centre.now_epoch_ms(),
    disturb: (at, fault) => {
      if (fault === 'silent') silent += 1;
      const refusal = { kind: 'refuse', reason: 'closedNow', scope: 'session' } as const;
      faults.arm({ at, answer: fault === 'refused' ? refusal : { kind: fault } });
    },
    settle: async () => {
      const until_ms = performance.now() + 15_000;
      while (waiting.size > silent && performance.now() < until_ms) await sleep(2);
      // What is never answered has arrived at the centre all the same.
      while (faults.armed() > 0 && waiting.size > 0 && performance.now() < until_ms) await sleep(2);
      await sleep(10);
    },
    halfway: () => sleep(100),
    passDeadlines: async () => {
      clock.advance(120_000);
      silent = 0;
    },
    commits: () => running.centre.commits,
    close: async () => {
      for (const close of closers) close();
      await running.close();
    },
  };
}

describeCentreAdapter('the HTTPS adapter', overHttps);
