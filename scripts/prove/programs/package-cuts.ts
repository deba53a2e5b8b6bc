/** Cuts of an upgrade: before every command of the maintainer's scripts, and at moments spread over the whole. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Root } from '../../package/machine.ts';

/** One cut that happened; the root is as it left it. */
export interface Cut {
  readonly name: string;
  readonly root: Root;
}

/** Commands of the scripts that change something. */
const COMMANDS = ['cp', 'ln', 'mv', 'rm', 'sync', 'sha256sum', 'systemd-sysusers', 'systemd-tmpfiles'];
const LOOK_EVERY_MS = 5;
const ENDS_WITHIN_MS = 120_000;

const pause = (span_ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, span_ms));

/**
 * Each command counts its calls; at the chosen one it says so and waits for the cut. The wrapper lies before the real command in PATH
 * (dpkg hands its own on to the scripts).
 */
function wrap(root: Root, at: number): void {
  for (const name of COMMANDS) {
    const text = `#!/bin/sh
n=$(($(cat /cut.count 2>/dev/null || echo 0) + 1)); echo $n >/cut.count
if [ $n = ${at} ]; then echo ${name} "$*" >/cut.here; sleep 100; fi
PATH=/usr/sbin:/usr/bin:/sbin:/bin exec ${name} "$@"
`;
    root.write(`/usr/local/sbin/${name}`, text, 0o755);
  }
}

function unwrap(root: Root): void {
  root.run(`rm -f ${COMMANDS.map((name) => `/usr/local/sbin/${name}`).join(' ')} /cut.count /cut.here`);
}

/** Runs the upgrade until it is cut; true when it came to its end before. */
async function cutWhen(root: Root, line: string, due: () => boolean): Promise<boolean> {
  const child = root.start(line);
  let ended = false;
  const gone = new Promise<void>((resolve) =>
    child.once('close', () => {
      ended = true;
      resolve();
    }),
  );
  const end_ms = performance.now() + ENDS_WITHIN_MS;
  while (!ended && !due() && performance.now() < end_ms) await pause(LOOK_EVERY_MS);
  const whole = ended;
  child.kill('SIGKILL');
  await gone;
  return whole;
}

/** Every cut in turn; whoever takes one closes its root. */
export async function* cutMoments(
  fresh: () => Root,
  line: string,
  moments: number,
  random: () => number,
): AsyncGenerator<Cut> {
  const withPath = `PATH=/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin; export PATH; ${line}`;
  for (let at = 1; ; at += 1) {
    const root = fresh();
    wrap(root, at);
    const here = join(root.path, 'cut.here');
    const whole = await cutWhen(root, withPath, () => existsSync(here));
    const name = existsSync(here) ? root.run('cat /cut.here').text.trim() : '';
    unwrap(root);
    if (whole || name === '') {
      root.close();
      break;
    }
    yield { name: `cut before command ${at} (${name.slice(0, 60)})`, root };
  }
  const trial = fresh();
  const start_ms = performance.now();
  await cutWhen(trial, line, () => false);
  const whole_ms = performance.now() - start_ms;
  trial.close();
  for (let at = 0; at < moments; at += 1) {
    const root = fresh();
    const moment_ms = ((at + random()) / moments) * whole_ms;
    const begin_ms = performance.now();
    await cutWhen(root, line, () => performance.now() - begin_ms >= moment_ms);
    yield { name: `cut at ${Math.round(moment_ms)} of ${Math.round(whole_ms)} ms`, root };
  }
}
