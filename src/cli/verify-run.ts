/** What `madoguchi verify` does: loaded only when it is asked for, with its readers of pictures. */
import { readFileSync, statSync } from 'node:fs';
import type { Terminal, Tint } from '../base/console.ts';
import { dayTime, type VerifyOptions } from '../paper/code/judge.ts';
import { parseSecret } from '../paper/code/secret.ts';
import { readAuthorityKey, readTrust, type TrustAnchors } from '../paper/code/trust.ts';
import type { Verdict } from '../paper/code/verdict.ts';
import { findingText } from '../paper/code/verdict-words.ts';
import { verifyScan } from '../paper/code/verify.ts';
import { EXIT, UsageError, type ExitCode } from './exit.ts';
import { CLI_LIMITS } from './limits.ts';
import { readScan, writeFront } from './scan-file.ts';
import { verifyWords, type VerifyWords } from './verify-words.ts';

/** Options of the command, as they were typed. */
export interface VerifyCommandOptions {
  readonly json?: boolean;
  readonly out?: string;
  readonly front?: string;
  readonly secret?: string;
  readonly authorityKey?: string;
  readonly trust?: string;
  readonly number?: string;
  readonly leaf?: string;
}

const OUTCOME_EXIT = {
  authentic: EXIT.done,
  notAuthentic: EXIT.unhealthy,
  undecided: EXIT.failed,
} as const satisfies Record<Verdict['outcome'], ExitCode>;

const OUTCOME_TINT = {
  authentic: 'good',
  notAuthentic: 'bad',
  undecided: 'warning',
} as const satisfies Record<Verdict['outcome'], Tint>;

/** A verdict as JSON and as text, and how the command ends. */
export interface Verified {
  readonly json: object;
  readonly text: string;
  readonly exit: ExitCode;
}

/** Judges the scan and writes the front where it is wanted. */
export async function runVerify(
  scan: string,
  options: VerifyCommandOptions & { readonly trust: string },
  { terminal, isJapanese }: { readonly terminal: Terminal; readonly isJapanese: boolean },
): Promise<Verified> {
  const trust = await trustOf(options.trust);
  const verdict = await judged(scan, trust, await verifyOptions(options));
  const out = options.out ?? null;
  if (out !== null && verdict.front !== null) await writeFront(out, verdict.front, verdict.comparison);
  const language = isJapanese ? 'ja' : 'en';
  return {
    json: asJson(verdict, language, verdict.front === null ? null : out),
    text: asText(verdict, { words: verifyWords(isJapanese), language, out, terminal }),
    exit: OUTCOME_EXIT[verdict.outcome],
  };
}

/** The first page with a code on it is the back. */
async function judged(file: string, trust: TrustAnchors, options: VerifyOptions): Promise<Verdict> {
  let first: Verdict | null = null;
  for (const page of await readScan(file)) {
    const verdict = await verifyScan(page, trust, options);
    if (verdict.findings[0]?.name !== 'noCode') return verdict;
    first ??= verdict;
  }
  return first!;
}

async function verifyOptions(options: VerifyCommandOptions): Promise<VerifyOptions> {
  const secret = options.secret === undefined ? undefined : (parseSecret(options.secret) ?? undefined);
  if (options.secret !== undefined && secret === undefined) {
    throw usage(
      '--secret is not the 28 characters of a sheet, or one of them is mistyped',
      '--secret は用紙の 28 文字ではありません。打ち間違いがあります',
    );
  }
  const leaf = /^(\d{1,4})\/(\d{1,4})$/.exec(options.leaf ?? '');
  if (options.leaf !== undefined && leaf === null)
    throw usage(`--leaf ${options.leaf} is not of the form 1/2`, `--leaf ${options.leaf} は 1/2 の形ではありません`);
  const printed = { uniqueNumber: options.number, ...(leaf && { leaf: Number(leaf[1]), of: Number(leaf[2]) }) };
  const front = options.front === undefined ? undefined : (await readScan(options.front))[0];
  const authorityKey = options.authorityKey === undefined ? undefined : await authorityKeyOf(options.authorityKey);
  return { secret, authorityKey, printed, front };
}

async function authorityKeyOf(file: string): Promise<NonNullable<VerifyOptions['authorityKey']>> {
  const key = await readAuthorityKey(readText(file));
  if (key === null)
    throw usage(
      `${file} is not a P-256 private key (PKCS #8, PEM)`,
      `${file} は P-256 の秘密鍵(PKCS #8、PEM)ではありません`,
    );
  return key;
}

async function trustOf(file: string): Promise<TrustAnchors> {
  const read = await readTrust(readText(file));
  if (!read.ok)
    throw usage(
      `${file}: ${read.found}; expected the public keys to trust`,
      `${file}: 信頼する公開鍵のファイルではありません(${read.found})`,
    );
  return read.trust;
}

function readText(file: string): string {
  try {
    if (statSync(file).size > CLI_LIMITS.key_bytes_max)
      throw usage(`${file} is too large for a file of keys`, `${file} は鍵のファイルとして大きすぎます`);
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw error instanceof UsageError ? error : usage(`${file} cannot be read`, `${file} を読めません`);
  }
}

const usage = (en: string, ja: string): UsageError => new UsageError({ en, ja });

/** The whole verdict; lengths in mm of the sheet. */
function asJson(verdict: Verdict, language: 'ja' | 'en', out: string | null): object {
  const { outcome, isAuthentic, label, facts, decode, front, comparison } = verdict;
  const findings = verdict.findings.map((finding) => ({ name: finding.name, ...findingText(finding, language) }));
  const size = front === null ? null : { width: front.width, height: front.height, dpi: front.dpi, file: out };
  const mm = 25.4 / (front?.dpi ?? 300);
  const compared = comparison && {
    result: comparison.result,
    match: Number(comparison.match.toFixed(3)),
    differences: comparison.differences.map(({ x, y, width, height, kind, area_mm2 }) => ({
      kind,
      x_mm: tenth(x * mm),
      y_mm: tenth(y * mm),
      width_mm: tenth(width * mm),
      height_mm: tenth(height * mm),
      area_mm2: Number(area_mm2.toFixed(2)),
    })),
  };
  return { outcome, isAuthentic, findings, label, facts, decode, front: size, comparison: compared };
}

interface TextTools {
  readonly words: VerifyWords;
  readonly language: 'ja' | 'en';
  readonly out: string | null;
  readonly terminal: Terminal;
}

function asText(verdict: Verdict, { words, language, out, terminal }: TextTools): string {
  const { outcome, facts, label, decode, front, comparison } = verdict;
  const lines = [terminal.tint(OUTCOME_TINT[outcome], words.outcome[outcome])];
  for (const finding of verdict.findings) {
    const { code, title, found, expected, remedy } = findingText(finding, language);
    lines.push(`${code} ${title}`, `  ${words.found}: ${found}`, `  ${words.expected}: ${expected}`);
    lines.push(`  ${words.remedy}: ${remedy}`);
  }
  const named: (readonly [string, string])[] = [];
  if (facts !== null) {
    named.push([words.number, facts.uniqueNumber], [words.leaf, `${facts.leaf}/${facts.of}`]);
    named.push([words.serial, facts.serial], [words.printed, dayTime(facts.printedAt_epoch_ms)]);
    named.push([words.kiosk, `${facts.kioskId} (${facts.kioskAuthority})`], [words.centre, facts.centre]);
    named.push([words.municipality, `${facts.municipalityId}, ${facts.typeId}`]);
  } else if (label !== null) {
    named.push([`${words.number} (${words.unproven})`, label.uniqueNumber], [words.leaf, `${label.leaf}/${label.of}`]);
  }
  for (const [name, value] of named) lines.push(`${name}: ${value}`);
  if (decode !== null) lines.push(words.margin(Math.round(100 * decode.margin), decode.errors, decode.erasures));
  if (comparison !== null) lines.push(words.compared[comparison.result]);
  const mm = 25.4 / (front?.dpi ?? 300);
  for (const [index, { kind, x, y }] of (comparison?.differences ?? []).entries()) {
    lines.push(`  ${words.difference(index + 1, kind, tenth(x * mm), tenth(y * mm))}`);
  }
  if (out !== null) lines.push(front === null ? words.noFront : words.front(out));
  return `${lines.join('\n')}\n`;
}

const tenth = (value: number): number => Math.round(10 * value) / 10;
