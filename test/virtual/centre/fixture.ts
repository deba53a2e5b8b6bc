/** A small world for tests of cell and centre: authority, card keys, centre, cell, all on a simulated clock. */
import { constants, generateKeyPairSync, privateEncrypt, type KeyObject } from 'node:crypto';
import { SeededRandom } from '../../../src/base/random.ts';
import { SimulatedClock } from '../../../src/base/simulated-clock.ts';
import type { CellCommand, CellFact } from '../../../src/cell/contract.ts';
import { createCellSession, type CellSession } from '../../../src/cell/session.ts';
import type { CentreSession } from '../../../src/centre/port.ts';
import { PLAIN_TARGET } from '../../../src/paper/contract.ts';
import type { Municipality } from '../../../src/centre/municipality.ts';
import { loadAllMunicipalities } from '../municipalities/load.ts';
import { createCardAuthority, type CardAuthority } from '../card/authority.ts';
import { ReferenceCentre, type CentreOptions } from './centre.ts';
import { createInProcessCentre, type InProcessCentre } from './inprocess.ts';
import { loadRegisters, loadRevoked } from './registry.ts';
import { createTinyPageMaker } from './tiny-page-maker.ts';

/** Wednesday 2025-04-16, 10:00 in Tokyo: the day of demo and tests (design, Time). */
export const TEST_DAY_EPOCH_MS = Date.UTC(2025, 3, 16, 1, 0, 0);

export const KIOSK_ID = 'kiosk-0001';
export const TRANSACTION = '0123456789abcdef0123456789abcdef';
export const NONCE = 'fedcba9876543210fedcba9876543210';

/** CNs of the fictional residents that tests use. */
export const CN = {
  susonoTaro: 'SUSONO0001X20240510001A',
  susonoHanako: 'SUSONO0002X20240510001A',
  susonoChild: 'SUSONO0003X20240510001A',
  susonoSix: 'SUSONO0011X20240510001A',
  susonoMovedOut: 'SUSONO0021X20240510001A',
  susonoNewCard: 'SUSONO0022X20240510001A',
  susonoRestricted: 'SUSONO0023X20240510001A',
  susonoMemberMoving: 'SUSONO0024X20240510001A',
  susonoNine: 'SUSONO0046X20240510001A',
  susonoRareName: 'SUSONO0047X20240510001A',
  fuchuJiro: 'FUCHU00001X20240510001A',
  fuchuNewCard: 'FUCHU00007X20240510001A',
  fuchuMemberMoving: 'FUCHU00008X20240510001A',
  fuchuElsewhere: 'FUCHU00003X20240510001A',
  fuchuLee: 'FUCHU00005X20240510001A',
  fuchuUpdating: 'FUCHU00004X20240510001A',
  mihonIchiko: 'MIHON00001X20240510001A',
} as const;

let shared: { authority: CardAuthority; key: KeyObject } | null = null;
/** One authority and one card key for all tests of a process: RSA keys are slow to make. */
export function cardWorld(): { authority: CardAuthority; key: KeyObject } {
  shared ??= {
    authority: createCardAuthority(),
    key: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
  };
  return shared;
}

/** Certificate of a resident's card. */
export function certificateOf(
  subjectCn: string,
  notAfter_epoch_s = Date.UTC(2028, 4, 5, 14, 59, 59) / 1000,
): Uint8Array {
  const { authority, key } = cardWorld();
  const notBefore_epoch_s = Date.UTC(2023, 4, 6) / 1000;
  return authority.issue({ publicKey: key, subjectCn, notBefore_epoch_s, notAfter_epoch_s }).certificateDer;
}

const DIGEST_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/** What the card makes of a digest: PKCS#1 v1.5 over DigestInfo (jpki.md, section 3). */
export function cardSignature(digest_sha256: Uint8Array, key = cardWorld().key): Uint8Array {
  return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, Buffer.concat([DIGEST_INFO, digest_sha256]));
}

/** The command that asks a cell for a leaf, as the daemon gives it. */
export function makeLeafCommand(set: number, leaf: number): Extract<CellCommand, { type: 'makeLeaf' }> {
  const print = { serial: '0123456789abcdef', printedAt_epoch_ms: TEST_DAY_EPOCH_MS, target: PLAIN_TARGET };
  return { type: 'makeLeaf', set, leaf, ...print };
}

/** One cell and what it said. */
export interface TestCell {
  readonly cell: CellSession;
  readonly facts: CellFact[];
  /** Gives a command and lets everything happen that follows from it within a minute. */
  run(command: CellCommand): CellFact[];
}

export interface CellWorld extends TestCell {
  readonly clock: SimulatedClock;
  readonly centre: ReferenceCentre;
  readonly line: InProcessCentre;
  readonly municipalities: readonly Municipality[];
  /** Another cell of the same kiosk, on a line of its own if given. */
  open(session?: CentreSession): TestCell;
}

/** A cell joined to a reference centre in-process. */
export function createCellWorld(options: Partial<CentreOptions> = {}, changed?: readonly Municipality[]): CellWorld {
  const clock = new SimulatedClock();
  const municipalities = changed ?? loadAllMunicipalities();
  const centre = new ReferenceCentre({
    registers: loadRegisters(),
    cardAuthorities: [cardWorld().authority.certificateDer],
    now_epoch_ms: () => TEST_DAY_EPOCH_MS + clock.now_ms(),
    random: new SeededRandom(1),
    revoked: loadRevoked(),
    ...options,
  });
  const line = createInProcessCentre({ centre, clock, kioskId: KIOSK_ID });
  const pages = createTinyPageMaker(clock);
  const open = (session: CentreSession = line.newSession()): TestCell => {
    const { unseal } = line;
    const cell = createCellSession({ centre: session, pages, unseal, clock, kioskId: KIOSK_ID, municipalities });
    const facts: CellFact[] = [];
    cell.onFact((fact) => facts.push(fact));
    return {
      cell,
      facts,
      run: (command) => {
        const before = facts.length;
        cell.handle(command);
        clock.advance(60_000);
        return facts.slice(before);
      },
    };
  };
  return { ...open(), clock, centre, line, municipalities, open };
}

/** Leads a cell to `authenticated` with this resident's card; returns the last facts. */
export function authenticate(
  { run }: TestCell,
  subjectCn: string,
  ids: { readonly transactionId: string; readonly nonce: string } = { transactionId: TRANSACTION, nonce: NONCE },
): CellFact[] {
  run({ type: 'begin', ...ids, language: 'ja' });
  const facts = run({ type: 'presentCard', certificate: certificateOf(subjectCn) });
  const known = facts.find(({ type }) => type === 'cardKnown');
  if (known?.type !== 'cardKnown') return facts;
  return run({ type: 'authenticate', signature: cardSignature(known.digest_sha256) });
}
