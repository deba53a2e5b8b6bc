/** The real daemon is listened to while it runs: a trace over its socket, and the monitor. */
import { connect } from 'node:net';
import { readFileSync, statSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Site } from '../../scripts/demo/site.ts';
import { parseTrace } from '../../drivers/trace.ts';
import { traceReadResultSchema, traceStateResultSchema, traceStateSchema } from '../../src/api/methods/trace.ts';
import { kioskFiles, startKiosk, startTestSite, type TestKiosk } from './rig.ts';

let site: Site;
let kiosk: TestKiosk;

beforeAll(async () => {
  site = await startTestSite();
  kiosk = await startKiosk(kioskFiles(site, 'kiosk'));
}, 90_000);

afterAll(async () => {
  await kiosk.stop();
  await site.stop();
});

/** Lines of the daemon to one request, until `enough`. */
function talk(method: string, params: object, enough: (lines: Line[]) => boolean): Promise<Line[]> {
  return new Promise((resolve, reject) => {
    const lines: Line[] = [];
    let text = '';
    const socket = connect(kiosk.files.socketPath);
    socket.once('error', reject);
    socket.write(`${JSON.stringify({ id: 1, method, params, by: 'tester' })}\n`);
    socket.on('data', (data: Buffer) => {
      text += data.toString('utf8');
      const whole = text.split('\n');
      text = whole.pop() ?? '';
      lines.push(...whole.map((line) => JSON.parse(line) as Line));
      if (!enough(lines)) return;
      socket.destroy();
      resolve(lines);
    });
  });
}
interface Line {
  readonly result?: unknown;
  readonly error?: { readonly code: string };
  readonly event?: { readonly k: string; readonly line?: string };
}
const ask = async (method: string, params: object = {}): Promise<Line> =>
  (await talk(method, params, ({ length }) => length > 0))[0]!;

test('records over the socket what goes over the wires, for its owner alone, and reads it back in parts', async () => {
  await kiosk.until(
    'online',
    ({ devices }) => devices.filter(({ availability }) => availability === 'online').length > 2,
  );
  const begun = traceStateSchema.parse((await ask('trace.record', { name: 'night', span_s: 60 })).result);
  expect(begun).toMatchObject({ name: 'night', by: 'tester', ended: null });
  expect((await ask('trace.record', { name: 'other' })).error?.code).toBe('M1181');
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const stopped = traceStateResultSchema.parse((await ask('trace.stop')).result);
  expect(stopped).toMatchObject({ trace: { ended: 'stopped by tester' }, names: ['night'] });
  expect(statSync(begun.file).mode & 0o777).toBe(0o600);
  const { header, records } = parseTrace(readFileSync(begun.file, 'utf8'));
  expect(header.devices.map(({ id }) => id)).toContain('printer');
  expect(new Set(records.flatMap((record) => ('line' in record ? [record.line] : []))).size).toBeGreaterThan(2);
  let read = 0;
  for (let from: number | null = 0; from !== null;) {
    const part = traceReadResultSchema.parse((await ask('trace.read', { name: 'night', from })).result);
    expect(part.header === null).toBe(from > 0);
    read += part.records.length;
    from = part.next;
  }
  expect(read).toBe(records.length);
  expect((await ask('trace.read', { name: 'day' })).error?.code).toBe('M1183');
});

test('tells a monitor what goes over the wires of the devices it asks for', async () => {
  const lines = await talk('monitor.subscribe', { devices: ['notes'], frames: true }, ({ length }) => length > 6);
  expect(lines[0]?.result).toMatchObject({ devices: expect.arrayContaining(['notes', 'card']) as unknown });
  expect(new Set(lines.slice(1).map(({ event }) => event?.line)).size).toBe(1);
});
