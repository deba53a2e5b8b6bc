import { z } from 'zod';

/** What the configuration file says about the card reader. */
export const jpkiOptionsSchema = z.strictObject({
  /** PC/SC name of the reader, or how it begins; empty = the first one found. */
  readerName: z.string().max(128).default(''),
  /** Path of pcscd's socket; left out = the system's own. */
  csockName: z.string().max(107).optional(),
  /** Accept cards whose issuer is `O=JPKI-TEST`. For test kiosks and the demo only. */
  acceptTestAuthority: z.boolean().default(false),
});

/** See {@link jpkiOptionsSchema}. */
export type JpkiOptions = z.infer<typeof jpkiOptionsSchema>;
