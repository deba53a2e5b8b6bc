/** Desk half of the port over HTTPS: time, commit points and closings, in the daemon. No citizen data pass here. */
import type { Clock } from '../base/clock.ts';
import { randomId, type Random } from '../base/random.ts';
import { openCentreLine, type CentreLineSettings } from './line.ts';
import { CENTRE_LIMITS } from './limits.ts';
import type { CentreKeys } from './manifest.ts';
import type { CentreDesk } from './port.ts';
import { readSignedTime } from './signed-time.ts';
import { emptyAnswer, timeAnswer } from './wire.ts';

/** Opens the desk half of the port over HTTPS. */
export function openHttpsDesk(
  settings: CentreLineSettings,
  keys: CentreKeys,
  ports: { readonly clock: Clock; readonly random: Random },
): CentreDesk {
  const { clock, random } = ports;
  const line = openCentreLine(settings, clock);
  const limit_ms = CENTRE_LIMITS.centre_answers_ms;
  return {
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
