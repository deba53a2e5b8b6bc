/** `devices`, `devices lend|return` and `device`. */
import type { DeviceResult } from '../../api/messages.ts';
import type { Call, Run } from '../call.ts';
import { EXIT, remedyOf } from '../exit.ts';
import { columns, renderDevices } from '../render.ts';
import { serviceTime } from '../service-time.ts';
import { cliWords } from '../words.ts';

export const devices: Run = async (call) => {
  const found = await call.ask('devices');
  call.answer(found, (value) => renderDevices(value, cliWords(call.language), call.terminal));
  const isBad = found.devices.some(({ availability }) => availability === 'stop' || availability === 'offline');
  if (call.flag('check') && isBad) call.exit = EXIT.unhealthy;
};

const holding =
  (method: 'devices.lend' | 'devices.return'): Run =>
  async (call) => {
    const device = call.arguments[0] ?? '';
    const result = await call.ask(method, { device });
    call.answer(result, ({ holder }) => `${device}: ${cliWords(call.language).holder[holder]}\n`);
  };

export const lend = holding('devices.lend');
export const takeBack = holding('devices.return');

export const device: Run = async (call) => {
  const found = await call.ask('device', { device: call.arguments[0] ?? '' });
  call.answer(found, (value) => render(value, call));
};

const HEADS = {
  en: {
    partOf: 'part of',
    counters: 'COUNTERS',
    traits: 'CAN',
    options: 'OPTIONS',
    errors: 'ERRORS',
    history: 'STATES',
  },
  ja: { partOf: '親機器', counters: '計数', traits: '能力', options: '設定', errors: 'エラー', history: '状態の履歴' },
} as const;

function render(found: DeviceResult, call: Call): string {
  const { id, availability, reasons, holder, identity, errors, history } = found;
  const words = cliWords(call.language);
  const heads = HEADS[call.language];
  const { terminal } = call;
  const part = found.partOf === null ? '' : `, ${heads.partOf} ${found.partOf}`;
  const lines = [
    `${terminal.tint('strong', id)}  ${found.class}${part}`,
    `${words.availability[availability] ?? availability}, ${words.holder[holder]}`,
  ];
  if (identity !== null) {
    const { maker, product, serial, firmware } = identity;
    lines.push([maker, product, serial, firmware].filter((one) => one !== null && one !== '').join('  '));
  }
  for (const { code, detail } of reasons) {
    const remedy = remedyOf(code, call.language);
    lines.push(`${terminal.tint('bad', code)} ${detail}`, ...(remedy === null ? [] : [`  → ${remedy}`]));
  }
  for (const name of ['counters', 'traits', 'options'] as const) {
    const rows = Object.entries(found[name]).map(([key, value]) => [`  ${key}`, String(value ?? '–')]);
    if (rows.length > 0) lines.push('', terminal.tint('dim', heads[name]), ...columns(rows));
  }
  const errorRows = errors.map(({ at_ms, code, detail, times }) => [
    `  ${serviceTime(at_ms)}`,
    code,
    `×${times}`,
    detail,
  ]);
  if (errorRows.length > 0) lines.push('', terminal.tint('dim', heads.errors), ...columns(errorRows));
  const stateRows = history.map(({ at_ms, availability: state, codes }) => [
    `  ${serviceTime(at_ms)}`,
    words.availability[state] ?? state,
    codes.join(' '),
  ]);
  if (stateRows.length > 0) lines.push('', terminal.tint('dim', heads.history), ...columns(stateRows));
  return `${lines.join('\n')}\n`;
}
