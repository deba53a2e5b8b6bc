import { X509Certificate } from 'node:crypto';
import type { KeyEnd } from '../kiosk/contract.ts';

const BLOCK = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** Begin and end of every certificate in these files (PEM); what is a bare key has none and is left out. */
export function keyEnds(files: Readonly<Record<string, string | null>>): readonly KeyEnd[] {
  return Object.entries(files).flatMap(([name, pem]) =>
    (pem?.match(BLOCK) ?? []).map((block) => {
      const { validFromDate, validToDate } = new X509Certificate(block);
      return { name, from_epoch_ms: validFromDate.getTime(), until_epoch_ms: validToDate.getTime() };
    }),
  );
}
