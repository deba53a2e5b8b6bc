/**
 * The reference centre without a line: both halves of the port on a given clock, after unsealing. Latency and faults are
 * those of the line; TLS, JOSE and PDFs are proven by the process tests.
 */
import { createHash } from 'node:crypto';
import type { Clock } from '../../../src/base/clock.ts';
import type { CodeName } from '../../../src/base/codes.ts';
import { REFUSALS, type RefusalKeyword } from '../../../src/centre/refusals.ts';
import type { RefusedType } from '../../../fsm/events.ts';
import type { TypeRefusal } from './catalogue.ts';
import type {
  CentreCapabilities,
  CentreCall,
  CentreDesk,
  CentreResult,
  CentreSession,
  Manifest,
  SignedManifest,
} from '../../../src/centre/port.ts';
import { pagesToMake, type Answer, type CentreDocument, type ReferenceCentre } from './centre.ts';
import type { CentreOperation } from './faults.ts';
import type { Fleet } from './fleet.ts';
import { tinyPdf } from './tiny-pages.ts';

/** What a refusal's keyword means to the kiosk. */
const codeOf = (reason: string): CodeName =>
  reason in REFUSALS ? REFUSALS[reason as RefusalKeyword].code : 'centreRefused';

const refusedTypes = (refusals: readonly TypeRefusal[]): RefusedType[] =>
  refusals.map(({ typeId, reason }) => ({ typeId, code: codeOf(reason) }));

export interface InProcessLine {
  readonly centre: ReferenceCentre;
  readonly clock: Clock;
  readonly kioskId: string;
  /** Time from question to answer. */
  readonly latency_ms?: number;
  /** Closed days and expected sets; left out: an adapter that has neither. */
  readonly fleet?: Fleet;
  /** What it says it can give, other than everything. */
  readonly lacks?: readonly (keyof CentreCapabilities)[];
}

/** The line of one kiosk to the centre. `newSession` for each cell, `desk` for the daemon, `unseal` for both. */
export interface InProcessCentre {
  newSession(): CentreSession;
  desk(): CentreDesk;
  unseal(sealed: SignedManifest): Manifest | null;
}

const KEY_ID = 'in-process';
const sign = (signed: Uint8Array): Uint8Array =>
  createHash('sha256').update('in-process centre').update(signed).digest();

/** "Signs" a manifest with a digest in place of a signature: a changed byte is still found. */
function seal({ manifest, badSignature }: CentreDocument): SignedManifest {
  const signed = Buffer.from(JSON.stringify(manifest));
  const signature = sign(signed);
  if (badSignature) signature[0] = (signature[0] ?? 0) ^ 1;
  return { signed, signature, keyId: KEY_ID };
}

function unseal({ signed, signature, keyId }: SignedManifest): Manifest | null {
  if (keyId !== KEY_ID || !Buffer.from(sign(signed)).equals(signature)) return null;
  const manifest: Manifest = JSON.parse(Buffer.from(signed).toString('utf8'));
  return manifest;
}

export function createInProcessCentre(options: InProcessLine): InProcessCentre {
  const { centre, clock, kioskId, latency_ms = 80, fleet, lacks = [] } = options;

  /**
   * Carries a question there and its answer back, through whatever fault is armed. The centre decides half-way; `convert` gives what
   * it decided as the kiosk sees it, at once or later.
   */
  function carry<T, U>(
    at: CentreOperation,
    decide: () => Answer<T>,
    convert: (value: T, give: (converted: U) => void) => void,
    done: (result: CentreResult<U>) => void,
  ): CentreCall {
    let isOpen = true;
    const answer = (result: CentreResult<U>): void => {
      if (isOpen) done(result);
    };
    const fail = (code: CodeName) => (): void => answer({ ok: false, code, kind: 'failed', scope: 'session' });
    const fault = centre.faults.takeAnswer(at);
    if (fault?.kind === 'unreachable') clock.after(latency_ms, fail('centreUnreachable'));
    else {
      clock.after(latency_ms / 2, () => {
        const decided: Answer<T> =
          fault?.kind === 'refuse' ? { ok: false, reason: fault.reason, scope: fault.scope } : decide();
        if (fault?.kind === 'silent') return;
        const broken = fault && ['garbled', 'oversized', 'truncated'].includes(fault.kind);
        const wait_ms = latency_ms / 2 + (fault?.kind === 'late' ? fault.by_ms : 0);
        const send = (): void => {
          if (decided.ok) convert(decided.value, (value) => answer({ ok: true, value }));
          else {
            const { reason, scope, municipalityId } = decided;
            const named = municipalityId === undefined ? {} : { municipalityId };
            answer({ ok: false, code: codeOf(reason), kind: 'refused', scope, ...named });
          }
        };
        clock.after(wait_ms, broken ? fail('centreReply') : send);
      });
    }
    return {
      cancel: () => {
        isOpen = false;
      },
    };
  }

  /** A line that answers nothing any more once it is closed. */
  function openLine() {
    let isClosed = false;
    const open =
      <T>(done: (result: CentreResult<T>) => void) =>
      (result: CentreResult<T>): void => {
        if (!isClosed) done(result);
      };
    return {
      carry: <T, U>(
        at: CentreOperation,
        decide: () => Answer<T>,
        convert: (value: T, give: (converted: U) => void) => void,
        done: (result: CentreResult<U>) => void,
      ): CentreCall => carry(at, decide, convert, open(done)),
      /** The answer of an adapter that has no such thing. */
      lacking: (done: (result: CentreResult<never>) => void): CentreCall =>
        clock.after(0, () => open(done)({ ok: false, code: 'centreLacks', kind: 'failed', scope: 'session' })),
      close: (): void => {
        isClosed = true;
      },
    };
  }

  function newSession(): CentreSession {
    const line = openLine();
    let transactionId = '';
    const utf8 = (names: readonly string[]): Uint8Array[] => names.map((name) => Buffer.from(name, 'utf8'));
    return {
      present: (request, done) => {
        transactionId = request.transactionId;
        return line.carry(
          'present',
          () => centre.present(kioskId, request),
          ({ refusals, ...value }, give) => give({ ...value, refusals: refusedTypes(refusals) }),
          done,
        );
      },
      authenticate: ({ signature }, done) =>
        line.carry(
          'authenticate',
          () => centre.authenticate(kioskId, transactionId, signature),
          ({ household, koseki, refusals, ...value }, give) =>
            give({ ...value, refusals: refusedTypes(refusals), household: utf8(household), koseki: utf8(koseki) }),
          done,
        ),
      apply: ({ requests }, done) =>
        line.carry(
          'apply',
          () => centre.apply(kioskId, transactionId, requests),
          (draft, give) => {
            const document = centre.complete(draft, pagesToMake(draft).map(tinyPdf));
            centre.deliver(document, (sent) => give({ manifest: seal(sent), pages: sent.pages }));
          },
          done,
        ),
      close: line.close,
    };
  }

  const gives = (what: keyof CentreCapabilities): boolean => !lacks.includes(what);
  function desk(): CentreDesk {
    const line = openLine();
    return {
      capabilities: {
        pageDigests: gives('pageDigests'),
        payLate: gives('payLate'),
        closedDays: fleet !== undefined && gives('closedDays'),
        fingerprints: fleet !== undefined && gives('fingerprints'),
        typeRefusals: gives('typeRefusals'),
      },
      closedDays: (done) => {
        if (!fleet) return line.lacking(done);
        return line.carry(
          'closedDays',
          () => ({ ok: true, value: { version: fleet.version, days: fleet.closedDays } }),
          (value, give) => give(value),
          done,
        );
      },
      fingerprint: (own, done) => {
        if (!fleet) return line.lacking(done);
        return line.carry(
          'fingerprint',
          () => ({ ok: true, value: fleet.report(kioskId, own) }),
          (value, give) => give(value),
          done,
        );
      },
      time: (done) =>
        line.carry(
          'time',
          () => ({ ok: true, value: { epoch_ms: centre.now_epoch_ms() } }),
          (value, give) => give(value),
          done,
        ),
      commit: ({ transactionId, point, detail }, done) =>
        line.carry(
          'commit',
          () => centre.commit(kioskId, transactionId, point, detail),
          (value, give) => give(value),
          done,
        ),
      closing: ({ number, headHash, statement }, done) =>
        line.carry(
          'closing',
          () => centre.closing(kioskId, number, headHash, statement),
          (value, give) => give(value),
          done,
        ),
      close: line.close,
    };
  }

  return { newSession, desk, unseal };
}
