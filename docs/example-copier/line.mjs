/** The copier's side of a Unix socket of the kiosk: a JSON request a line, and lines back (docs/integration.md). Node alone. */
import { connect } from 'node:net';

/** What the kiosk refused; `code` is the number that its screen, log and manual have, as in `M1112`. */
export class Refused extends Error {
  constructor({ code, message, detail }) {
    super(`${message} (${code})${detail === undefined ? '' : ` ${detail}`}`);
    this.code = code;
  }
}

/** Opens the socket; `name` stands in the kiosk's log as who asks. Rejects when nobody listens. */
export function openLine(path, name) {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    const open = new Map();
    let number = 0;
    let rest = '';
    let gone = () => undefined;
    function take(text) {
      const message = JSON.parse(text);
      const request = open.get(message.id);
      if (request === undefined) return;
      if ('event' in message) request.event?.(message.event);
      else if ('progress' in message) request.progress?.(message.progress);
      else if ('error' in message) request.reject(new Refused(message.error));
      else request.resolve(message.result);
    }
    socket.setEncoding('utf8');
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      // A line that breaks ends in `close`, like one that is closed.
      socket.on('error', () => undefined);
      resolve({
        /** Asks a method; `event` hears what a subscription pushes. */
        ask: (method, params = {}, event) =>
          new Promise((resolve, reject) => {
            const id = (number += 1);
            open.set(id, { resolve, reject, event });
            socket.write(`${JSON.stringify({ id, method, params, by: name })}\n`);
          }),
        /** Called once when the kiosk is gone: it restarts within seconds; attach again then. */
        onGone: (listener) => (gone = listener),
        close: () => socket.end(),
      });
    });
    socket.on('data', (chunk) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop();
      for (const line of lines) take(line);
    });
    socket.on('close', () => {
      for (const { reject } of open.values()) reject(new Error('the kiosk hung up'));
      open.clear();
      gone();
    });
  });
}
