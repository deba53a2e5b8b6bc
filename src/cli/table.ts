/** All commands of `madoguchi`, in the order in which they are shown. */
import { CASH_ROWS } from './table/cash.ts';
import { COMMISSION_ROWS } from './table/commission.ts';
import { DEVICE_ROWS } from './table/devices.ts';
import { PAPER_ROWS } from './table/paper.ts';
import type { CommandRow, GroupRow } from './table/row.ts';
import { SERVICE_ROWS } from './table/service.ts';
import { TRACE_ROWS } from './table/trace.ts';
import type { Text } from './text.ts';

export const COMMANDS: readonly CommandRow[] = [
  ...SERVICE_ROWS,
  ...DEVICE_ROWS,
  ...CASH_ROWS,
  ...TRACE_ROWS,
  ...PAPER_ROWS,
  ...COMMISSION_ROWS,
];

export const PROGRAM_ABOUT: Text = {
  en: 'Looks at, checks and serves the certificate kiosk of this machine.',
  ja: 'この機械の証明書発行端末を確かめ、点検し、扱う。',
};

/** Words with commands below them that are no command themselves. */
export const GROUPS: readonly GroupRow[] = [
  { path: 'cash', about: { en: 'the cash in the machine', ja: '機械の中の現金' } },
  { path: 'cash exchange', about: { en: 'counted work on the units', ja: '収納部の作業と計数' } },
  { path: 'ledger', about: { en: 'the books of this kiosk', ja: 'この端末の帳簿' } },
  { path: 'sound', about: { en: 'loudspeaker and headphones', ja: 'スピーカーとイヤホン' } },
  { path: 'lamps', about: { en: 'lamps and signal tower', ja: 'ランプと信号灯' } },
  { path: 'trace', about: { en: 'traces of the devices’ wires', ja: '機器の通信の記録' } },
  { path: 'config', about: { en: 'the configuration', ja: '設定' } },
  {
    path: 'paper',
    about: { en: 'sheets: as pictures, and the calibration of this machine', ja: '用紙の画像と、この機械の調整' },
  },
  { path: 'staff', about: { en: 'staff mode (係員モード)', ja: '係員モード' } },
];

/** The command of these words; null when there is none. */
export const commandOf = (path: string): CommandRow | null => COMMANDS.find((row) => row.path === path) ?? null;

/** What stands directly below `path` (`''`: the program): commands and groups. */
export function childrenOf(path: string): readonly (CommandRow | GroupRow)[] {
  const depth = path === '' ? 0 : path.split(' ').length;
  const isChild = (row: GroupRow): boolean =>
    row.path.split(' ').length === depth + 1 && (path === '' || row.path.startsWith(`${path} `));
  const rows = [...COMMANDS.filter(isChild), ...GROUPS.filter(isChild)];
  const first = (row: GroupRow): number =>
    COMMANDS.findIndex((command) => command.path === row.path || command.path.startsWith(`${row.path} `));
  return rows.toSorted((a, b) => first(a) - first(b));
}
