import { SeededRandom } from '../../src/base/random.ts';
import { SimulatedClock } from '../../src/base/simulated-clock.ts';
import { ReferenceCentre } from '../virtual/centre/centre.ts';
import { Fleet } from '../virtual/centre/fleet.ts';
import { cardSignature, cardWorld, certificateOf, CN, KIOSK_ID, TEST_DAY_EPOCH_MS } from '../virtual/centre/fixture.ts';
import { createInProcessCentre } from '../virtual/centre/inprocess.ts';
import { loadRegisters } from '../virtual/centre/registry.ts';
import { describeCentreAdapter, type AdapterWorld, type ContractCitizen } from './centre-contract.ts';

const citizen = (cn: string): ContractCitizen => ({
  certificate: certificateOf(cn),
  sign: (digest) => cardSignature(digest),
  request: { typeId: 'juminhyo', options: { honsekiHittosha: true }, persons: [1], copies: 2 },
});

/** The adapter of simulation, with a fleet behind it or without. */
async function inProcess(fleet?: Fleet): Promise<AdapterWorld> {
  const clock = new SimulatedClock();
  const now_epoch_ms = (): number => TEST_DAY_EPOCH_MS + clock.now_ms();
  const centre = new ReferenceCentre({
    registers: loadRegisters(),
    cardAuthorities: [cardWorld().authority.certificateDer],
    now_epoch_ms,
    random: new SeededRandom(1),
  });
  const line = createInProcessCentre({ centre, clock, kioskId: KIOSK_ID, ...(fleet ? { fleet } : {}) });
  return {
    kioskId: KIOSK_ID,
    newSession: line.newSession,
    newDesk: line.desk,
    unseal: line.unseal,
    citizens: [citizen(CN.susonoTaro), citizen(CN.susonoSix)],
    refused: { citizen: citizen(CN.fuchuElsewhere), typeId: 'kosekiTohon' },
    now_epoch_ms,
    disturb: (at, fault) =>
      centre.faults.arm({
        at,
        answer: fault === 'refused' ? { kind: 'refuse', reason: 'closedNow', scope: 'session' } : { kind: fault },
      }),
    settle: async () => clock.advance(10_000),
    halfway: async () => clock.advance(60),
    passDeadlines: async () => clock.advance(120_000),
    commits: () => centre.commits,
    close: async () => undefined,
  };
}

describeCentreAdapter('the in-process adapter', () => inProcess(new Fleet()));
describeCentreAdapter('the in-process adapter without a fleet', () => inProcess());
