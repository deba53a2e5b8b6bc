/** An issued certificate held against what it must be; and the authorities of an overlap. Nothing is written here. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { MadoguchiError } from '../base/errors.ts';

const BLOCK = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;
/** id-kp-clientAuth (RFC 5280, 4.2.1.12). */
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';

/** Certificates of a PEM text, in their order. @throws MadoguchiError `certificateIssued` */
export function certificatesIn(pem: string, file: string): readonly X509Certificate[] {
  try {
    const found = (pem.match(BLOCK) ?? []).map((block) => new X509Certificate(block));
    if (found.length > 0) return found;
  } catch {
    // Told below: the library's words may quote the file.
  }
  throw new MadoguchiError('certificateIssued', `${file} holds no certificate in PEM`);
}

/** PEM of a certificate, by itself. */
export const pemOf = (certificate: X509Certificate): string => certificate.toString();

/** Common name of the subject; null when there is none. */
function commonNameOf({ subject }: X509Certificate): string | null {
  return /^CN=(.*)$/m.exec(subject ?? '')?.[1] ?? null;
}

/** What an issued certificate must be for. */
export interface Wanted {
  readonly kioskId: string;
  readonly key_pem: string;
  readonly authorities_pem: string;
  readonly now_epoch_ms: number;
}

/** The kiosk's certificate out of this text. @throws MadoguchiError `certificateIssued` with what does not fit */
export function judgeIssued(pem: string, file: string, wanted: Wanted): X509Certificate {
  const [own, ...others] = certificatesIn(pem, file);
  const wrong = (what: string): MadoguchiError => new MadoguchiError('certificateIssued', `${file} ${what}`);
  if (own === undefined) throw wrong('holds no certificate');
  if (!own.checkPrivateKey(createPrivateKey(wanted.key_pem)))
    throw wrong('belongs to another key; expected that of the request of this kiosk');
  const name = commonNameOf(own);
  if (name !== wanted.kioskId) throw wrong(`is for ${name ?? 'nobody'}; expected ${wanted.kioskId}`);
  if (own.ca) throw wrong('is that of an authority; expected that of a kiosk');
  const usages = own.keyUsage as readonly string[] | undefined;
  if (usages !== undefined && !usages.includes(CLIENT_AUTH)) throw wrong('is not for a client of TLS (clientAuth)');
  const authorities = [...certificatesIn(wanted.authorities_pem, 'the authority'), ...others].filter(({ ca }) => ca);
  if (!authorities.some((one) => own.checkIssued(one) && own.verify(one.publicKey)))
    throw wrong('is not issued by an authority that this kiosk knows');
  const { now_epoch_ms } = wanted;
  if (own.validToDate.getTime() <= now_epoch_ms) throw wrong(`ended at ${own.validToDate.toISOString()}`);
  if (own.validFromDate.getTime() > now_epoch_ms)
    throw wrong(`begins at ${own.validFromDate.toISOString()}; the machine’s clock may be wrong`);
  return own;
}

/** The present authorities with the new one last, each once. @throws MadoguchiError `certificateIssued` for what is no authority */
export function withAuthority(present_pem: string, added_pem: string, file: string, now_epoch_ms: number): string {
  const added = certificatesIn(added_pem, file);
  for (const one of added) {
    if (!one.ca) throw new MadoguchiError('certificateIssued', `${file} is not the certificate of an authority (CA)`);
    if (one.validToDate.getTime() <= now_epoch_ms)
      throw new MadoguchiError('certificateIssued', `${file} ended at ${one.validToDate.toISOString()}`);
  }
  const all = [...certificatesIn(present_pem, 'the present authority'), ...added];
  const byPrint = new Map(all.map((one) => [one.fingerprint256, one]));
  return [...byPrint.values()].map(pemOf).join('');
}
