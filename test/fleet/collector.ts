/** Who works on the events: one client of the broker with a session that lasts, which counts each event id once. */
import mqtt, { type MqttClient } from 'mqtt';
import { z } from 'zod';
import { eventSchema } from '../../src/api/messages.ts';
import type { Mosquitto } from './mosquitto.ts';

const TOPIC = /^madoguchi\/v1\/([A-Za-z0-9-]+)\/(event\/([a-zA-Z]+)|state|answer|bundle\/[0-9a-f]{32})$/;
const userProperties = z.object({ eventId: z.string(), sequence: z.string() });

export interface Collector {
  /** Event ids of each kiosk in the order of their first coming, without those that came again. */
  readonly events: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Last retained state of each kiosk. */
  readonly states: ReadonlyMap<string, unknown>;
  /** What came on other topics. */
  readonly others: readonly { readonly topic: string; readonly payload: string }[];
  /** Events that came again. */
  again(): number;
  counted(): number;
  /** What did not fit schema, topic or properties. */
  readonly wrong: readonly string[];
  close(): Promise<void>;
}

export async function startCollector({ port, authority }: Mosquitto, name = 'collector'): Promise<Collector> {
  const keys = authority.issueClient(name);
  const events = new Map<string, Map<string, number>>();
  const states = new Map<string, unknown>();
  const others: { topic: string; payload: string }[] = [];
  const wrong: string[] = [];
  let again = 0;
  let counted = 0;

  function takeEvent(kiosk: string, type: string, payload: string, properties: unknown): void {
    const read = eventSchema.safeParse(JSON.parse(payload));
    const told = userProperties.safeParse(properties).data;
    if (!read.success || read.data.type !== type || told?.eventId !== read.data.id) {
      wrong.push(`${kiosk} ${type}: ${payload.slice(0, 200)}`);
      return;
    }
    const { id, sequence } = read.data;
    const known = events.get(kiosk) ?? new Map<string, number>();
    events.set(kiosk, known);
    if (known.has(id)) {
      again += 1;
      return;
    }
    known.set(id, sequence);
    counted += 1;
  }

  const client: MqttClient = mqtt.connect(`mqtts://127.0.0.1:${port}`, {
    protocolVersion: 5,
    clientId: name,
    ca: authority.ca_pem,
    cert: keys.certificate_pem,
    key: keys.key_pem,
    clean: false,
    reconnectPeriod: 300,
    properties: { sessionExpiryInterval: 3600 },
  });
  client.on('error', () => undefined);
  client.on('message', (topic, payload, packet) => {
    const [, kiosk = '', kind = '', type = ''] = TOPIC.exec(topic) ?? [];
    const text = payload.toString('utf8');
    if (kind.startsWith('event/')) takeEvent(kiosk, type, text, packet.properties?.userProperties);
    else if (kind === 'state') states.set(kiosk, JSON.parse(text));
    else others.push({ topic, payload: text });
  });
  await new Promise<void>((resolve, reject) => {
    client.once('connect', () => {
      client.subscribe('madoguchi/v1/#', { qos: 1 }, (error) => (error ? reject(error) : resolve()));
    });
  });
  return {
    events,
    states,
    others,
    wrong,
    again: () => again,
    counted: () => counted,
    close: () => new Promise((resolve) => void client.end(true, () => resolve())),
  };
}
