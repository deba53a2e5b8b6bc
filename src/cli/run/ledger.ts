import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../../../config/load.ts';
import type { Terminal } from '../../base/console.ts';
import type { ClosingStatement } from '../../ledger/contract.ts';
import {
  auditLedgerFile,
  readClosings,
  readExtract,
  type ExtractTransfer,
  type LedgerExtract,
} from '../../ledger/extract.ts';
import type { LedgerAudit } from '../../ledger/verify.ts';
import type { Call, Run } from '../call.ts';
import { EXIT, UsageError } from '../exit.ts';
import { columns } from '../render.ts';

/** Closings and entries that are shown unless more are asked for, and the most that may be. */
const SHOWN = { usual: 10, most: 1000 };

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
  readonly entryHead: readonly string[];
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
  entryHead: ['NO', 'AT', 'STATE', 'DEBIT', 'CREDIT', 'YEN', 'REASON'],
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
  entryHead: ['番号', '日時', '状態', '借方', '貸方', '円', '理由'],
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

const wordsOf = ({ language }: Call): LedgerWords => (language === 'ja' ? JAPANESE : ENGLISH);

/** The books that are meant: looked into beside a running daemon, and never written. */
function fileOf(call: Call): string {
  return call.option('file') ?? join(loadConfig(call.configFile()).service.stateFolder, 'ledger.sqlite');
}

const mostOf = (call: Call): number => call.whole('most', 1, SHOWN.most) ?? SHOWN.usual;

/** `madoguchi ledger verify`. */
export const verify: Run = (call) => {
  const audit = auditLedgerFile(fileOf(call));
  call.answer(audit, (value) => renderAudit(value, wordsOf(call), call.terminal));
  if (!audit.sound) call.exit = EXIT.inconsistent;
};

/** `madoguchi ledger closings`. */
export const closings: Run = (call) =>
  call.answer({ closings: readClosings(fileOf(call), mostOf(call)) }, (value) =>
    renderClosings(value.closings, wordsOf(call)),
  );

/** `madoguchi ledger balance`. */
export const balance: Run = (call) => {
  const { transfers, ...extract } = readExtract(fileOf(call));
  call.answer({ ...extract, transfers: transfers.length }, () =>
    renderBalance({ ...extract, transfers }, wordsOf(call)),
  );
};

/** `madoguchi ledger show`: accounts and units, the last closing, the last entries. */
export const show: Run = (call) => {
  const file = fileOf(call);
  const extract = readExtract(file);
  const last = readClosings(file, 1);
  const entries = extract.transfers.slice(-mostOf(call));
  const words = wordsOf(call);
  const { balances_yen, stock, slips, openIntents, openSessions, outbox } = extract;
  const shown = { balances_yen, stock, slips, openIntents, openSessions, outbox, closing: last[0] ?? null, entries };
  call.answer(shown, () =>
    [renderBalance(extract, words), renderClosings(last, words), renderEntries(entries, words)].join('\n'),
  );
};

function renderEntries(entries: readonly ExtractTransfer[], words: LedgerWords): string {
  const rows = entries.map(({ sequence, at_ms, state, debit, credit, amount_yen, reason }) => [
    String(sequence),
    tokyo(at_ms),
    state,
    debit,
    credit,
    String(amount_yen),
    reason,
  ]);
  return `${columns([words.entryHead, ...rows]).join('\n')}\n`;
}

const EXPORTED = ['sequence', 'at_ms', 'state', 'debit', 'credit', 'amount_yen', 'reason'] as const;

/** `madoguchi ledger export`: every entry, as CSV (RFC 4180) or JSON. There is nothing of a citizen in the books. */
export const exportAll: Run = (call) => {
  const { transfers } = readExtract(fileOf(call));
  const out = call.option('out');
  const asJson = call.option('format') === 'json' || (call.json && out === undefined);
  const rows = transfers.map((entry) => EXPORTED.map((name) => csvField(String(entry[name]))).join(','));
  const text = asJson ? `${JSON.stringify({ transfers })}\n` : `${[EXPORTED.join(','), ...rows].join('\r\n')}\r\n`;
  if (out === undefined) return call.terminal.out(text);
  try {
    writeFileSync(out, text, { mode: 0o600 });
  } catch {
    throw new UsageError({ en: `${out} cannot be written`, ja: `${out} を書けません` });
  }
  call.answer({ file: out, transfers: transfers.length }, (value) =>
    call.text({
      en: `${value.transfers} entries written to ${out}\n`,
      ja: `${value.transfers} 件を ${out} に書き出しました\n`,
    }),
  );
};

const csvField = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
