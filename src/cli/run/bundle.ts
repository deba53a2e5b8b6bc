/** `bundle`: one file with what the maker asks for first. What cannot be had is named, and the rest is there. */
import { writeFileSync } from 'node:fs';
import { arch, release } from 'node:os';
import { join } from 'node:path';
import { effectiveConfig } from '../../../config/effective.ts';
import { loadConfig } from '../../../config/load.ts';
import { MadoguchiError } from '../../base/errors.ts';
import { VERSION } from '../../base/version.ts';
import { auditLedgerFile, readExtract } from '../../ledger/extract.ts';
import { journalLines } from '../bundle-log.ts';
import { Redaction } from '../bundle-redact.ts';
import type { Call, Run } from '../call.ts';
import { DaemonRefusal, EXIT, failureOf, UsageError } from '../exit.ts';
import { CLI_LIMITS } from '../limits.ts';
import { columns } from '../render.ts';
import { tarGz, type TarFile } from '../tar.ts';
import type { Text } from '../text.ts';
import { fetchTrace, traceText } from './trace.ts';

/** One file of a bundle: what it is, and where it comes from. */
interface Part {
  readonly name: string;
  readonly about: Text;
  /** A document, or a text; null = there is none. */
  readonly make: () => unknown;
}

interface Manifest {
  readonly file: string;
  readonly madeAt: string;
  readonly redacted: boolean;
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly about: string }[];
  readonly missing: readonly { readonly name: string; readonly code: string; readonly why: string }[];
}

const LINES = 2_000;

export const bundle: Run = async (call) => {
  const at_epoch_ms = call.world.systemTime_epoch_ms();
  const stamp = new Date(at_epoch_ms).toISOString().replace(/[-:]|\.\d+/g, '');
  const out = call.option('out') ?? `madoguchi-${stamp}.tar.gz`;
  const redaction = new Redaction(call.flag('redact'));
  const parts = [...ownParts(call), ...(await daemonParts(call))];
  const made: (TarFile & { readonly about: string })[] = [];
  const missing: Manifest['missing'][number][] = [];
  for (const [index, { name, about, make }] of parts.entries()) {
    call.progress.show(`${index + 1}/${parts.length} ${name}`);
    try {
      const value = await make();
      if (value === null) missing.push({ name, code: '-', why: call.text(NOT_THERE) });
      else made.push({ name, text: textOf(value, redaction), about: call.text(about) });
    } catch (error) {
      const { code, message } = failureOf(error, call.language);
      missing.push({ name, code, why: message });
    }
  }
  // Only now is everything known that is left out.
  const files = made.map((file) => ({ ...file, text: redaction.text(file.text) }));
  const manifest: Manifest = {
    file: out,
    madeAt: new Date(at_epoch_ms).toISOString(),
    redacted: call.flag('redact'),
    files: files.map(({ name, text, about }) => ({ name, bytes: Buffer.byteLength(text), about })),
    missing: missing.map((one) => ({ ...one, why: redaction.text(one.why) })),
  };
  const head = { name: 'manifest.json', text: `${JSON.stringify({ ...manifest, file: undefined }, null, 2)}\n` };
  write(out, tarGz([head, ...files], at_epoch_ms));
  call.answer(manifest, (value) => render(value, call));
};

const NOT_THERE: Text = { en: 'there is none here', ja: 'ここにはありません' };

function textOf(value: unknown, redaction: Redaction): string {
  return typeof value === 'string' ? value : `${JSON.stringify(redaction.value(value), null, 2)}\n`;
}

function write(file: string, bytes: Buffer): void {
  try {
    writeFileSync(file, bytes, { mode: 0o600 });
  } catch {
    throw new UsageError({ en: `${file} cannot be written`, ja: `${file} を書けません` });
  }
}

/** What needs no daemon. */
function ownParts(call: Call): readonly Part[] {
  const ledgerFile = (): string => join(loadConfig(call.configFile()).service.stateFolder, 'ledger.sqlite');
  return [
    {
      name: 'configuration.json',
      about: { en: 'the configuration as it is used, without secrets', ja: '有効な設定(秘密を除く)' },
      make: () => configuration(call.configFile()),
    },
    {
      name: 'versions.json',
      about: { en: 'versions of program and machine', ja: 'プログラムと機械の版' },
      make: () => ({ madoguchi: VERSION, node: process.version, kernel: release(), cpu: arch() }),
    },
    {
      name: 'ledger.json',
      about: { en: 'check and totals of the books, no single entry', ja: '帳簿の検査と合計(個々の記帳は含まない)' },
      make: () => ledgerSummary(ledgerFile()),
    },
    {
      name: 'log.jsonl',
      about: { en: 'last lines of the log', ja: 'ログの最後の行' },
      make: async () => {
        const lines = await journalLines(call.whole('lines', 1, CLI_LIMITS.bundle_lines_max) ?? LINES);
        return lines === null ? null : lines.map((line) => `${line}\n`).join('');
      },
    },
  ];
}

/** Every key with its value and who said it, as `config show --origin` has it. */
function configuration(file: string): object {
  const { layers, keys } = effectiveConfig(file);
  const values = Object.fromEntries(keys.filter(({ secret }) => !secret).map(({ key, value }) => [key, value]));
  const origins = Object.fromEntries(keys.map(({ key, origin }) => [key, origin?.layer ?? 'default']));
  return { layers: layers.map((layer) => layer.kind), values, origins };
}

/** Totals: claim numbers and entries stay on the kiosk. */
function ledgerSummary(file: string): object {
  const { transfers, slips, ...rest } = readExtract(file);
  return { audit: auditLedgerFile(file), ...rest, transfers: transfers.length, slips: slips.length };
}

/** What the daemon tells. Without one: its absence, once. */
async function daemonParts(call: Call): Promise<readonly Part[]> {
  const status: Part = {
    name: 'status.json',
    about: { en: 'service, reasons, session and devices', ja: 'サービス、理由、利用、機器' },
    make: () => call.ask('status'),
  };
  let ids: readonly string[];
  try {
    ids = (await call.ask('devices')).devices.map(({ id }) => id);
  } catch (error) {
    if (!(error instanceof DaemonRefusal) && !isUnreachable(error)) throw error;
    return [status];
  }
  const asked: readonly Part[] = [
    { name: 'devices.json', about: { en: 'all devices', ja: 'すべての機器' }, make: () => call.ask('devices') },
    ...ids.map((id) => ({
      name: `devices/${id.replace(/[^A-Za-z0-9._-]/g, '_').slice(0, 60)}.json`,
      about: { en: `everything of ${id}`, ja: `${id} のすべて` },
      make: () => call.ask('device', { device: id }),
    })),
    {
      name: 'diag.json',
      about: { en: 'a diagnosis that moves nothing', ja: '何も動かさない診断' },
      make: () => call.ask('diag.run', { device: 'all', level: 'internal' }, { silent_ms: CLI_LIMITS.work_answers_ms }),
    },
    { name: 'health.json', about: { en: 'health', ja: '健全性' }, make: () => call.ask('health') },
    {
      name: 'cash.json',
      about: { en: 'what lies in each unit', ja: '収納部ごとの在高' },
      make: () => call.ask('cash.levels'),
    },
    {
      name: 'metrics.txt',
      about: { en: 'figures', ja: '数値' },
      make: async () => (await call.ask('metrics')).text,
    },
  ];
  const traces = call.list('trace').map((name) => ({
    name: `traces/${name}.jsonl`,
    about: { en: 'a trace, masked as it was recorded', ja: 'トレース(記録時に伏せ済み)' },
    make: async () => traceText(await fetchTrace(call, name)),
  }));
  return [status, ...asked, ...traces];
}

function isUnreachable(error: unknown): boolean {
  return error instanceof MadoguchiError && [EXIT.unreachable, EXIT.noPermission].includes(failureOf(error).exit as 69);
}

function render({ file, files, missing }: Manifest, call: Call): string {
  const lines = [
    file,
    ...columns(files.map(({ name, bytes, about }) => [`  ${name}`, String(bytes), about])),
    ...missing.map(({ name, why }) => `  ${call.terminal.tint('warning', '!')} ${name}: ${why}`),
  ];
  return `${lines.join('\n')}\n`;
}
