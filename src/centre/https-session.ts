/** Session half of the port over HTTPS: one transaction, inside the cell. */
import type { Clock } from '../base/clock.ts';
import { openCentreLine, type CentreLineSettings } from './line.ts';
import { CENTRE_LIMITS } from './limits.ts';
import type { PinnedKeys } from './jws.ts';
import type { CentreCall, CentreDocument, CentrePage, CentreResult, CentreSession, SignedManifest } from './port.ts';
import { createPageKey, type PageKey } from './page-key.ts';
import type { AuthenticateRequest, PresentRequest } from './requests.ts';
import { readSignedTime } from './signed-time.ts';
import { applyAnswer, authenticateAnswer, presentAnswer } from './wire.ts';

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

/** An application under way: the question that is open now, and whether it was given up. */
interface Started {
  call: CentreCall;
  isOver: boolean;
}

/** Opens the session half of the port over HTTPS, in the cell. */
export function openHttpsSession(
  settings: CentreLineSettings & { readonly kioskId: string },
  keys: PinnedKeys,
  clock: Clock,
): CentreSession {
  const line = openCentreLine(settings, clock);
  const { centre_answers_ms, centre_issues_ms } = CENTRE_LIMITS;
  let path = '';
  let transactionId = '';
  /** Made for each transaction, so that no page of one opens in another. */
  let pageKey: PageKey | null = null;
  /** Applications whose answers are still to come. */
  const applications = new Set<Started>();

  function begin(id: string): PageKey {
    if (pageKey === null || transactionId !== id) {
      pageKey?.forget();
      pageKey = createPageKey();
    }
    transactionId = id;
    path = `/v1/transactions/${encodeURIComponent(id)}`;
    return pageKey;
  }

  /** Fetches the pages one after the other; each has an address of its own (D3) and opens with the key of this session alone. */
  function fetchPages(
    manifest: SignedManifest,
    wanted: readonly { readonly set: number; readonly leaf: number }[],
    started: Started,
    done: (result: CentreResult<CentreDocument>) => void,
    pages: readonly CentrePage[] = [],
  ): void {
    const [next, ...rest] = wanted;
    if (!next) return done({ ok: true, value: { manifest, pages } });
    const address = `${path}/pages/${next.set}/${next.leaf}`;
    started.call = line.page({ method: 'GET', path: address, limit_ms: centre_answers_ms }, (result) => {
      if (!result.ok) return done(result);
      void opened(result.value, next, started, (pdf) => {
        if (pdf === null) return done({ ok: false, code: 'documentEncryption', kind: 'failed', scope: 'session' });
        fetchPages(manifest, rest, started, done, [...pages, { ...next, pdf }]);
      });
    });
  }

  /** The one place of the kiosk where a promise of the encryption becomes a call. */
  async function opened(
    jwe: Uint8Array,
    page: { readonly set: number; readonly leaf: number },
    started: Started,
    go: (pdf: Uint8Array | null) => void,
  ): Promise<void> {
    const pdf = (await pageKey?.open(jwe, { transactionId, ...page })) ?? null;
    if (!started.isOver) go(pdf);
  }

  return {
    present: ({ transactionId: id, nonce, certificate }, done) => {
      const { jwk, publicKey } = begin(id);
      const { kioskId } = settings;
      const body: PresentRequest = {
        ...{ transactionId: id, nonce, kioskId },
        ...{ certificate: base64url(certificate), pageKey: jwk },
      };
      const question = { method: 'POST', path: '/v1/transactions', body, limit_ms: centre_answers_ms } as const;
      return line.json(question, presentAnswer, (result) => {
        if (!result.ok) return done(result);
        const { time, ...known } = result.value;
        const time_epoch_ms = readSignedTime(time, nonce, keys);
        if (time_epoch_ms === null) return done({ ok: false, code: 'centreTime', kind: 'failed', scope: 'session' });
        done({ ok: true, value: { ...known, pageKey: publicKey, time_epoch_ms } });
      });
    },
    authenticate: ({ signature }, done) => {
      const body: AuthenticateRequest = { signature: base64url(signature) };
      const question = { method: 'POST', path: `${path}/authentication`, body, limit_ms: centre_answers_ms } as const;
      return line.json(question, authenticateAnswer, done);
    },
    apply: ({ requests }, done) => {
      const body = { requests };
      const question = { method: 'POST', path: `${path}/application`, body, limit_ms: centre_issues_ms } as const;
      const started: Started = {
        isOver: false,
        call: line.json(question, applyAnswer, (result) => {
          if (!result.ok) return done(result);
          const { protected: header, payload, signature, keyId } = result.value.manifest;
          const manifest = { signed: Buffer.from(`${header}.${payload}`, 'latin1'), signature, keyId };
          fetchPages(manifest, result.value.pages, started, done);
        }),
      };
      applications.add(started);
      return {
        cancel: () => {
          started.isOver = true;
          started.call.cancel();
        },
      };
    },
    close: () => {
      // A page that is being decrypted is not told any more.
      for (const started of applications) started.isOver = true;
      pageKey?.forget();
      line.close();
    },
  };
}
