/** Desk half of the port over HTTPS: time, closed days, fingerprint, commit points and closings, in the daemon. No citizen data pass here. */
import type { Clock } from '../base/clock.ts';
import { randomId, type Random } from '../base/random.ts';
import { openCentreLine, type CentreLineSettings } from './line.ts';
import { CENTRE_LIMITS } from './limits.ts';
import type { PinnedKeys } from './jws.ts';
import type { CentreCapabilities, CentreDesk, CentreResult } from './port.ts';
import type { FingerprintRequest } from './requests.ts';
import { readSignedAnswer } from './signed-answer.ts';
import { readSignedTime } from './signed-time.ts';
import { closedDaysPayload, emptyAnswer, fingerprintsPayload, signedAnswer, timeAnswer } from './wire.ts';

/** Our protocol gives everything that the port knows. */
const CAPABILITIES: CentreCapabilities = {
  pageDigests: true,
  payLate: true,
  closedDays: true,
  fingerprints: true,
  typeRefusals: true,
};

/** What stands in the place of an answer that is signed for another question, or not by the centre. */
const NOT_SIGNED: CentreResult<never> = { ok: false, code: 'centreReply', kind: 'failed', scope: 'session' };

/** Opens the desk half of the port over HTTPS. */
export function openHttpsDesk(
  settings: CentreLineSettings,
  keys: PinnedKeys,
  ports: { readonly clock: Clock; readonly random: Random },
): CentreDesk {
  const { clock, random } = ports;
  const line = openCentreLine(settings, clock);
  const limit_ms = CENTRE_LIMITS.centre_answers_ms;
  return {
    capabilities: CAPABILITIES,
    closedDays: (done) => {
      const nonce = randomId(random);
      const path = `/v1/closed-days?nonce=${nonce}`;
      return line.json({ method: 'GET', path, limit_ms }, signedAnswer, (result) => {
        if (!result.ok) return done(result);
        const list = readSignedAnswer(result.value.signed, 'madoguchi-closed-days', nonce, keys, closedDaysPayload);
        if (list === null) return done(NOT_SIGNED);
        done({ ok: true, value: { version: list.version, days: list.days } });
      });
    },
    fingerprint: (own, done) => {
      const nonce = randomId(random);
      const body: FingerprintRequest = { nonce, fingerprint: own };
      return line.json({ method: 'POST', path: '/v1/fingerprint', body, limit_ms }, signedAnswer, (result) => {
        if (!result.ok) return done(result);
        const answer = readSignedAnswer(
          result.value.signed,
          'madoguchi-fingerprints',
          nonce,
          keys,
          fingerprintsPayload,
        );
        done(answer === null ? NOT_SIGNED : { ok: true, value: answer.expected });
      });
    },
    time: (done) => {
      const nonce = randomId(random);
      const asked_ms = clock.now_ms();
      return line.json({ method: 'GET', path: `/v1/time?nonce=${nonce}`, limit_ms }, timeAnswer, (result) => {
        if (!result.ok) return done(result);
        const isSlow = clock.now_ms() - asked_ms > CENTRE_LIMITS.time_roundtrip_ms_max;
        const epoch_ms = isSlow ? null : readSignedTime(result.value.time, nonce, keys);
        if (epoch_ms === null) return done({ ok: false, code: 'centreTime', kind: 'failed', scope: 'session' });
        done({ ok: true, value: { epoch_ms } });
      });
    },
    commit: ({ transactionId, point, detail }, done) => {
      const path = `/v1/transactions/${encodeURIComponent(transactionId)}/commits/${point}`;
      return line.json({ method: 'PUT', path, body: { detail }, limit_ms }, emptyAnswer, (result) =>
        done(result.ok ? { ok: true, value: null } : result),
      );
    },
    closing: ({ number, headHash, statement }, done) =>
      line.json(
        { method: 'PUT', path: `/v1/closings/${number}`, body: { headHash, statement }, limit_ms },
        emptyAnswer,
        (result) => done(result.ok ? { ok: true, value: null } : result),
      ),
    close: () => line.close(),
  };
}
