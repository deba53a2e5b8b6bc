/** A first person who wants the second one to sign another order than the one that the second reads (D7). */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readEnvironment } from '../../src/base/environment.ts';
import { SimulatedClock } from '../../src/base/simulated-clock.ts';
import { EXIT } from '../../src/cli/exit.ts';
import { runCli } from '../../src/cli/program.ts';

const RIGHT = {
  kioskId: 'kiosk-0001',
  incident: 12,
  reference: '000042',
  reason: 'centreCorrected',
  issuedAt_epoch_ms: Date.UTC(2025, 3, 16, 1, 0, 0),
};
const TEXT = JSON.stringify(RIGHT);

/** What the second person gets who adds a signature to an order with this payload. */
async function add(payload: string): Promise<{ readonly exit: number; readonly out: string; readonly err: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'madoguchi-order-'));
  try {
    const [key, order] = [join(folder, 'key.pem'), join(folder, 'order.json')];
    writeFileSync(key, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
    writeFileSync(order, JSON.stringify({ payload: Buffer.from(payload).toString('base64url'), signatures: [] }));
    const said = { out: '', err: '' };
    const terminal = {
      out: (text: string) => void (said.out += text),
      err: (text: string) => void (said.err += text),
      tint: (_: string, text: string) => text,
    };
    const world = {
      terminal,
      environment: readEnvironment({ LANG: 'C' }),
      clock: new SimulatedClock(),
      systemTime_epoch_ms: () => 0,
    };
    const exit = await runCli(['incidents', 'sign', '12', '--key', key, '--add', order], world);
    return { exit, ...said };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('D7: the second person is shown the whole order, and signs it', async () => {
  const added = await add(TEXT);
  expect(added.exit).toBe(EXIT.done);
  expect(added.err).toContain(TEXT);
  expect(JSON.parse(added.out)).toMatchObject({ signatures: [{ protected: expect.any(String) }] });
});

test.each([
  ['names the incident twice', TEXT.replace('"incident":12', '"incident":13,"incident":12')],
  ['names the kiosk twice', TEXT.replace('"kioskId"', '"kioskId":"kiosk-0002","kioskId"')],
  ['hides its end behind spaces', TEXT.replace(',"reason"', `,${' '.repeat(300)}"reason"`)],
  ['turns the line around', TEXT.replace('kiosk-0001', 'kiosk-\u202E1000')],
  ['writes letters by their numbers', TEXT.replace('kiosk-0001', '\\u006biosk-0001')],
  ['moves the cursor', TEXT.replace('kiosk-0001', 'kiosk-\\u001b[2K')],
  ['says more', TEXT.replace('}', ',"note":"x"}')],
  ['gives a reason of its own', TEXT.replace('centreCorrected', 'because')],
])('D7: an order that %s is not signed by anybody else', async (_, payload) => {
  const added = await add(payload);
  expect([added.exit, added.out]).toEqual([EXIT.usage, '']);
  expect(added.err).not.toContain('you sign');
});
