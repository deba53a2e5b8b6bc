/** `monitor` and `events`: what goes on, as it happens. */
import type { EventOf } from '../../api/messages.ts';
import type { FleetEvent } from '../../ledger/contract/event.ts';
import type { Call, Run } from '../call.ts';
import { serviceTime } from '../service-time.ts';
import { recordLine } from './trace-text.ts';

const MOST = 1_000_000;
const PAGE_MAX = 200;

export const monitor: Run = async (call) => {
  const devices = call.arguments.length === 0 ? null : [...call.arguments];
  const most = call.whole('most', 1, MOST) ?? Number.POSITIVE_INFINITY;
  let shown = 0;
  await call.listen(
    'monitor.subscribe',
    { devices, frames: call.flag('frames') },
    (begun) => call.progress.show(listeningTo(begun.devices, call)),
    (record: EventOf<'monitor.subscribe'>) => {
      call.answer(record, (value) => `${recordLine(value, call.terminal)}\n`);
      shown += 1;
      return shown < most;
    },
  );
};

const listeningTo = (devices: readonly string[], call: Call): string =>
  call.text({ en: `listening to ${devices.join(', ')}`, ja: `${devices.join('、')} を表示しています` });

export const events: Run = async (call) => {
  const after = call.whole('after', 0, 999_999_999) ?? 0;
  if (!call.flag('follow')) {
    const most = call.whole('most', 1, PAGE_MAX);
    const params = { after, ...(most === undefined ? {} : { most }) };
    const found = await call.ask('events.list', params);
    call.answer(found, (value) => value.events.map((event) => `${eventLine(event)}\n`).join(''));
    return;
  }
  const most = call.whole('most', 1, MOST) ?? Number.POSITIVE_INFINITY;
  let shown = 0;
  await call.listen(
    'events.subscribe',
    { after },
    () => undefined,
    (event) => {
      call.answer(event, (value) => `${eventLine(value)}\n`);
      shown += 1;
      return shown < most;
    },
  );
};

function eventLine({ sequence, at_ms, type, fields }: FleetEvent): string {
  const words = Object.entries(fields).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return [String(sequence), serviceTime(at_ms), type, ...words].join('  ');
}
