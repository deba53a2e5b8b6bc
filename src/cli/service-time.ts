/** Service time is Asia/Tokyo whatever the machine's zone; 0 = before the centre told its time. */
export function serviceTime(at_ms: number): string {
  if (at_ms === 0) return '-';
  return new Date(at_ms + 32_400_000).toISOString().slice(0, 19).replace('T', ' ');
}
