import { join } from 'node:path';
import type { Command } from 'commander';
import { loadConfig } from '../../config/load.ts';
import type { Terminal } from '../base/console.ts';
import { MadoguchiError } from '../base/errors.ts';
import type { ClosingStatement } from '../ledger/contract.ts';
import { auditLedgerFile, readClosings, readExtract, type LedgerExtract } from '../ledger/extract.ts';
import type { LedgerAudit } from '../ledger/verify.ts';
import { EXIT, type ExitCode } from './exit.ts';
import { columns } from './render.ts';

/** What the commands about the books need from the rest of the command line. */
export interface LedgerCommandTools {
  readonly terminal: Terminal;
  readonly isJapanese: boolean;
  /** Adds the options every command knows. */
  common(command: Command): Command;
  /** Writes the answer as JSON or as text, as asked. */
  answer<T>(options: LedgerOptions, value: T, render: (value: T) => string): void;
  configFile(options: LedgerOptions): string;
  end(code: ExitCode): void;
}

interface LedgerOptions {
  readonly json?: boolean;
  readonly config?: string;
  readonly file?: string;
  readonly most?: string;
}

/** Closings that are shown unless more are asked for, and the most that may be. */
const CLOSINGS = { usual: 10, most: 1000 };

interface LedgerWords {
  readonly sound: string;
  readonly unsound: string;
  readonly closings: (count: number, chained: number, fresh: number) => string;
  readonly headHash: string;
  readonly noClosing: string;
  readonly closingHead: readonly string[];
  readonly account: string;
  readonly yen: string;
  readonly unit: string;
  readonly pieces: string;
  readonly open: (extract: LedgerExtract) => string;
}

const ENGLISH: LedgerWords = {
  sound: 'the books are sound',
  unsound: 'the books are not sound',
  closings: (count, chained, fresh) => `${count} closings over ${chained} rows, ${fresh} rows since`,
  headHash: 'head hash',
  noClosing: 'no closing yet',
  closingHead: ['NO', 'AT', 'IN', 'OUT', 'FEES', 'OVER/SHORT', 'HEAD HASH'],
  account: 'ACCOUNT',
  yen: 'YEN',
  unit: 'UNIT',
  pieces: 'PIECES',
  open: ({ openSessions, openIntents, outbox, slips }) =>
    `${openSessions} open sessions, ${openIntents} open orders, ${outbox} to the centre, ${slips.length} slips`,
};

const JAPANESE: LedgerWords = {
  sound: '帳簿に誤りはありません',
  unsound: '帳簿に誤りがあります',
  closings: (count, chained, fresh) => `締め ${count} 回(${chained} 行)、その後 ${fresh} 行`,
  headHash: 'ハッシュ値',
  noClosing: '締めはまだありません',
  closingHead: ['番号', '日時', '入金', '出金', '手数料', '過不足', 'ハッシュ値'],
  account: '勘定',
  yen: '円',
  unit: '収納部',
  pieces: '枚数',
  open: ({ openSessions, openIntents, outbox, slips }) =>
    `未了の利用 ${openSessions}、未了の指示 ${openIntents}、センター未送信 ${outbox}、控え ${slips.length}`,
};

/** Service time is Asia/Tokyo whatever the machine's zone; the books write 0 while no time is known. */
function tokyo(at_ms: number): string {
  if (at_ms === 0) return '-';
  return new Date(at_ms + 32_400_000).toISOString().slice(0, 16).replace('T', ' ');
}

function renderAudit(audit: LedgerAudit, words: LedgerWords, terminal: Terminal): string {
  const verdict = audit.sound ? terminal.tint('good', words.sound) : terminal.tint('bad', words.unsound);
  const lines = [
    verdict,
    ...audit.problems.map(({ check, detail }) => `  ${check}: ${detail}`),
    words.closings(audit.closings, audit.chainedRows, audit.newRows),
    ...(audit.headHash === null ? [] : [`${words.headHash}: ${audit.headHash}`]),
  ];
  return `${lines.join('\n')}\n`;
}

function renderClosings(closings: readonly ClosingStatement[], words: LedgerWords): string {
  if (closings.length === 0) return `${words.noClosing}\n`;
  const rows = closings.map((closing) => [
    String(closing.number),
    tokyo(closing.at_ms),
    String(closing.cashIn_yen),
    String(closing.paidOut_yen),
    String(Object.values(closing.fees_yen).reduce((sum, yen) => sum + yen, 0)),
    String(closing.overshort_yen),
    closing.headHash,
  ]);
  return `${columns([words.closingHead, ...rows]).join('\n')}\n`;
}

function renderBalance(extract: LedgerExtract, words: LedgerWords): string {
  const accounts = Object.entries(extract.balances_yen)
    .filter(([, yen]) => yen !== 0)
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([name, yen]) => [name, String(yen)]);
  const stock = extract.stock.map(({ unitId, denomination_yen, count }) => [
    unitId,
    String(denomination_yen),
    String(count),
  ]);
  const lines = [
    ...columns([[words.account, words.yen], ...accounts]),
    '',
    ...columns([[words.unit, words.yen, words.pieces], ...stock]),
    '',
    words.open(extract),
  ];
  return `${lines.join('\n')}\n`;
}

/** How many closings are asked for. */
function mostOf({ most }: LedgerOptions): number {
  if (most === undefined) return CLOSINGS.usual;
  const number = Number(most);
  if (Number.isInteger(number) && number > 0 && number <= CLOSINGS.most) return number;
  throw new MadoguchiError('usage', `--most takes a number from 1 to ${CLOSINGS.most}, not ${most}`);
}

/** `madoguchi ledger verify | closings | balance`: looks into the books beside a running daemon, and writes nothing. */
export function addLedgerCommands(program: Command, tools: LedgerCommandTools): void {
  const { terminal, common, answer, end } = tools;
  const words = tools.isJapanese ? JAPANESE : ENGLISH;
  const ledger = program
    .command('ledger')
    .description('the books of this kiosk')
    .helpOption('--help', 'print this help');
  const fileOf = (options: LedgerOptions): string =>
    options.file ?? join(loadConfig(tools.configFile(options)).service.stateFolder, 'ledger.sqlite');
  const add = (name: string, description: string, work: (options: LedgerOptions, file: string) => void): Command =>
    common(ledger.command(name).description(description))
      .option('--file <ledger>', 'the ledger, where it is not the one of the configuration')
      .action((_options: LedgerOptions, command: Command) => {
        const options = command.optsWithGlobals<LedgerOptions>();
        work(options, fileOf(options));
      });

  add('verify', 'checks all of the books from their rows, and the hashes of the closings', (options, file) => {
    const audit = auditLedgerFile(file);
    answer(options, audit, (value) => renderAudit(value, words, terminal));
    if (!audit.sound) end(EXIT.unhealthy);
  });
  add('closings', 'the closings with their head hashes, newest first', (options, file) =>
    answer(options, { closings: readClosings(file, mostOf(options)) }, (value) =>
      renderClosings(value.closings, words),
    ),
  ).option('--most <number>', `how many, ${CLOSINGS.usual} unless told`);
  add('balance', 'what lies in each account and unit now', (options, file) => {
    const { transfers, ...extract } = readExtract(file);
    answer(options, { ...extract, transfers: transfers.length }, () => renderBalance({ ...extract, transfers }, words));
  });
}
