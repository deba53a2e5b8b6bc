import { Argument, type Command } from 'commander';
import { sign, createPrivateKey, createPublicKey, createHash, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { closedResultSchema, incidentsResultSchema, type IncidentsResult } from '../api/messages.ts';
import type { Clock } from '../base/clock.ts';
import type { Terminal } from '../base/console.ts';
import { MadoguchiError } from '../base/errors.ts';
import { CLOSING_REASONS } from '../ledger/contract.ts';
import { ask } from './client.ts';

/** What the commands about incidents need from the rest of the command line. */
export interface IncidentCommandTools {
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly isJapanese: boolean;
  /** Adds the options every command knows. */
  common(command: Command): Command;
  /** Writes the answer as JSON or as text, as asked. */
  answer<T>(options: IncidentOptions, value: T, render: (value: T) => string): void;
  socketPath(options: IncidentOptions): string;
}

interface IncidentOptions {
  readonly json?: boolean;
  readonly socket?: string;
  readonly config?: string;
}

interface SignOptions extends IncidentOptions {
  readonly key: string;
  readonly kiosk: string;
  readonly reference: string;
  readonly reason: string;
  readonly issued: string;
  readonly add?: string;
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
    throw new MadoguchiError('usage', `${file} cannot be read`);
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
  throw new MadoguchiError('usage', `${file} is no private Ed25519 key in PEM`);
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
    throw new MadoguchiError('usage', '--issued is no time like 2025-04-16T10:00+09:00');
  if (!CLOSING_REASONS.some((known) => known === reason))
    throw new MadoguchiError('usage', `--reason must be one of ${CLOSING_REASONS.join(', ')}`);
  if (kioskId === '' || !/^\d+$/.test(reference))
    throw new MadoguchiError('usage', '--kiosk and --reference must say which incident of which kiosk it is');
  const order = { kioskId, incident, reference, reason, issuedAt_epoch_ms };
  return { payload: base64url(JSON.stringify(order)), signatures: [] };
}

/** The order that the first person signed. Who adds to it has said which incident, and must not sign another. */
function continued(incident: number, file: string): { readonly order: Envelope; readonly text: string } {
  const wrong = new MadoguchiError('usage', `${file} is no order to close incident ${incident}`);
  try {
    const order = envelopeSchema.parse(JSON.parse(readText(file)));
    const text = Buffer.from(order.payload, 'base64url').toString('utf8');
    const named = orderSchema.parse(JSON.parse(text));
    // A field twice, spaces or letters that turn the line around could show another order than the one that is signed.
    if (named.incident === incident && JSON.stringify(named) === text) return { order, text };
  } catch (error) {
    throw error instanceof MadoguchiError ? error : wrong;
  }
  throw wrong;
}

/** `madoguchi incidents`, `incidents close FILE` and `incidents sign NUMBER …`. */
export function addIncidentCommands(program: Command, tools: IncidentCommandTools): void {
  const words = WORDS[tools.isJapanese ? 'ja' : 'en'];
  const incidents = tools
    .common(
      program.command('incidents').description('what is open until a person closes it, and the latest of the rest'),
    )
    .action(async (_options: IncidentOptions, command: Command) => {
      const options = command.optsWithGlobals<IncidentOptions>();
      const result = await ask(tools.socketPath(options), 'incidents', incidentsResultSchema, tools.clock);
      tools.answer(options, result, (value) => render(value, tools.isJapanese));
    });
  tools
    .common(incidents.command('close').description('closes an incident by an order that two persons have signed'))
    .addArgument(new Argument('<order>', 'file that madoguchi incidents sign has written'))
    .action(async (file: string, _options: IncidentOptions, command: Command) => {
      const options = command.optsWithGlobals<IncidentOptions>();
      const order = readText(file);
      const path = tools.socketPath(options);
      const result = await ask(path, 'incidents.close', closedResultSchema, tools.clock, { order });
      tools.answer(options, result, ({ closed }) => `${words.closed(closed)}\n`);
    });
  tools
    .common(
      incidents.command('sign').description('signs an order to close an incident; the second person adds to the first'),
    )
    .argument('<incident>', 'its number')
    .requiredOption('--key <file>', 'private Ed25519 key of the person who signs, PEM')
    .option('--add <order>', 'the order that the first person signed: this person signs the same')
    .option('--kiosk <id>', 'id of the kiosk', '')
    .option('--reference <digits>', 'its reference number', '')
    .option('--issued <time>', 'service time of the order, as in 2025-04-16T10:00+09:00', '')
    .option('--reason <reason>', CLOSING_REASONS.join(', '), '')
    .action((incident: string, _options: IncidentOptions, command: Command) => {
      const options = command.optsWithGlobals<SignOptions>();
      const number = Number(incident);
      if (!Number.isInteger(number)) throw new MadoguchiError('usage', 'an incident is named by its number');
      const key = readKey(options.key);
      if (options.add === undefined) {
        tools.terminal.out(`${JSON.stringify(signed(begun(number, options), key))}\n`);
        return;
      }
      const { order, text } = continued(number, options.add);
      tools.terminal.err(`${words.signing} ${text}\n`);
      tools.terminal.out(`${JSON.stringify(signed(order, key))}\n`);
    });
}
