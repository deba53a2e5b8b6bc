import { z } from 'zod';
import { filePath, tcpPort } from './meta.ts';

/** A board whose client certificate has this name (CN). */
const clientSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,32}$/, 'letters, digits, dot, hyphen, underscore')
    .describe('name (CN) in the board’s client certificate; it stands in the log as who asked'),
  screen: z.boolean().default(false).describe('may be the citizen’s screen'),
  rights: z
    .array(z.enum(['watch', 'serve', 'operate', 'money']))
    .default([])
    .describe('methods it may ask (src/api/methods/README.md)'),
});

/** The API towards other boards of the machine, by mutual TLS (src/api/interface.ts). */
export const interfaceSchema = z
  .strictObject({
    address: z
      .string()
      .min(1)
      .optional()
      .describe('address of the wire between the boards, never the shop’s network; left out: no interface'),
    port: tcpPort.default(8743).describe('TCP port; 0 lets the system choose'),
    names: z
      .array(z.string().regex(/^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$/, 'a host name in small letters'))
      .default([])
      .describe(
        'names under which the boards reach it, all in its certificate; two give each citizen a fresh renderer',
      ),
    certificate: filePath.optional().describe('PEM file of its server certificate'),
    key: filePath.optional().describe('PEM file of its private key; readable by the daemon alone'),
    clientAuthority: filePath.optional().describe('PEM file of the authority that issues the boards’ certificates'),
    clients: z.array(clientSchema).default([]).describe('the boards; every other one is refused'),
  })
  .superRefine((value, context) => {
    if (value.address === undefined) return;
    for (const key of ['certificate', 'key', 'clientAuthority'] as const)
      if (value[key] === undefined)
        context.addIssue({ code: 'custom', path: [key], message: 'wanted where interface.address is given' });
    if (value.names.length === 0)
      context.addIssue({
        code: 'custom',
        path: ['names'],
        message: 'at least one name where interface.address is given',
      });
  });
