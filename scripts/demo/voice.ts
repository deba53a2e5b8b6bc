import { WebSocket } from 'ws';
import { SCHEMA_VERSION, serverMessageSchema, type ServerMessage } from '../../src/api/messages.ts';

export type Said = Extract<ServerMessage, { type: 'voice' }>;

/** Between two attempts to reach a daemon that is started anew. */
const AGAIN_MS = 500;

/** Listens to what the kiosk says, as any watcher of the published contract may; `screenUrl` is asked again at each start. */
export function followVoice(screenUrl: () => string, said: (voice: Said) => void): { close(): void } {
  let socket: WebSocket | null = null;
  let over = false;
  const connect = (): void => {
    if (over) return;
    const url = new URL(screenUrl());
    const token = new URLSearchParams(url.hash.slice(1)).get('token') ?? '';
    const opened = new WebSocket(`ws://${url.host}/screen`, { origin: url.origin });
    opened.on('open', () =>
      opened.send(JSON.stringify({ type: 'hello', schema: SCHEMA_VERSION, role: 'bench', token })),
    );
    opened.on('message', (data, binary) => {
      if (binary) return;
      const message = serverMessageSchema.safeParse(JSON.parse(String(data)));
      if (message.success && message.data.type === 'voice') said(message.data);
    });
    // A daemon that is restarted is no fault of the listener.
    opened.on('error', () => undefined);
    opened.on('close', () => setTimeout(connect, AGAIN_MS));
    socket = opened;
  };
  connect();
  return {
    close: () => {
      over = true;
      socket?.close();
    },
  };
}
