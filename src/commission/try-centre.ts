/** Asks the centre for its signed time with other keys than the daemon's: what does not work here is never configured. */
import type { Clock } from '../base/clock.ts';
import type { CodeName } from '../base/codes.ts';
import { MadoguchiError } from '../base/errors.ts';
import { realRandom } from '../base/real-random.ts';
import { openHttpsDesk } from '../centre/https-desk.ts';
import { readPinnedKeys } from '../centre/keys.ts';
import { COMMISSION_LIMITS } from './limits.ts';

/** What is tried. All PEM text. */
export interface CentreTry {
  readonly url: string;
  readonly trustAnchor_pem: string;
  readonly clientCertificate_pem: string;
  readonly clientKey_pem: string;
  readonly documentTrustAnchor_pem: string;
}

/** Null when the centre answered with its signed time; else the code of what went wrong. */
export function tryCentre(keys: CentreTry, clock: Clock): Promise<CodeName | null> {
  return new Promise((resolve) => {
    let desk: ReturnType<typeof openHttpsDesk>;
    try {
      desk = openHttpsDesk(keys, readPinnedKeys(keys.documentTrustAnchor_pem), { clock, random: realRandom });
    } catch (error) {
      return resolve(error instanceof MadoguchiError ? error.codeName : 'keyMaterial');
    }
    const end = (code: CodeName | null): void => {
      limit.cancel();
      desk.close();
      resolve(code);
    };
    const limit = clock.after(COMMISSION_LIMITS.centre_answers_ms, () => end('centreTimeout'));
    desk.time((result) => end(result.ok ? null : result.code));
    return undefined;
  });
}
