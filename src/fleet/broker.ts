/** One connection to the MQTT 5 broker at a time (OASIS MQTT 5.0). The only home of the package `mqtt`. */
import mqtt, { type IConnackPacket, type MqttClient } from 'mqtt';
import type { Clock } from '../base/clock.ts';
import { FLEET_LIMITS } from './limits.ts';
import type { Topics } from './topics.ts';

/** Where the broker is, and what proves it and this kiosk to each other (PEM). */
export interface BrokerPlace {
  readonly url: string;
  readonly trustAnchor_pem: string;
  readonly clientCertificate_pem: string;
  readonly clientKey_pem: string;
}

export interface Publication {
  readonly topic: string;
  readonly payload: string;
  readonly retain?: boolean;
  readonly userProperties?: Readonly<Record<string, string>>;
}

export interface BrokerEvents {
  /** @param inFlight_max publications without acknowledgement that the broker allows */
  up(inFlight_max: number): void;
  /** Ends this connection, once: whatever was not acknowledged is open. */
  down(why: 'unreachable' | 'refused' | 'unread'): void;
  command(payload: Buffer): void;
}

export interface BrokerLine {
  /** Publishes with QoS 1; `acknowledged` is called when the broker has it, and never after `down`. */
  publish(publication: Publication, acknowledged: () => void): void;
  /** Says that the kiosk is offline, and ends without `down`. The will that follows says the same. */
  close(): Promise<void>;
}

const OFFLINE = JSON.stringify({ online: false });
/** PUBACK reason code: nobody has subscribed, so the broker threw it away (MQTT 5.0, 3.4.2.1). */
const NO_MATCHING_SUBSCRIBERS = 16;

function connectTo(place: BrokerPlace, kioskId: string, topics: Topics): MqttClient {
  const { keepalive_s, session_s, will_delay_s, broker_answers_ms } = FLEET_LIMITS;
  return mqtt.connect(place.url, {
    protocolVersion: 5,
    clientId: `madoguchi-${kioskId}`,
    ca: place.trustAnchor_pem,
    cert: place.clientCertificate_pem,
    key: place.clientKey_pem,
    rejectUnauthorized: true,
    clean: false,
    keepalive: keepalive_s,
    connectTimeout: broker_answers_ms,
    // Who waits how long, and what is sent again, is decided by the agent: the daemon's books are the only queue.
    reconnectPeriod: 0,
    resubscribe: false,
    queueQoSZero: false,
    properties: { sessionExpiryInterval: session_s, receiveMaximum: FLEET_LIMITS.commands_waiting_max },
    will: {
      topic: topics.state,
      payload: Buffer.from(OFFLINE),
      qos: 1,
      retain: true,
      properties: { willDelayInterval: will_delay_s, contentType: 'application/json' },
    },
  });
}

/**
 * Connects, and subscribes to the kiosk's commands.
 * @param needsReader what the broker throws away because nobody has subscribed counts as not taken
 */
export function openBroker(
  place: BrokerPlace,
  kioskId: string,
  topics: Topics,
  needsReader: boolean,
  clock: Clock,
  events: BrokerEvents,
): BrokerLine {
  const client = connectTo(place, kioskId, topics);
  let isOver = false;

  function down(why: Parameters<BrokerEvents['down']>[0]): void {
    if (isOver) return;
    isOver = true;
    client.end(true);
    events.down(why);
  }

  client.on('connect', ({ properties }: IConnackPacket) => {
    client.subscribe(topics.command, { qos: 1 }, (error) => {
      if (isOver) return;
      // Without commands the kiosk still tells what happens.
      if (error && !client.connected) down('unreachable');
      else {
        // State and answers need their place, too.
        const allowed = (properties?.receiveMaximum ?? 65_535) - FLEET_LIMITS.in_flight_kept;
        events.up(Math.max(1, Math.min(FLEET_LIMITS.in_flight_max, allowed)));
      }
    });
  });
  client.on('packetreceive', (packet) => {
    if (needsReader && packet.cmd === 'puback' && packet.reasonCode === NO_MATCHING_SUBSCRIBERS) down('unread');
  });
  client.on('message', (topic, payload) => {
    if (!isOver && topic === topics.command) events.command(payload);
  });
  client.on('error', (error) => down('code' in error && typeof error.code === 'number' ? 'refused' : 'unreachable'));
  client.on('disconnect', () => down('unreachable'));
  client.on('close', () => down('unreachable'));

  return {
    publish: ({ topic, payload, retain = false, userProperties }, acknowledged) => {
      if (isOver) return;
      // An empty list of user properties is a packet that `mqtt` does not write, and says nothing of.
      const contentType = 'application/json';
      const properties = userProperties ? { contentType, userProperties: { ...userProperties } } : { contentType };
      client.publish(topic, payload, { qos: 1, retain, properties }, (error) => {
        if (isOver) return;
        if (error) down('refused');
        else acknowledged();
      });
    },
    close: () =>
      new Promise((resolve) => {
        if (isOver) return resolve();
        isOver = true;
        if (!client.connected) {
          client.end(true, () => resolve());
          return undefined;
        }
        const end = (): void => {
          limit.cancel();
          client.end(true, () => resolve());
        };
        // A broker that does not answer any more keeps nobody here: then the will says the same.
        const limit = clock.after(FLEET_LIMITS.goodbye_ms, end);
        client.publish(topics.state, OFFLINE, { qos: 1, retain: true }, end);
        return undefined;
      }),
  };
}
