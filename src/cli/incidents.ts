import { sign, createPrivateKey, createPublicKey, createHash, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { IncidentsResult } from '../api/messages.ts';
import { CLOSING_REASONS } from '../ledger/contract.ts';
import { wholeOf, type Run } from './call.ts';
import { UsageError } from './exit.ts';

interface SignOptions {
  readonly kiosk: string;
  readonly reference: string;
  readonly reason: string;
  readonly issued: string;
}

const WORDS = {
  en: {
    none: 'no incident is open',
    open: 'OPEN: closed only by a person with a reason',
    recent: 'LATEST',
    signing: 'you sign:',
    closed: (incident: number) => `incident ${incident} is closed`,
  },
  ja: {
    none: '未処理のインシデントはありません',
    open: '未処理(理由を付けて人が閉じるまで残ります)',
    recent: '最近の記録',
    signing: '署名する内容:',
    closed: (incident: number) => `インシデント ${incident} を閉じました`,
  },
} as const;

const TOKYO = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo', dateStyle: 'short', timeStyle: 'short' });

function render({ open, recent }: IncidentsResult, isJapanese: boolean): string {
  const words = WORDS[isJapanese ? 'ja' : 'en'];
  // The books write 0 while no time is known.
  const at = (epoch_ms: number): string => (epoch_ms === 0 ? '-' : TOKYO.format(epoch_ms));
  const lines = open.map(
    ({ incident, reference, code, cause, municipality, at_ms }) =>
      `  ${incident}  ${reference}  ${at(at_ms)}  ${code}  ${municipality ?? '-'}  ${cause}`,
  );
  const latest = recent.map(
    ({ incident, code, detail, at_ms, seen }) => `  ${incident}  ${at(at_ms)}  ${code}  ${seen ? '✓' : ' '}  ${detail}`,
  );
  const head = lines.length === 0 ? [words.none] : [words.open, ...lines];
  return `${[...head, ...(latest.length === 0 ? [] : ['', words.recent, ...latest])].join('\n')}\n`;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UsageError({
      en: `${file} cannot be read`,
      ja: `${file} を読めません`,
    });
  }
}

function readKey(file: string): KeyObject {
  const pem = readText(file);
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Said below; the library's text may quote the file.
  }
  throw new UsageError({
    en: `${file} is no private Ed25519 key in PEM`,
    ja: `${file} は Ed25519 の秘密鍵(PEM)ではありません`,
  });
}

const base64url = (text: string): string => Buffer.from(text, 'utf8').toString('base64url');

const envelopeSchema = z.strictObject({
  payload: z.string(),
  signatures: z.array(z.strictObject({ protected: z.string(), signature: z.string() })),
});
type Envelope = z.infer<typeof envelopeSchema>;

/** An order as {@link begun} writes it, and in no other letters: what the second person reads is all that there is. */
const orderSchema = z.strictObject({
  kioskId: z.string().regex(/^[\x21-\x7e]{1,64}$/),
  incident: z.int().positive(),
  reference: z.string().regex(/^\d{1,12}$/),
  reason: z.enum(CLOSING_REASONS),
  issuedAt_epoch_ms: z.int().positive(),
});

/** Adds a person's signature to an order (RFC 7515, section 7.2.1). */
function signed(order: Envelope, key: KeyObject): Envelope {
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  const kid = createHash('sha256').update(spki).digest('hex').slice(0, 32);
  const header = base64url(JSON.stringify({ alg: 'EdDSA', typ: 'madoguchi-incident-closing', kid }));
  const signature = sign(null, Buffer.from(`${header}.${order.payload}`, 'latin1'), key).toString('base64url');
  return { payload: order.payload, signatures: [...order.signatures, { protected: header, signature }] };
}

/** The order of the first person: the second adds to it, so that both sign the very same bytes. */
function begun(incident: number, options: SignOptions): Envelope {
  const { kiosk: kioskId, reference, reason } = options;
  const issuedAt_epoch_ms = Date.parse(options.issued);
  if (Number.isNaN(issuedAt_epoch_ms))
    throw new UsageError({
      en: '--issued is no time like 2025-04-16T10:00+09:00',
      ja: '--issued は 2025-04-16T10:00+09:00 のような時刻で指定してください',
    });
  if (!CLOSING_REASONS.some((known) => known === reason))
    throw new UsageError({
      en: `--reason must be one of ${CLOSING_REASONS.join(', ')}`,
      ja: `--reason は ${CLOSING_REASONS.join('、')} のいずれかです`,
    });
  if (kioskId === '' || !/^\d+$/.test(reference))
    throw new UsageError({
      en: '--kiosk and --reference must say which incident of which kiosk it is',
      ja: '--kiosk と --reference で、どの端末のどのインシデントかを指定してください',
    });
  const order = { kioskId, incident, reference, reason, issuedAt_epoch_ms };
  return { payload: base64url(JSON.stringify(order)), signatures: [] };
}

/** The order that the first person signed. Who adds to it has said which incident, and must not sign another. */
function continued(incident: number, file: string): { readonly order: Envelope; readonly text: string } {
  const wrong = new UsageError({
    en: `${file} is no order to close incident ${incident}`,
    ja: `${file} はインシデント ${incident} を閉じる指示ではありません`,
  });
  try {
    const order = envelopeSchema.parse(JSON.parse(readText(file)));
    const text = Buffer.from(order.payload, 'base64url').toString('utf8');
    const named = orderSchema.parse(JSON.parse(text));
    // A field twice, spaces or letters that turn the line around could show another order than the one that is signed.
    if (named.incident === incident && JSON.stringify(named) === text) return { order, text };
  } catch (error) {
    throw error instanceof UsageError ? error : wrong;
  }
  throw wrong;
}

/** `madoguchi incidents`. */
export const incidents: Run = async (call) =>
  call.answer(await call.ask('incidents'), (value) => render(value, call.language === 'ja'));

/** `madoguchi incidents close FILE`. */
export const close: Run = async (call) => {
  const result = await call.ask('incidents.close', { order: readText(call.arguments[0] ?? '') });
  call.answer(result, ({ closed }) => `${WORDS[call.language].closed(closed)}\n`);
};

/** `madoguchi incidents sign NUMBER …`: the order goes to standard output, signed. */
export const signOrder: Run = (call) => {
  const incident = wholeOf('INCIDENT', call.arguments[0] ?? '', 0, 999_999_999);
  const key = readKey(call.option('key') ?? '');
  const first = call.option('add');
  const typed = (name: string): string => call.option(name) ?? '';
  if (first === undefined) {
    const options = {
      kiosk: typed('kiosk'),
      reference: typed('reference'),
      reason: typed('reason'),
      issued: typed('issued'),
    };
    call.terminal.out(`${JSON.stringify(signed(begun(incident, options), key))}\n`);
    return;
  }
  const { order, text } = continued(incident, first);
  call.terminal.err(`${WORDS[call.language].signing} ${text}\n`);
  call.terminal.out(`${JSON.stringify(signed(order, key))}\n`);
};
