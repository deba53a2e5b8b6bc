/** Names of accounts. */
export const account = {
  unit: (unitId: string): string => `unit:${unitId}`,
  credit: (sessionId: string): string => `credit:${sessionId}`,
  owed: (sessionId: string): string => `owed:${sessionId}`,
  fee: (sessionId: string, set: number): string => `fee:${sessionId}:${set}`,
  fees: (municipalityId: string): string => `fees:${municipalityId}`,
  slip: (claimNumber: string): string => `slip:${claimNumber}`,
  staff: 'staff',
  foreign: 'foreign',
  overshort: 'overshort',
  disputed: 'disputed',
  overpaid: 'overpaid',
  unclaimed: 'unclaimed',
} as const;
