/** Limits of one decoded message. A full attribute set of a real printer is about 10 kB with 250 attributes. */
export const IPP_LIMITS = {
  /** Bytes of a message without its document. */
  message_bytes: 256 * 1024,
  attributes: 4096,
  values: 16_384,
  /** Collections inside collections. */
  depth: 8,
} as const;
