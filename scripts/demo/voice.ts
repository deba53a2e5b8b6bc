import { WebSocket } from 'ws';
import { SCHEMA_VERSION, serverMessageSchema, type ServerMessage } from '../../src/api/messages.ts';

export type Said = Extract<ServerMessage, { type: 'voice' }>;

/** Listens to what the kiosk says, as any watcher of the published contract may. */
export function followVoice(screenUrl: string, said: (voice: Said) => void): { close(): void } {
  const url = new URL(screenUrl);
  const token = url.hash.replace(/^#(token=)?/, '');
  const socket = new WebSocket(`ws://${url.host}/screen`, { origin: url.origin });
  socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', schema: SCHEMA_VERSION, role: 'bench', token })));
  socket.on('message', (data, binary) => {
    if (binary) return;
    const message = serverMessageSchema.safeParse(JSON.parse(String(data)));
    if (message.success && message.data.type === 'voice') said(message.data);
  });
  // A daemon that is restarted is no fault of the listener.
  socket.on('error', () => undefined);
  return { close: () => socket.close() };
}
