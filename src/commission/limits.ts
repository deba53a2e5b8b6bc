/** Limits of commissioning (design, rule 6). */
export const COMMISSION_LIMITS = {
  /** Serial line: opening a port takes some milliseconds; one that another program holds is refused at once. */
  port_opens_ms: 60,
  /** A ccTalk device answers within some ten milliseconds; `answer_ms` of the models is the most. */
  cctalk_scan_ms: 80,
  cctalk_answers_ms: 250,
  /** Addresses that makers give at the factory: 2 acceptors, 3 to 15 hoppers (ccTalk part 1, 8.2). */
  cctalk_addresses: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  coin_positions: 16,
  id003_answers_ms: 400,
  changer_answers_ms: 300,
  /** A printer that sleeps wakes up for it. */
  printer_answers_ms: 20_000,
  /** The centre answers a question for the time. */
  centre_answers_ms: 15_000,
  /** A certificate has some 2 kB, a chain some 10. */
  pem_bytes_max: 65_536,
} as const;
