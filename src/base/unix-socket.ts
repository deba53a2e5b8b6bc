import { connect } from 'node:net';

/** True when somebody listens on this Unix socket: one that a dead process left behind refuses. */
export function isListenedOn(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(path);
    probe.once('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.once('error', () => resolve(false));
  });
}
