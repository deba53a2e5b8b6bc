import { z } from 'zod';
import { filePath, placePath, tcpPort } from './meta.ts';

/** Who may be told how the kiosk is without asking over its socket: Prometheus on this machine (docs/fleet.md). */
export const metricsSchema = z.strictObject({
  address: z
    .enum(['127.0.0.1', '::1'])
    .default('127.0.0.1')
    .describe('metrics and health are served on this address of the machine itself'),
  port: tcpPort.optional().describe('and this TCP port: /metrics for Prometheus, /healthz; left out: not at all'),
});

/** The fleet agent, a program of its own (`madoguchi-fleet`), and who may order from afar. */
export const fleetSchema = z
  .strictObject({
    broker: z
      .url({ protocol: /^mqtts$/, error: 'an mqtts address, as in mqtts://fleet.example:8883' })
      .optional()
      .describe('address of the MQTT 5 broker, mqtts; left out: there is no fleet agent'),
    trustAnchor: filePath.optional().describe('PEM file of the authority that issued the broker’s certificate'),
    clientCertificate: filePath.optional().describe('PEM file of this kiosk’s certificate at the broker'),
    clientKey: filePath.optional().describe('PEM file of its private key; readable by the fleet agent alone'),
    stateFile: placePath
      .default('/var/lib/madoguchi-fleet/acknowledged.json')
      .describe('here the agent keeps the number of the last event that the broker has'),
    needsReader: z
      .boolean()
      .default(true)
      .describe('what the broker has no subscriber for counts as not taken, and is told again until somebody reads'),
    commandSigners: filePath
      .optional()
      .describe('PEM file with the public keys (Ed25519) of who may order from afar; left out: nobody'),
  })
  .refine(({ broker, trustAnchor, clientCertificate, clientKey }) => {
    const named = [trustAnchor, clientCertificate, clientKey].filter((file) => file !== undefined).length;
    return broker === undefined || named === 3;
  }, 'a broker wants trustAnchor, clientCertificate and clientKey');
