/**
 * The fleet agent: reads events over the daemon's watch socket, publishes them to the broker, and keeps the number of the last one
 * that the broker acknowledged. The daemon's books are the queue, so nothing else has to survive. Orders from the broker are handed
 * to the daemon, which verifies them.
 */
import type { z } from 'zod';
import type { Clock, Timer } from '../base/clock.ts';
import { MadoguchiError } from '../base/errors.ts';
import type { Random } from '../base/random.ts';
import { eventEndsSchema, eventEnvelopeSchema, eventSchema } from '../api/messages.ts';
import { Backoff } from './backoff.ts';
import { openBroker, type BrokerLine, type BrokerPlace } from './broker.ts';
import { createCommands } from './commands.ts';
import { openDaemonLine, type DaemonLine } from './daemon-line.ts';
import { FLEET_LIMITS } from './limits.ts';
import { Pump } from './pump.ts';
import { readAcknowledged, writeAcknowledged } from './state-file.ts';
import { stateOf } from './state.ts';
import { topicsOf } from './topics.ts';

type Envelope = z.infer<typeof eventEnvelopeSchema>;

const pageSchema = eventEndsSchema.extend({ events: eventEnvelopeSchema.array() });

export interface AgentOptions {
  readonly kioskId: string;
  readonly socketPath: string;
  readonly stateFile: string;
  readonly broker: BrokerPlace;
  /** What the broker throws away because nobody has subscribed is told again until somebody has. */
  readonly needsReader: boolean;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: (level: 'info' | 'warn', event: string, fields?: Readonly<Record<string, string | number>>) => void;
  /** Called once when the agent cannot go on: its file cannot be written. */
  readonly failed: (error: MadoguchiError) => void;
}

export interface Agent {
  acknowledged(): number;
  /** Says goodbye to the broker, writes the number, closes both lines. */
  stop(): Promise<void>;
}

/** An event as it leaves: what the allow-list of this version does not know is not sent, and its number is told as lost. */
function publicOf(event: Envelope): object {
  const known = eventSchema.safeParse(event);
  if (known.success) return known.data;
  const { sequence, id, at_ms } = event;
  return { sequence, id, at_ms, type: 'eventsLost', fields: { from: sequence, to: sequence } };
}

/** Writes the acknowledged number now and then, and at the end. */
function createKeeper({ stateFile, clock, failed }: AgentOptions, pump: Pump<Envelope>) {
  let timer: Timer | null = null;
  let isFailed = false;

  function write(): void {
    timer?.cancel();
    timer = null;
    if (isFailed) return;
    try {
      writeAcknowledged(stateFile, pump.acknowledged());
    } catch (error) {
      isFailed = true;
      failed(error instanceof MadoguchiError ? error : new MadoguchiError('fleetState', stateFile));
    }
  }

  return {
    moved: (): void => {
      timer ??= clock.after(FLEET_LIMITS.state_every_ms, write);
    },
    end: (): void => {
      if (timer !== null) write();
    },
  };
}

/** Starts it. @throws `fleetState` when its file cannot be read */
export function startAgent(options: AgentOptions): Agent {
  const { kioskId, socketPath, clock, random, log } = options;
  const topics = topicsOf(kioskId);
  const pump = new Pump<Envelope>(readAcknowledged(options.stateFile));
  const keeper = createKeeper(options, pump);
  const daemonAgain = new Backoff(FLEET_LIMITS.daemon_again_ms, random);
  const brokerAgain = new Backoff(FLEET_LIMITS.broker_again_ms, random);
  let daemon: DaemonLine | null = null;
  let broker: BrokerLine | null = null;
  let inFlight_max = 0;
  let isReading = false;
  /** Something was pushed while a page was read. */
  let isRung = false;
  let isOver = false;
  let told = '';
  let look: Timer | null = null;
  const timers = new Set<Timer>();

  function later(span_ms: number, run: () => void): void {
    const timer = clock.after(span_ms, () => {
      timers.delete(timer);
      if (!isOver) run();
    });
    timers.add(timer);
  }

  const commands = createCommands(
    () => daemon,
    (topic, payload) => broker?.publish({ topic, payload }, () => undefined),
    topics,
    log,
  );

  /** Publishes what is there, and asks for more when all of it is on its way. */
  function go(): void {
    const line = broker;
    if (line === null || inFlight_max === 0) return;
    for (const event of pump.next(inFlight_max)) {
      const { sequence, id } = event;
      const body = publicOf(event);
      const type = 'type' in body ? String(body.type) : event.type;
      const userProperties = { eventId: id, sequence: String(sequence) };
      line.publish({ topic: topics.event(type), payload: JSON.stringify(body), userProperties }, () => {
        if (line !== broker) return;
        if (pump.has(id)) keeper.moved();
        go();
      });
    }
    read();
  }

  function read(): void {
    const after = pump.wants();
    const line = daemon;
    if (after === null || line === null || isReading) return;
    isReading = true;
    isRung = false;
    const params = { after: after.sequence, most: FLEET_LIMITS.page, ...(after.id === null ? {} : { id: after.id }) };
    line.ask('events.list', params).then(
      (answer) => {
        isReading = false;
        if (line !== daemon || pump.wants()?.sequence !== after.sequence) return;
        const page = pageSchema.safeParse(answer);
        if (!page.success) return line.close();
        if (page.data.restarted) log('warn', 'fleet.otherBooks');
        pump.take(page.data.events);
        if (page.data.events.length > 0) go();
        else if (isRung) read();
        return undefined;
      },
      () => {
        isReading = false;
      },
    );
  }

  /** Tells the state when it changed, and always after the broker came back. */
  async function tellState(): Promise<void> {
    const line = broker;
    if (daemon === null || line === null || inFlight_max === 0) return;
    const state = stateOf(await daemon.ask('status', {}).catch(() => null));
    const text = state === null ? '' : JSON.stringify(state);
    if (text === '' || text === told || line !== broker) return;
    told = text;
    line.publish({ topic: topics.state, payload: text, retain: true }, () => undefined);
  }

  function lookAgain(): void {
    look?.cancel();
    look = clock.after(FLEET_LIMITS.look_every_ms, () => {
      if (isOver) return;
      read();
      void tellState();
      lookAgain();
    });
  }

  async function joinDaemon(): Promise<void> {
    const isOurs = (): boolean => line !== null && line === daemon;
    let line: DaemonLine | null = null;
    try {
      line = await openDaemonLine(socketPath, clock, {
        pushed: () => {
          if (!isOurs()) return;
          isRung = true;
          read();
          void tellState();
        },
        closed: () => {
          if (!isOurs()) return;
          daemon = null;
          isReading = false;
          log('warn', 'fleet.daemonLost');
          later(daemonAgain.wait_ms(), () => void joinDaemon());
        },
      });
    } catch {
      later(daemonAgain.wait_ms(), () => void joinDaemon());
      return;
    }
    if (isOver) return line.close();
    daemon = line;
    isReading = false;
    // The bell: pages are asked for when it rings, so that a long history never comes faster than the broker takes it.
    const newest = pump.acknowledged().sequence;
    line
      .ask('events.list', { after: newest, most: 1 })
      .then((answer) => {
        daemonAgain.reset();
        const last = eventEndsSchema.loose().safeParse(answer).data?.last ?? 0;
        return line.ask('events.subscribe', { after: last });
      })
      .catch(() => line.close());
    read();
    void tellState();
  }

  function joinBroker(): void {
    const begun_ms = clock.now_ms();
    told = '';
    const line = openBroker(options.broker, kioskId, topics, options.needsReader, clock, {
      up: (most) => {
        inFlight_max = most;
        log('info', 'fleet.up');
        void tellState();
        go();
      },
      down: (why) => {
        const wasUp = inFlight_max > 0;
        broker = null;
        inFlight_max = 0;
        pump.rewind();
        if (wasUp && clock.now_ms() - begun_ms > FLEET_LIMITS.broker_good_ms) brokerAgain.reset();
        const code = why === 'unreachable' ? 'brokerUnreachable' : 'brokerRefused';
        log('warn', 'fleet.down', { code, what: why });
        if (!isOver) later(brokerAgain.wait_ms(), joinBroker);
      },
      command: (payload) => commands.take(payload),
    });
    broker = line;
  }

  void joinDaemon();
  joinBroker();
  lookAgain();

  return {
    acknowledged: () => pump.acknowledged().sequence,
    stop: async () => {
      isOver = true;
      look?.cancel();
      for (const timer of timers) timer.cancel();
      const line = broker;
      broker = null;
      daemon?.close();
      daemon = null;
      await line?.close();
      keeper.end();
    },
  };
}
