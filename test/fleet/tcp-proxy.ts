/** A line that can be cut: bytes from one port to another. */
import { connect, createServer, type Socket } from 'node:net';

export interface TcpProxy {
  readonly port: number;
  /** Connections at the moment. */
  lines(): number;
  /** Cuts each line with this chance; returns how many. */
  cut(chance: () => boolean): number;
  close(): Promise<void>;
}

export async function openTcpProxy(target: number): Promise<TcpProxy> {
  const lines = new Set<readonly [Socket, Socket]>();
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    const line = [near, far] as const;
    lines.add(line);
    for (const socket of line) {
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        lines.delete(line);
        for (const one of line) one.destroy();
      });
    }
    near.pipe(far);
    far.pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', 4096, resolve));
  const place = server.address();
  return {
    port: typeof place === 'object' && place !== null ? place.port : 0,
    lines: () => lines.size,
    cut: (chance) => {
      const hit = [...lines].filter(() => chance());
      for (const [near, far] of hit) {
        near.destroy();
        far.destroy();
      }
      return hit.length;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const line of lines) for (const socket of line) socket.destroy();
      }),
  };
}
