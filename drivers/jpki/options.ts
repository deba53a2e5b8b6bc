import { z } from 'zod';

/** What the configuration file says about the card reader. */
export const jpkiOptionsSchema = z.strictObject({
  readerName: z
    .string()
    .max(128)
    .default('')
    .describe('PC/SC name of the reader, or how it begins; empty = the first one found'),
  csockName: z.string().max(107).optional().describe('path of pcscd’s socket; left out = the system’s own'),
  acceptTestAuthority: z
    .boolean()
    .default(false)
    .describe('accept cards whose issuer is `O=JPKI-TEST`. For test kiosks and the demo only'),
});

/** See {@link jpkiOptionsSchema}. */
export type JpkiOptions = z.infer<typeof jpkiOptionsSchema>;
