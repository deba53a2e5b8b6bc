/** Orders from the broker: handed to the daemon one after the other, and answered. Nothing in them is believed here. */
import { z } from 'zod';
import { commandResultSchema } from '../api/messages.ts';
import { codeText, MadoguchiError } from '../base/errors.ts';
import { makeBundle } from './bundle.ts';
import { DaemonRefused, type DaemonLine } from './daemon-line.ts';
import { FLEET_LIMITS } from './limits.ts';
import type { Topics } from './topics.ts';

/** What stands on the topic of answers. `commandId` is null where the order could not even be read. */
export const answerSchema = z.union([
  commandResultSchema.extend({ bundle: z.enum(['told', 'failed']).optional() }),
  z.strictObject({ commandId: z.null(), outcome: z.literal('refused'), code: z.string().regex(/^M\d{4}$/) }),
]);
export type CommandAnswer = z.infer<typeof answerSchema>;

export interface Commands {
  take(payload: Buffer): void;
}

const refused = (code: string): CommandAnswer => ({ commandId: null, outcome: 'refused', code });

export function createCommands(
  daemon: () => DaemonLine | null,
  publish: (topic: string, payload: string) => void,
  topics: Topics,
  log: (level: 'info' | 'warn', event: string, fields?: Readonly<Record<string, string | number>>) => void,
): Commands {
  const waiting: string[] = [];
  let isAtWork = false;

  async function bundle(line: DaemonLine, commandId: string): Promise<'told' | 'failed'> {
    const text = await makeBundle(line).catch(() => '');
    if (text === '') return 'failed';
    publish(topics.bundle(commandId), text);
    return 'told';
  }

  async function carry(jws: string): Promise<CommandAnswer> {
    const line = daemon();
    if (line === null) return refused(codeText('daemonUnreachable'));
    try {
      const result = commandResultSchema.parse(await line.ask('fleet.command', { jws }));
      if (result.command !== 'bundle' || result.outcome !== 'done') return result;
      return { ...result, bundle: await bundle(line, result.commandId) };
    } catch (error) {
      if (error instanceof DaemonRefused && /^M\d{4}$/.test(error.code)) return refused(error.code);
      return refused(error instanceof MadoguchiError ? error.code : codeText('internal'));
    }
  }

  async function work(): Promise<void> {
    if (isAtWork) return;
    isAtWork = true;
    for (let jws = waiting.shift(); jws !== undefined; jws = waiting.shift()) {
      const answer = await carry(jws);
      log('info', 'fleet.command', { result: answer.outcome });
      publish(topics.answer, JSON.stringify(answer));
    }
    isAtWork = false;
  }

  return {
    take: (payload) => {
      const isTooMuch =
        payload.length > FLEET_LIMITS.command_bytes_max || waiting.length >= FLEET_LIMITS.commands_waiting_max;
      if (isTooMuch) {
        publish(topics.answer, JSON.stringify(refused(codeText('remoteForged'))));
        return;
      }
      waiting.push(payload.toString('utf8'));
      void work();
    },
  };
}
