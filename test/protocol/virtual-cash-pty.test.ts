import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SerialPort } from 'serialport';
import { RealClock } from '../../src/base/real-clock.ts';
import { SeededRandom } from '../../src/base/random.ts';
import { CashPlaces } from '../virtual/cash/places.ts';
import { CcTalkBus } from '../virtual/cctalk/bus.ts';
import { VirtualCoinAcceptor } from '../virtual/cctalk/coin-acceptor.ts';
import { startPty } from '../virtual/hosts/pty.ts';
import type { PtyHost } from '../virtual/hosts/pty.ts';

const POLL = Buffer.from('020001feff', 'hex');

describe('a virtual device on a pty', () => {
  let folder = '';
  let host: PtyHost | null = null;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pty-'));
  });
  afterEach(async () => {
    await host?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(): Promise<PtyHost> {
    const world = { clock: new RealClock(), random: new SeededRandom(1) };
    const acceptor = new VirtualCoinAcceptor(world, new CashPlaces(), { pathTo: {}, factoryPaths: {} });
    host = await startPty(new CcTalkBus(world, [acceptor]), join(folder, 'ports', 'coin'));
    // The acceptor listens 250 ms after power-up.
    await new Promise((resolve) => setTimeout(resolve, 260));
    return host;
  }

  const open = (path: string): Promise<SerialPort> =>
    new Promise((resolve, reject) => {
      const port = new SerialPort({ path, baudRate: 9600 }, (error) => (error ? reject(error) : resolve(port)));
    });
  const close = (port: SerialPort): Promise<void> => new Promise((resolve) => port.close(() => resolve()));
  const ask = (port: SerialPort, request: Buffer, length: number): Promise<string> =>
    new Promise((resolve) => {
      let heard = Buffer.alloc(0);
      const listen = (bytes: Buffer): void => {
        heard = Buffer.concat([heard, bytes]);
        if (heard.length < length) return;
        port.off('data', listen);
        resolve(heard.toString('hex'));
      };
      port.on('data', listen);
      port.write(request);
    });

  it('answers over serialport, also after the port was closed and opened again', async () => {
    const { path } = await start();
    for (let i = 0; i < 2; i += 1) {
      const port = await open(path);
      expect(await ask(port, POLL, 10)).toBe('020001feff' + '01000200fd');
      await close(port);
    }
  });

  it('hangs up when unplugged and comes back under the same path', async () => {
    const pty = await start();
    const port = await open(pty.path);
    // A port that nobody reads does not see a hang-up.
    port.resume();
    // serialport misses a hang-up that comes before its first read is under way.
    await new Promise((resolve) => setTimeout(resolve, 100));
    const lost = new Promise((resolve) => port.once('close', resolve));
    await pty.unplug();
    await lost;
    expect(existsSync(pty.path)).toBe(false);
    await pty.replug();
    const again = await open(pty.path);
    expect(await ask(again, POLL, 10)).toBe('020001feff01000200fd');
    await close(again);
  });
});
